import type { Bytes } from '../model/folder.ts';
import { maskedCrc32c } from './crc32c.ts';
import { recordSearch } from './tfrecord-search.ts';
import {
  CHECKSUM_OF_LENGTH,
  emptyWindow,
  FRAME,
  HEADER,
  hold,
  KNOWN_LENGTHS,
  lengthAt,
  payloadAgrees,
  type Window,
} from './tfrecord-window.ts';

/** A longer record is checked and passed over, never held. */
export const MAX_RECORD = 256 * 1024 * 1024;

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
    const next =
      whole && search.boundary(end) ? search.chain(at + 1, end) : (search.next(at + 1) ?? (whole && size - end < HEADER ? end : null));
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
