import { crc32 } from 'node:zlib';
import type { Bytes } from '../model/folder.ts';

/** Bytes of a block, and of the header of a chunk: checksum (4), length (2), type (1). */
export const BLOCK = 32768;
export const CHUNK_HEADER = 7;
const MAX_PAYLOAD = BLOCK - CHUNK_HEADER;
/** Bytes read at once, always far more than a block. */
const WINDOW = 4 * 1024 * 1024;

/** Types of chunks: a whole record, or its first, a middle and the last part. */
export const FULL = 1;
export const FIRST = 2;
export const MIDDLE = 3;
export const LAST = 4;

/** The part of a file that is in memory. `size` shrinks where the file turns out to be shorter than it was listed. */
export interface Window {
  readonly source: Bytes;
  size: number;
  bytes: Buffer;
  /** Offset of the first and behind the last byte in memory. */
  base: number;
  end: number;
}

export function openWindow(source: Bytes): Window {
  return { source, size: source.size, bytes: Buffer.alloc(0), base: 0, end: 0 };
}

/** Has at least a block from `at` on in memory, or all until the end of the file; gives the place of `at` in `bytes`. */
export function view(window: Window, at: number): number {
  if (at < window.base || (at + BLOCK > window.end && window.end < window.size)) {
    const got = window.source.read(at, WINDOW);
    window.bytes = Buffer.from(got.buffer, got.byteOffset, got.byteLength);
    window.base = at;
    window.end = at + got.byteLength;
    if (got.byteLength < Math.min(WINDOW, window.size - at)) window.size = window.end;
  }
  return at - window.base;
}

/**
 * What stands at a place: an intact chunk, or else an incomplete one (`short`), a header of nothing but zeros, no header, or
 * a chunk that fails its checksum.
 */
export type Standing = 'chunk' | 'short' | 'zeros' | 'header' | 'checksum';

export function standing(window: Window, at: number): Standing {
  const place = view(window, at);
  if (window.end - at < CHUNK_HEADER) return 'short';
  const length = payloadLength(window, place);
  const type = chunkType(window, place);
  if (type === 0 && length === 0 && window.bytes.readUInt32LE(place) === 0) return 'zeros';
  if (type < FULL || type > LAST || length > MAX_PAYLOAD) return 'header';
  if (at + CHUNK_HEADER + length > window.end) return 'short';
  return verifies(window, place, length) ? 'chunk' : 'checksum';
}

/** Whether the plain CRC-32 over type and payload is that of the header at a place of `window.bytes`. */
export function verifies(window: Window, place: number, length: number): boolean {
  const { bytes } = window;
  return crc32(bytes.subarray(place + 6, place + CHUNK_HEADER + length)) === bytes.readUInt32LE(place);
}

export function payloadLength(window: Window, place: number): number {
  return (window.bytes[place + 4] as number) | ((window.bytes[place + 5] as number) << 8);
}

export function chunkType(window: Window, place: number): number {
  return window.bytes[place + 6] as number;
}
