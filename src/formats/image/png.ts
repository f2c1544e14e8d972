import { crc32 } from 'node:zlib';
import type { Opened } from './image.ts';

/** Chunks that the picture is made of; texts, times, camera data, colour profiles and what nobody knows are left out. */
const PICTURE = new Set(
  ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs', 'cICP'].concat(['acTL', 'fcTL', 'fdAT']),
);
const SIGNATURE = 8;

/** Every chunk must be whole by its checksum, the header first, and the end marked. */
export function openPng(bytes: Uint8Array): Opened {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Uint8Array[] = [data.subarray(0, SIGNATURE)];
  let size: { readonly width: number; readonly height: number } | null = null;
  let pixels = false;
  for (let at = SIGNATURE; ; ) {
    if (at + 12 > data.length) return { reason: 'is cut off' };
    const length = data.readUInt32BE(at);
    const end = at + 12 + length;
    const type = data.toString('latin1', at + 4, at + 8);
    if (end > data.length) return { reason: 'is cut off' };
    if (crc32(data.subarray(at + 4, end - 4)) !== data.readUInt32BE(end - 4)) return { reason: 'is damaged: a checksum does not fit' };
    if ((size === null) !== (type === 'IHDR') || (type === 'IHDR' && length !== 13)) return { reason: 'is damaged: its header' };
    if (type === 'IHDR') size = { width: data.readUInt32BE(at + 8), height: data.readUInt32BE(at + 12) };
    pixels ||= type === 'IDAT' && length > 0;
    if (PICTURE.has(type)) kept.push(data.subarray(at, end));
    at = end;
    if (type !== 'IEND') continue;
    return size === null || !pixels ? { reason: 'is damaged: it has no pixels' } : { ...size, bytes: Buffer.concat(kept) };
  }
}
