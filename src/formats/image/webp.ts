import type { Opened } from './image.ts';

/** Camera data, notes and colour profiles are left out. */
const PICTURE = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
/** Of the flags of VP8X those of animation and transparency. */
const FLAGS = 0x12;

type Size = { readonly width: number; readonly height: number };

/** Walks the chunks that the container says it has; what follows it is left out. */
export function openWebp(bytes: Uint8Array): Opened {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 8 + data.readUInt32LE(4);
  if (end > data.length) return { reason: 'is cut off' };
  const kept: Uint8Array[] = [];
  let canvas: Size | null = null;
  let frame: Size | null = null;
  for (let at = 12; at < end; ) {
    if (at + 8 > end) return { reason: 'is cut off' };
    const type = data.toString('latin1', at, at + 4);
    const length = data.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (next > end) return { reason: 'is cut off' };
    const chunk = Buffer.from(data.subarray(at, next));
    if (type === 'VP8X') {
      if (length < 10) return { reason: 'is damaged: its header' };
      canvas = { width: 1 + chunk.readUIntLE(12, 3), height: 1 + chunk.readUIntLE(15, 3) };
      chunk[8] = (chunk[8] as number) & FLAGS;
    }
    if (type === 'VP8 ' || type === 'VP8L') frame ??= type === 'VP8 ' ? lossy(chunk) : lossless(chunk);
    if (type === 'ANMF' && length >= 16) frame ??= { width: 1 + chunk.readUIntLE(14, 3), height: 1 + chunk.readUIntLE(17, 3) };
    if (PICTURE.has(type)) kept.push(chunk);
    at = next;
  }
  const size = canvas ?? frame;
  if (size === null || frame === null) return { reason: 'is damaged: it has no pixels' };
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return { ...size, bytes: Buffer.concat([head, body]) };
}

function lossy(chunk: Buffer): Size | null {
  if (chunk.length < 18 || chunk.readUIntBE(11, 3) !== 0x9d012a) return null;
  return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
}

function lossless(chunk: Buffer): Size | null {
  if (chunk.length < 13 || chunk[8] !== 0x2f) return null;
  const bits = chunk.readUInt32LE(9);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}
