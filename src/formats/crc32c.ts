const POLYNOMIAL = 0x82f63b78; // Castagnoli, bits reversed

/** `tables[k][byte]` is the checksum of the byte followed by k zero bytes, so that 16 bytes are looked up at once. */
function makeTables(): readonly Int32Array[] {
  const tables: Int32Array[] = [];
  for (let k = 0; k < 16; k += 1) tables.push(new Int32Array(256));
  const first = tables[0] as Int32Array;
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    first[byte] = value;
  }
  for (let byte = 0; byte < 256; byte += 1) {
    let value = first[byte] as number;
    for (let k = 1; k < 16; k += 1) {
      value = (value >>> 8) ^ (first[value & 255] as number);
      (tables[k] as Int32Array)[byte] = value;
    }
  }
  return tables;
}

type Sixteen<T> = readonly [T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T];
// A binding for each table: the engine then knows each address and drops the bounds checks, which halves the time.
const [T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15] = makeTables() as unknown as Sixteen<Int32Array>;

/**
 * CRC-32C of `bytes` from `start` to before `end`, as an unsigned number. `view` is a DataView over the same bytes
 * (made once by the caller: a record is often shorter than making one takes). `seed` is the checksum of what came before.
 */
export function crc32c(bytes: Uint8Array, view: DataView, start: number, end: number, seed = 0): number {
  let crc = ~seed;
  let at = start;
  for (const last = end - 16; at <= last; at += 16) {
    const a = view.getInt32(at, true) ^ crc;
    const b = view.getInt32(at + 4, true);
    const c = view.getInt32(at + 8, true);
    const d = view.getInt32(at + 12, true);
    crc =
      (T15[a & 255] as number) ^
      (T14[(a >>> 8) & 255] as number) ^
      (T13[(a >>> 16) & 255] as number) ^
      (T12[a >>> 24] as number) ^
      (T11[b & 255] as number) ^
      (T10[(b >>> 8) & 255] as number) ^
      (T9[(b >>> 16) & 255] as number) ^
      (T8[b >>> 24] as number) ^
      (T7[c & 255] as number) ^
      (T6[(c >>> 8) & 255] as number) ^
      (T5[(c >>> 16) & 255] as number) ^
      (T4[c >>> 24] as number) ^
      (T3[d & 255] as number) ^
      (T2[(d >>> 8) & 255] as number) ^
      (T1[(d >>> 16) & 255] as number) ^
      (T0[d >>> 24] as number);
  }
  if (at + 8 <= end) {
    const a = view.getInt32(at, true) ^ crc;
    const b = view.getInt32(at + 4, true);
    crc =
      (T7[a & 255] as number) ^
      (T6[(a >>> 8) & 255] as number) ^
      (T5[(a >>> 16) & 255] as number) ^
      (T4[a >>> 24] as number) ^
      (T3[b & 255] as number) ^
      (T2[(b >>> 8) & 255] as number) ^
      (T1[(b >>> 16) & 255] as number) ^
      (T0[b >>> 24] as number);
    at += 8;
  }
  if (at + 4 <= end) {
    const a = view.getInt32(at, true) ^ crc;
    crc = (T3[a & 255] as number) ^ (T2[(a >>> 8) & 255] as number) ^ (T1[(a >>> 16) & 255] as number) ^ (T0[a >>> 24] as number);
    at += 4;
  }
  for (; at < end; at += 1) crc = (crc >>> 8) ^ (T0[(crc ^ (bytes[at] as number)) & 255] as number);
  return ~crc >>> 0;
}

/** The form in which TFRecord and LevelDB store a checksum of data that may hold checksums itself. */
export function maskedCrc32c(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  return maskCrc32c(crc32c(bytes, view, start, end));
}

/** Rotates a checksum by 15 bits and adds the constant of TFRecord and LevelDB. */
export function maskCrc32c(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
