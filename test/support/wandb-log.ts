import { crc32 } from 'node:zlib';

/** Writes W&B logs for tests: records as protobuf, framed in blocks. Nothing of it is shared with the reader. */
const BLOCK = 32768;
const FILE_HEADER = Buffer.from('3a572642e1be00', 'hex');

/** Frames records as both of W&B's writers do. */
export function logOf(records: readonly Uint8Array[], header: Uint8Array = FILE_HEADER): Buffer {
  const parts: Uint8Array[] = [header];
  let at = header.length;
  for (const record of records) {
    let done = 0;
    let first = true;
    do {
      const room = BLOCK - (at % BLOCK);
      if (room < 7) {
        parts.push(Buffer.alloc(room));
        at += room;
        continue;
      }
      const length = Math.min(room - 7, record.length - done);
      const last = done + length === record.length;
      const chunk = Buffer.alloc(7 + length);
      chunk[6] = first && last ? 1 : first ? 2 : last ? 4 : 3;
      chunk.writeUInt16LE(length, 4);
      chunk.set(record.subarray(done, done + length), 7);
      chunk.writeUInt32LE(crc32(chunk.subarray(6)), 0);
      parts.push(chunk);
      at += chunk.length;
      done += length;
      first = false;
      if (last) break;
    } while (done <= record.length);
  }
  return Buffer.concat(parts);
}

function varint(value: number | bigint): Buffer {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

/** A varint field. */
export function whole(field: number, value: number | bigint): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

/** A length-delimited field of text, bytes or the fields of a message. */
export function part(field: number, ...content: (string | Uint8Array)[]): Buffer {
  const body = Buffer.concat(content.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
}

/** A Record: its number and content. */
export function record(number: number, ...content: Uint8Array[]): Buffer {
  return Buffer.concat([...(number > 0 ? [whole(1, number)] : []), ...content]);
}

/** An item, as the Python core has it (`key`) for a text, as the Go core has it (`nested_key`) for a list. */
export function item(key: string | readonly string[], json: string): Buffer[] {
  return [...(typeof key === 'string' ? [part(1, key)] : key.map((one) => part(2, one))), part(16, json)];
}

/** A history row of the Python core: the step is an item. */
export function historyRow(values: { readonly [key: string]: string }): Buffer {
  return part(2, ...Object.entries(values).map(([key, json]) => part(1, ...item(key, json))));
}

/** A history row of the Go core: nested keys, and the step of its own. */
export function goRow(step: number, values: { readonly [key: string]: string }): Buffer {
  return part(
    2,
    ...Object.entries(values).map(([key, json]) => part(1, ...item([key], json))),
    part(2, ...(step > 0 ? [whole(1, step)] : [])),
  );
}

/** A deterministic generator of numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
