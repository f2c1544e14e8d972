import type { Opened } from './image.ts';

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
/** Frame headers: baseline, progressive and their kin; not the tables (c4, cc) and not c8, which is reserved. */
const FRAME = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Tables, restart interval, lines, and Adobe's segment, without which the colours of some files are wrong. */
const PICTURE = (marker: number) => FRAME(marker) || [0xc4, 0xcc, 0xdb, 0xdc, 0xdd, 0xee].includes(marker);
const ADOBE = 'Adobe';

/**
 * Walks the segments up to the end mark. Application segments (camera data, places, previews, profiles, edit history) and
 * comments are left out, and so is what follows the end.
 */
export function openJpeg(bytes: Uint8Array): Opened {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Uint8Array[] = [Buffer.from([0xff, START])];
  let size: { readonly width: number; readonly height: number } | null = null;
  let scans = 0;
  for (let at = 2; ; ) {
    while (at + 1 < data.length && data[at] === 0xff && data[at + 1] === 0xff) at += 1;
    if (at + 1 >= data.length) return { reason: 'is cut off' };
    if (data[at] !== 0xff) return { reason: 'is damaged: a segment does not begin' };
    const marker = data[at + 1] as number;
    if (marker === END) {
      kept.push(Buffer.from([0xff, END]));
      return size === null || scans === 0 ? { reason: 'is damaged: it has no pixels' } : { ...size, bytes: Buffer.concat(kept) };
    }
    if (at + 4 > data.length) return { reason: 'is cut off' };
    const length = data.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2) return { reason: 'is damaged: the length of a segment' };
    if (end > data.length) return { reason: 'is cut off' };
    if (FRAME(marker)) {
      if (length < 8 || size !== null) return { reason: 'is damaged: its header' };
      size = { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
    }
    if (marker === SCAN) {
      scans += 1;
      const next = endOfScan(data, end);
      if (next < 0) return { reason: 'is cut off' };
      kept.push(data.subarray(at, next));
      at = next;
      continue;
    }
    const adobe = marker !== 0xee || data.toString('latin1', at + 4, at + 9) === ADOBE;
    if (PICTURE(marker) && adobe) kept.push(marker === 0xee ? adobeAlone(data.subarray(at, end)) : data.subarray(at, end));
    at = end;
  }
}

/** Where the coded pixels end: at a mark that is neither a stuffed byte nor a restart. -1 where the file ends before. */
function endOfScan(data: Buffer, from: number): number {
  for (let at = data.indexOf(0xff, from); at >= 0 && at + 1 < data.length; at = data.indexOf(0xff, at + 1)) {
    const next = data[at + 1] as number;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return -1;
}

/** Twelve bytes say how colours are coded; a longer segment says something else as well. */
function adobeAlone(segment: Uint8Array): Uint8Array {
  if (segment.length <= 16) return segment;
  const short = Buffer.from(segment.subarray(0, 16));
  short.writeUInt16BE(14, 2);
  return short;
}
