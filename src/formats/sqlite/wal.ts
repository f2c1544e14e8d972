import type { Bytes } from '../../model/folder.ts';

/** The committed pages of a write-ahead log, and what of it could not be used. */
export interface Wal {
  /** Page number → offset of its newest committed content in the log. */
  readonly pages: ReadonlyMap<number, number>;
  /** Pages of the database after the last commit; 0 where nothing was committed. */
  readonly size: number;
  readonly faults: readonly WalFault[];
}

export interface WalFault {
  /** `torn`: an unfinished last transaction, as after a crash. */
  readonly kind: 'torn' | 'checksum' | 'header';
  readonly what: string;
  readonly offset: number;
  readonly bytes: number;
}

const HEADER = 32;
const FRAME = 24;
const WINDOW = 1 << 20;
/** How often a log may have been started anew since an old frame in it was written. */
const MOST_USES = 1 << 20;

/**
 * Reads a write-ahead log as SQLite recovers it: frames count while their salts and running checksums hold, and only up
 * to the last commit. Frames of an earlier use of the log (other salts) end it without a fault.
 */
export function readWal(log: Bytes, pageSize: number): Wal {
  const pages = new Map<number, number>();
  const faults: WalFault[] = [];
  const none = { pages, size: 0, faults };
  if (log.size === 0) return none;
  const refuse = (kind: WalFault['kind'], what: string, offset: number, bytes: number): Wal => {
    faults.push({ kind, what, offset, bytes });
    return none;
  };
  if (log.size < HEADER) return refuse('torn', 'the header', 0, log.size);
  const head = viewOf(log.read(0, HEADER));
  const magic = head.getUint32(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return refuse('header', 'the magic number', 0, log.size);
  const little = magic === 0x377f0682;
  if (head.getUint32(8) !== pageSize) return refuse('header', `a page size of ${head.getUint32(8)}`, 8, log.size);
  const sum = new Uint32Array(2);
  addChecksum(sum, head, 0, 24, little);
  if (sum[0] !== head.getUint32(24) || sum[1] !== head.getUint32(28)) return refuse('checksum', 'the header', 0, log.size);
  const salt1 = head.getUint32(16);
  const salt2 = head.getUint32(20);

  const frameSize = FRAME + pageSize;
  const frames = Math.floor((log.size - HEADER) / frameSize);
  let pending = new Map<number, number>();
  let size = 0;
  let committed = 0;
  let good = 0;
  let damaged = false;
  for (; good < frames; good += 1) {
    const offset = HEADER + good * frameSize;
    const frame = viewOf(log.read(offset, frameSize));
    const same1 = frame.getUint32(8) === salt1;
    const same2 = frame.getUint32(12) === salt2;
    addChecksum(sum, frame, 0, 8, little);
    addChecksum(sum, frame, FRAME, frameSize, little);
    const holds = sum[0] === frame.getUint32(16) && sum[1] === frame.getUint32(20);
    // The checksum leaves the salts out: where it goes on from the frame before, the frame is of this use whatever its salts say.
    const earlier = !holds && !same1 && !same2 && isEarlierUse(frame, salt1);
    if (earlier) break;
    damaged = !same1 || !same2 || !holds;
    if (damaged) break;
    pending.set(frame.getUint32(0), offset + FRAME);
    const commit = frame.getUint32(4);
    if (commit === 0) continue;
    for (const [page, place] of pending) pages.set(page, place);
    pending = new Map();
    size = commit;
    committed = good + 1;
  }
  const stop = HEADER + good * frameSize;
  const last = good === frames ? -1 : lastSalts(log, stop + 16, log.read(16, 8));
  const whole = HEADER + frames * frameSize;
  if (damaged || last >= 0) {
    const end = Math.min(log.size, Math.max(stop, last - 8) + frameSize);
    faults.push({ kind: 'checksum', what: `frame ${good + 1}`, offset: stop, bytes: end - stop });
  } else if (good > committed) {
    const from = HEADER + committed * frameSize;
    faults.push({ kind: 'torn', what: 'a transaction without its commit', offset: from, bytes: log.size - from });
  } else if (whole < log.size) faults.push({ kind: 'torn', what: 'a frame', offset: whole, bytes: log.size - whole });
  return { pages, size, faults };
}

/** SQLite counts the first salt up by one whenever it starts the log anew; no page has number 0, as blanked bytes would say. */
function isEarlierUse(frame: DataView, salt1: number): boolean {
  return frame.getUint32(0) !== 0 && (salt1 - frame.getUint32(8)) >>> 0 < MOST_USES;
}

/**
 * Where behind `from` the salts of this use of the log stand last, -1 where they do not: bytes that came in or went missing
 * shift all later frames, so that every place counts, not only those where a frame should start.
 */
function lastSalts(log: Bytes, from: number, salts: Uint8Array): number {
  let last = -1;
  for (let start = from; start < log.size; start += WINDOW) {
    const part = log.read(start, WINDOW + salts.length - 1);
    const at = Buffer.from(part.buffer, part.byteOffset, part.byteLength).lastIndexOf(salts);
    if (at >= 0) last = start + at;
  }
  return last;
}

/** The checksum of the log's format over pairs of 32-bit words. */
function addChecksum(sum: Uint32Array, view: DataView, start: number, end: number, little: boolean): void {
  let s1 = sum[0] as number;
  let s2 = sum[1] as number;
  for (let at = start; at < end; at += 8) {
    s1 = (s1 + view.getUint32(at, little) + s2) | 0;
    s2 = (s2 + view.getUint32(at + 4, little) + s1) | 0;
  }
  sum[0] = s1;
  sum[1] = s2;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
