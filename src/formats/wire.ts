/** One field: its content from `start` to before `end`, and its value where the wire type is a varint. */
export type FieldVisit = (field: number, wire: number, start: number, end: number, varint: bigint) => void;

/** Walks the fields of a message of the protocol buffers wire format; false where the bytes are none. */
export function eachField(bytes: Uint8Array, start: number, end: number, visit: FieldVisit): boolean {
  let at = start;
  while (at < end) {
    const key = varintAt(bytes, at, end);
    if (key === null) return false;
    at = key.end;
    const field = Number(key.value >> 3n);
    const wire = Number(key.value & 7n);
    if (field === 0 || key.value > 0xffffffffn) return false;
    if (wire === 0) {
      const varint = varintAt(bytes, at, end);
      if (varint === null) return false;
      visit(field, wire, at, varint.end, varint.value);
      at = varint.end;
      continue;
    }
    let length = wire === 1 ? 8 : wire === 5 ? 4 : -1;
    if (wire === 2) {
      const stated = varintAt(bytes, at, end);
      if (stated === null || stated.value > BigInt(end - stated.end)) return false;
      at = stated.end;
      length = Number(stated.value);
    }
    if (length < 0 || at + length > end) return false;
    visit(field, wire, at, at + length, 0n);
    at += length;
  }
  return true;
}

/** An unsigned varint of at most 10 bytes, cut to 64 bits; null where it does not end in time. */
export function varintAt(bytes: Uint8Array, start: number, limit: number): { readonly value: bigint; readonly end: number } | null {
  let value = 0n;
  for (let at = start; at < limit && at < start + 10; at += 1) {
    const byte = bytes[at] as number;
    value |= BigInt(byte & 127) << BigInt(7 * (at - start));
    if (byte < 128) return { value: BigInt.asUintN(64, value), end: at + 1 };
  }
  return null;
}
