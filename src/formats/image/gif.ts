import type { Opened } from './image.ts';

const TIMING = 0xf9;
const APPLICATION = 0xff;
/** The applications that say how often an animation runs; others keep their own notes (XMP, profiles). */
const LOOPS = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/;

/** Walks the blocks up to the end mark; comments, texts and the notes of programs are left out, and so is what follows the end. */
export function openGif(bytes: Uint8Array): Opened {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.length < 13) return { reason: 'is cut off' };
  const size = { width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
  let at = 13 + tableLength(data[10] as number);
  const kept: Uint8Array[] = [data.subarray(0, at)];
  let frames = 0;
  while (at < data.length) {
    const block = data[at];
    const label = data[at + 1] as number;
    if (block === 0x3b) {
      kept.push(data.subarray(at, at + 1));
      return frames === 0 ? { reason: 'is damaged: it has no pixels' } : { ...size, bytes: Buffer.concat(kept) };
    }
    if (block !== 0x21 && block !== 0x2c) return { reason: 'is damaged: a block of no known kind' };
    const start = at;
    const image = block === 0x2c;
    if (image && at + 11 > data.length) return { reason: 'is cut off' };
    const end = endOfBlocks(data, image ? at + 11 + tableLength(data[at + 9] as number) : at + 2);
    if (end < 0) return { reason: 'is cut off' };
    if (image) frames += 1;
    const wanted = image || label === TIMING || (label === APPLICATION && LOOPS.test(data.toString('latin1', at + 3, at + 14)));
    if (wanted) kept.push(data.subarray(start, end));
    at = end;
  }
  return { reason: 'is cut off' };
}

function tableLength(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

/** Behind the empty block that ends a chain of blocks; -1 where there is none. */
function endOfBlocks(data: Buffer, from: number): number {
  for (let at = from; at < data.length; at += 1 + (data[at] as number)) if (data[at] === 0) return at + 1;
  return -1;
}
