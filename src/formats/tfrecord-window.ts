import type { Bytes } from '../model/folder.ts';
import { crc32c, maskCrc32c, maskedCrc32c } from './crc32c.ts';

/** A frame is the length (8 bytes), its checksum (4), the payload, and the checksum of the payload (4). */
export const HEADER = 12;
export const FRAME = 16;
export const WINDOW = 4 * 1024 * 1024;

/** Lengths below this have their checksum looked up: nearly every record of scalars is shorter. */
export const KNOWN_LENGTHS = 1024;
export const CHECKSUM_OF_LENGTH = checksumsOfLengths();

/** A part of a file of records that is held in memory. */
export interface Window {
  bytes: Uint8Array;
  view: DataView;
  /** Offset of the window in the file. */
  base: number;
}

/** The length that stands at an offset of the file inside the window; -1 where it fails its checksum or is beyond 4 GiB. */
export function lengthAt({ bytes, view, base }: Window, offset: number): number {
  const at = offset - base;
  if (at + HEADER > bytes.length || view.getUint32(at + 4, true) !== 0) return -1;
  const length = view.getUint32(at, true);
  const stored = view.getUint32(at + 8, true);
  if (length < KNOWN_LENGTHS) return stored === CHECKSUM_OF_LENGTH[length] ? length : -1;
  return stored === maskedCrc32c(bytes, view, at, at + 8) ? length : -1;
}

/** Verifies a payload of any length, piece by piece; `window` is used where it holds the whole frame. */
export function payloadAgrees(file: Bytes, offset: number, length: number, window?: Window): boolean {
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
export function hold(file: Bytes, window: Window, offset: number, length: number): boolean {
  const at = offset - window.base;
  if (at >= 0 && at + length <= window.bytes.length) return true;
  window.bytes = plain(file.read(offset, Math.max(WINDOW, length)));
  window.view = viewOf(window.bytes);
  window.base = offset;
  return window.bytes.length >= length;
}

export function emptyWindow(): Window {
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
