import type { Bytes } from '../model/folder.ts';
import { crc32c, maskCrc32c, maskedCrc32c } from './crc32c.ts';

/** Length (8 bytes), its checksum (4) … payload … checksum of the payload (4). */
const HEADER = 12;
const FRAME = 16;
const WINDOW = 4 * 1024 * 1024;
/** A longer record is checked and passed over, never held. */
export const MAX_RECORD = 256 * 1024 * 1024;

/** Lengths below this have their checksum looked up: nearly every record of scalars is shorter. */
const KNOWN_LENGTHS = 1024;
const CHECKSUM_OF_LENGTH = checksumsOfLengths();

/** One payload: `window` from `start` to before `end`; valid only during the call. `offset` is where its frame starts in the file. */
export type Visit = (window: Uint8Array, view: DataView, start: number, end: number, offset: number) => void;

/**
 * What is wrong with a file of records. `bytes` counts what was passed over.
 * `empty`: no byte at all. `foreign`: no record anywhere. `torn`: the last record was not written to its end.
 * `length`: a length fails its checksum. `overrun`: a sound length leads out of the file, yet records follow.
 * `payload`: a payload fails its checksum.
 * `too-large`: a sound record above 256 MiB. `search-ended`: damage so dense that the rest was given up.
 */
export interface TfRecordFault {
  readonly kind: 'empty' | 'foreign' | 'torn' | 'length' | 'overrun' | 'payload' | 'too-large' | 'search-ended';
  readonly offset: number;
  readonly bytes: number;
}

interface Window {
  bytes: Uint8Array;
  view: DataView;
  /** Offset of the window in the file. */
  base: number;
}

/**
 * Visits every intact record of a TFRecord file in order; both checksums of each are verified. After damage it goes on
 * at the next place where a length, its checksum, the size of the file and the checksum of the payload all agree.
 * Reads in windows of 4 MiB, so that the file may have any size.
 */
export function readTfRecords(file: Bytes, visit: Visit, report: (fault: TfRecordFault) => void): void {
  const { size } = file;
  if (size === 0) {
    report({ kind: 'empty', offset: 0, bytes: 0 });
    return;
  }
  const window = emptyWindow();
  const search = recordSearch(file);
  let records = 0;
  let at = 0;
  const take = (start: number, end: number, offset: number) => {
    records += 1;
    visit(window.bytes, window.view, start, end, offset);
  };
  while (at < size && hold(file, window, at, Math.min(HEADER, size - at))) {
    at = visitRun(window, at, size, take);
    if (at >= size) return;
    if (size - at >= HEADER && at - window.base + HEADER > window.bytes.length) continue;
    const length = lengthAt(window, at);
    const whole = length >= 0 && length <= size - at - FRAME;
    const end = at + length + FRAME;
    if (whole && length > MAX_RECORD && payloadAgrees(file, at, length)) {
      report({ kind: 'too-large', offset: at, bytes: length + FRAME });
      at = end;
      continue;
    }
    if (whole && length <= MAX_RECORD && end - window.base > window.bytes.length) {
      if (!hold(file, window, at, length + FRAME)) break;
      continue;
    }
    // A payload that lost or gained bytes has a sound length that leads to no record: then its own bytes are searched too.
    const next = whole && search.boundary(end) ? end : (search.next(at + 1) ?? (whole && size - end < HEADER ? end : null));
    if (next !== null) {
      report({ kind: whole ? 'payload' : length >= 0 ? 'overrun' : 'length', offset: at, bytes: next - at });
      at = next;
      continue;
    }
    const kind = search.ended() ? 'search-ended' : whole ? 'payload' : length >= 0 || size - at < HEADER ? 'torn' : 'length';
    if (records === 0 && kind === 'length') report({ kind: 'foreign', offset: 0, bytes: size });
    else report({ kind, offset: at, bytes: size - at });
    return;
  }
  if (at < size) report({ kind: 'torn', offset: at, bytes: size - at });
}

/** Visits the sound records that lie wholly in the window; returns the offset of the first that does not, or is not sound. */
function visitRun(window: Window, from: number, size: number, visit: (start: number, end: number, offset: number) => void): number {
  const { bytes, view, base } = window;
  const limit = Math.min(bytes.length, size - base);
  let at = from - base;
  while (at + FRAME <= limit) {
    const length = view.getUint32(at, true);
    if (length >= KNOWN_LENGTHS || view.getUint32(at + 4, true) !== 0) {
      if (lengthAt(window, base + at) < 0) break;
    } else if (view.getUint32(at + 8, true) !== CHECKSUM_OF_LENGTH[length]) break;
    const start = at + HEADER;
    const end = start + length;
    if (end + 4 > limit) break;
    if (view.getUint32(end, true) !== maskedCrc32c(bytes, view, start, end)) break;
    visit(start, end, base + at);
    at = end + 4;
  }
  return base + at;
}

/** The length that stands at an offset of the file inside the window; -1 where it fails its checksum or is beyond 4 GiB. */
function lengthAt({ bytes, view, base }: Window, offset: number): number {
  const at = offset - base;
  if (at + HEADER > bytes.length || view.getUint32(at + 4, true) !== 0) return -1;
  const length = view.getUint32(at, true);
  const stored = view.getUint32(at + 8, true);
  if (length < KNOWN_LENGTHS) return stored === CHECKSUM_OF_LENGTH[length] ? length : -1;
  return stored === maskedCrc32c(bytes, view, at, at + 8) ? length : -1;
}

/**
 * Finds records in damaged bytes. The work is bounded: a made-up file can hold a plausible length at every twelfth byte,
 * each asking for a checksum of the rest of the file.
 */
function recordSearch(file: Bytes) {
  const { size } = file;
  const window = emptyWindow();
  let budget = 16 * size + 16 * WINDOW;

  /** Whether the file ends here or a sound length stands here. */
  function boundary(offset: number): boolean {
    return offset === size || (size - offset >= HEADER && hold(file, window, offset, HEADER) && lengthAt(window, offset) >= 0);
  }

  function next(from: number): number | null {
    for (let start = from; start + FRAME <= size; ) {
      if (!hold(file, window, start, HEADER)) return null;
      const { bytes, view, base } = window;
      const last = Math.min(base + bytes.length - HEADER, size - FRAME);
      for (let offset = start; offset <= last; offset += 1) {
        if (view.getUint32(offset - base + 4, true) !== 0) continue;
        const length = lengthAt(window, offset);
        if (length < 0 || length > size - offset - FRAME) continue;
        budget -= length + FRAME;
        if (budget < 0) return null;
        if (payloadAgrees(file, offset, length, window)) return offset;
      }
      start = last + 1;
    }
    return null;
  }

  return { boundary, next, ended: () => budget < 0 };
}

/** Verifies a payload of any length, piece by piece; `window` is used where it holds the whole frame. */
function payloadAgrees(file: Bytes, offset: number, length: number, window?: Window): boolean {
  if (window !== undefined) {
    const start = offset - window.base + HEADER;
    if (start + length + 4 <= window.bytes.length)
      return window.view.getUint32(start + length, true) === maskedCrc32c(window.bytes, window.view, start, start + length);
  }
  const end = offset + HEADER + length;
  let crc = 0;
  for (let at = offset + HEADER; at < end; ) {
    const piece = plain(file.read(at, Math.min(WINDOW, end - at)));
    if (piece.length === 0) return false;
    crc = crc32c(piece, viewOf(piece), 0, piece.length, crc);
    at += piece.length;
  }
  const stored = plain(file.read(end, 4));
  return stored.length === 4 && viewOf(stored).getUint32(0, true) === maskCrc32c(crc);
}

/** Makes the window hold `length` bytes from `offset` on; false where the file has become shorter than it was. */
function hold(file: Bytes, window: Window, offset: number, length: number): boolean {
  const at = offset - window.base;
  if (at >= 0 && at + length <= window.bytes.length) return true;
  window.bytes = plain(file.read(offset, Math.max(WINDOW, length)));
  window.view = viewOf(window.bytes);
  window.base = offset;
  return window.bytes.length >= length;
}

function emptyWindow(): Window {
  const bytes = new Uint8Array(0);
  return { bytes, view: viewOf(bytes), base: 0 };
}

/** The same bytes as a plain Uint8Array: code that sees Buffers and arrays alike runs slower. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checksumsOfLengths(): Uint32Array {
  const bytes = new Uint8Array(8);
  const view = viewOf(bytes);
  return Uint32Array.from({ length: KNOWN_LENGTHS }, (_, length) => {
    view.setUint32(0, length, true);
    return maskedCrc32c(bytes, view, 0, 8);
  });
}
