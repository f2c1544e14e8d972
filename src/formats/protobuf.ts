/** Bytes that are no protobuf message: what is wrong, and where in the buffer. */
export class WireError extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/**
 * A place in a message. `next` moves it from field to field and allocates nothing: of a varint it leaves the 64 bits in
 * `low` and `high`, of anything else the bytes in `from` … `to`.
 */
export interface Cursor {
  bytes: Buffer;
  at: number;
  end: number;
  field: number;
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  wire: number;
  from: number;
  to: number;
  low: number;
  high: number;
}

const NOTHING = Buffer.alloc(0);

export function cursor(): Cursor {
  return { bytes: NOTHING, at: 0, end: 0, field: 0, wire: 0, from: 0, to: 0, low: 0, high: 0 };
}

/** Puts a cursor before the first field of the message in `from` … `to`. */
export function enter(c: Cursor, bytes: Buffer, from: number, to: number): void {
  c.bytes = bytes;
  c.at = from;
  c.end = to;
}

/** A new cursor before the first field of a message. */
export function message(bytes: Buffer, from: number, to: number): Cursor {
  const c = cursor();
  enter(c, bytes, from, to);
  return c;
}

/** Moves to the next field; false at the end of the message. Throws `WireError` where the bytes are no message. */
export function next(c: Cursor): boolean {
  if (c.at >= c.end) return false;
  let key = c.bytes[c.at] as number;
  c.at += 1;
  if (key >= 0x80) key = shortVarint(c, key & 0x7f);
  c.field = key >>> 3;
  c.wire = key & 7;
  if (c.wire === 2) {
    if (c.at >= c.end) throw new WireError('a length is missing', c.at);
    let length = c.bytes[c.at] as number;
    c.at += 1;
    if (length >= 0x80) length = shortVarint(c, length & 0x7f);
    c.from = c.at;
    c.to = c.at + length;
    c.at = c.to;
  } else other(c);
  if (c.field === 0 || c.at > c.end) throw new WireError(c.field === 0 ? 'a field has number 0' : 'a field runs past the end', c.from);
  return true;
}

function other(c: Cursor): void {
  if (c.wire === 0) varint(c);
  else if (c.wire === 1 || c.wire === 5) {
    c.from = c.at;
    c.at += c.wire === 1 ? 8 : 4;
    c.to = c.at;
  } else throw new WireError(`wire type ${c.wire} is unknown`, c.at - 1);
}

/** The rest of a varint below 2^32 whose first seven bits are known. */
function shortVarint(c: Cursor, first: number): number {
  let value = first;
  for (let shift = 7; shift < 35; shift += 7) {
    if (c.at >= c.end) throw new WireError('a number runs past the end', c.at);
    const byte = c.bytes[c.at] as number;
    c.at += 1;
    if (shift === 28 && byte > 0x0f) break;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new WireError('a key or length has more than 32 bits', c.at);
}

function varint(c: Cursor): void {
  let low = 0;
  let high = 0;
  for (let count = 0; count < 10; count += 1) {
    if (c.at >= c.end) throw new WireError('a number runs past the end', c.at);
    const byte = c.bytes[c.at] as number;
    c.at += 1;
    const bits = byte & 0x7f;
    if (count < 4) low |= bits << (7 * count);
    else if (count === 4) {
      low |= bits << 28;
      high = bits >>> 4;
    } else high |= bits << (7 * count - 32);
    if (byte < 0x80) {
      c.low = low >>> 0;
      c.high = high >>> 0;
      return;
    }
  }
  throw new WireError('a number has more than 64 bits', c.at);
}

/** The varint as int64 (negatives are ten bytes long): a number where it is exact, else a bigint. */
export function int64(c: Cursor): number | bigint {
  const high = c.high | 0;
  const value = high * 2 ** 32 + c.low;
  return Number.isSafeInteger(value) ? value : BigInt(high) * 4294967296n + BigInt(c.low);
}

/** The varint as int32, enum or bool. */
export function int32(c: Cursor): number {
  return c.low | 0;
}

/** The varint as uint64, above 2^53 the nearest number. */
export function unsigned(c: Cursor): number {
  return c.high * 2 ** 32 + c.low;
}

/** The eight bytes as a double. */
export function double(c: Cursor): number {
  return c.wire === 1 ? c.bytes.readDoubleLE(c.from) : Number.NaN;
}

/** The bytes as UTF-8; U+FFFD stands for what is none. */
export function text(c: Cursor): string {
  return c.wire === 2 ? c.bytes.toString('utf8', c.from, c.to) : '';
}

/** A cursor before the first field of the message that the field holds. */
export function inside(c: Cursor): Cursor {
  if (c.wire !== 2) throw new WireError(`field ${c.field} is no message`, c.at);
  return message(c.bytes, c.from, c.to);
}

/** A `google.protobuf.Timestamp` in seconds since 1970. */
export function timestamp(c: Cursor): number {
  const parts = inside(c);
  let seconds = 0;
  let nanos = 0;
  while (next(parts)) {
    if (parts.field === 1 && parts.wire === 0) seconds = Number(int64(parts));
    else if (parts.field === 2 && parts.wire === 0) nanos = int32(parts);
  }
  return seconds + nanos / 1e9;
}
