import type { SqlValue } from './schema.ts';

/** The columns of one record: serial types and where their bytes begin. Filled anew for each row. */
export interface Record {
  readonly types: Float64Array;
  readonly starts: Int32Array;
  /** Columns that the record holds; fewer than the table has where columns were added later. */
  count: number;
}

export function newRecord(columns: number): Record {
  return { types: new Float64Array(columns), starts: new Int32Array(columns), count: 0 };
}

/**
 * Reads the head of a record of `length` bytes. False where it does not add up to exactly that length, or holds more
 * columns than the table has: then it is damaged, or another table's.
 */
export function readRecord(bytes: Buffer, start: number, length: number, into: Record): boolean {
  const end = start + length;
  let at = start;
  let headLength = bytes[at++] as number;
  if (headLength > 127) {
    headLength = 0;
    at = start;
    for (let n = 0; ; n += 1) {
      if (n > 3 || at >= end) return false;
      const byte = bytes[at++] as number;
      headLength = headLength * 128 + (byte & 127);
      if (byte < 128) break;
    }
  }
  const headEnd = start + headLength;
  if (headEnd > end || headEnd < at) return false;
  let value = headEnd;
  let count = 0;
  const { types, starts } = into;
  while (at < headEnd) {
    let type = bytes[at++] as number;
    if (type > 127) {
      type &= 127;
      for (let n = 0; ; n += 1) {
        if (n > 6 || at >= headEnd) return false;
        const byte = bytes[at++] as number;
        type = type * 128 + (byte & 127);
        if (byte < 128) break;
      }
    }
    if (count >= types.length) return false;
    types[count] = type;
    starts[count] = value;
    count += 1;
    const size = type >= 12 ? (type - (type & 1 ? 13 : 12)) / 2 : (SIZES[type] as number);
    if (size < 0) return false;
    value += size;
    if (value > end) return false;
  }
  into.count = count;
  return value === end && at === headEnd;
}

/** Bytes of the serial types below 12; 10 and 11 do not occur. */
const SIZES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1];

/** An integer or float as a number; NaN for anything else. */
export function numberAt(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case 7:
      return bytes.readDoubleBE(at);
    case 8:
      return 0;
    case 9:
      return 1;
    case 1:
      return bytes.readInt8(at);
    case 2:
      return bytes.readInt16BE(at);
    case 3:
      return bytes.readIntBE(at, 3);
    case 4:
      return bytes.readInt32BE(at);
    case 5:
      return bytes.readInt16BE(at) * 4294967296 + bytes.readUInt32BE(at + 2);
    case 6:
      return Number(bytes.readBigInt64BE(at));
    default:
      return Number.NaN;
  }
}

/** An integer or float, exactly. */
export function exactNumberAt(bytes: Buffer, type: number, at: number): number | bigint {
  const near = numberAt(bytes, type, at);
  return type === 6 && !Number.isSafeInteger(near) ? bytes.readBigInt64BE(at) : near;
}

/** Any value but text. */
export function plainValueAt(bytes: Buffer, type: number, at: number): SqlValue {
  if (type === 0) return null;
  if (type < 12) return exactNumberAt(bytes, type, at);
  return Uint8Array.prototype.slice.call(bytes, at, at + (type - 12) / 2);
}
