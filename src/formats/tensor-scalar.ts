import { eachField, varintAt } from './wire.ts';

/** What a tensor of a summary holds, as far as a scalar or a text can be had of it. */
export type TensorContent =
  | { readonly kind: 'number'; readonly value: number; readonly rank: number; readonly bits: 32 | 64; readonly exact: boolean }
  | { readonly kind: 'text'; readonly text: readonly Uint8Array[] }
  | { readonly kind: 'other' };

const OTHER: TensorContent = { kind: 'other' };

/** Numbers of TensorFlow's DataType. */
const FLOAT = 1;
const DOUBLE = 2;
const INT32 = 3;
const UINT8 = 4;
const INT16 = 5;
const INT8 = 6;
const STRING = 7;
const INT64 = 9;
const BOOL = 10;
const BFLOAT16 = 14;
const UINT16 = 17;
const HALF = 19;
const UINT32 = 22;
const UINT64 = 23;

/** The `…_val` field of TensorProto for each type, and how many bytes an element has in tensor_content. */
const FIELD_AND_WIDTH: ReadonlyMap<number, readonly [field: number, width: number]> = new Map([
  [FLOAT, [5, 4]],
  [DOUBLE, [6, 8]],
  [INT32, [7, 4]],
  [UINT8, [7, 1]],
  [INT16, [7, 2]],
  [INT8, [7, 1]],
  [UINT16, [7, 2]],
  [INT64, [10, 8]],
  [BOOL, [11, 1]],
  [HALF, [13, 2]],
  [BFLOAT16, [13, 2]],
  [UINT32, [16, 4]],
  [UINT64, [17, 8]],
]);

/**
 * Reads a TensorProto from `start` to before `end`: the one number of a tensor of rank 0 or of a single element, or the
 * strings of a text; anything else is `other`. null where the bytes are no TensorProto.
 */
export function tensorContent(bytes: Uint8Array, view: DataView, start: number, end: number): TensorContent | null {
  let type = 0;
  let rank = 0;
  let elements = 1n;
  let content: readonly [number, number] | null = null;
  const strings: Uint8Array[] = [];
  const values: (readonly [field: number, wire: number, start: number, end: number])[] = [];
  let sound = true;
  const whole = eachField(bytes, start, end, (field, wire, from, to, varint) => {
    if (field === 1 && wire === 0) type = Number(varint);
    else if (field === 2 && wire === 2) {
      sound &&= eachField(bytes, from, to, (part, partWire, dimFrom, dimTo) => {
        if (part !== 2 || partWire !== 2) return;
        rank += 1;
        let size = 0n;
        sound &&= eachField(bytes, dimFrom, dimTo, (dim, dimWire, _from, _to, value) => {
          if (dim === 1 && dimWire === 0) size = value;
        });
        elements *= size;
      });
    } else if (field === 4 && wire === 2) content = [from, to];
    else if (field === 8 && wire === 2) strings.push(bytes.slice(from, to));
    else values.push([field, wire, from, to]);
  });
  if (!whole || !sound) return null;
  if (type === STRING) return { kind: 'text', text: strings };
  const form = FIELD_AND_WIDTH.get(type);
  if (form === undefined || elements !== 1n) return OTHER;
  const [field, width] = form;
  const stored = values.filter((value) => value[0] === field);
  const raw = content === null ? firstValue(bytes, view, stored) : contentValue(view, type, content, width);
  if (raw === null) return OTHER;
  const value = type === HALF ? halfToNumber(Number(raw)) : type === BFLOAT16 ? bfloatToNumber(Number(raw)) : Number(raw);
  const bits = width >= 4 && type !== FLOAT ? 64 : 32;
  return { kind: 'number', value, rank, bits, exact: typeof raw === 'number' || width < 8 || BigInt(value) === raw };
}

/** The only element of a repeated field, packed or not; null where there are none or several. */
function firstValue(
  bytes: Uint8Array,
  view: DataView,
  stored: readonly (readonly [field: number, wire: number, start: number, end: number])[],
): number | bigint | null {
  if (stored.length !== 1) return null;
  const [field, wire, start, end] = stored[0] as (typeof stored)[number];
  if (field === 5) return end - start === 4 ? view.getFloat32(start, true) : null;
  if (field === 6) return end - start === 8 ? view.getFloat64(start, true) : null;
  if (wire !== 0 && wire !== 2) return null;
  const varint = varintAt(bytes, start, end);
  if (varint === null || varint.end !== end) return null;
  return field === 16 || field === 17 ? varint.value : BigInt.asIntN(64, varint.value);
}

function contentValue(view: DataView, type: number, [start, end]: readonly [number, number], width: number): number | bigint | null {
  if (end - start !== width) return null;
  switch (type) {
    case FLOAT:
      return view.getFloat32(start, true);
    case DOUBLE:
      return view.getFloat64(start, true);
    case INT32:
      return view.getInt32(start, true);
    case UINT32:
      return view.getUint32(start, true);
    case INT64:
      return view.getBigInt64(start, true);
    case UINT64:
      return view.getBigUint64(start, true);
    case INT16:
      return view.getInt16(start, true);
    case INT8:
      return view.getInt8(start);
    case UINT8:
    case BOOL:
      return view.getUint8(start);
    default:
      return view.getUint16(start, true);
  }
}

/** IEEE 754 binary16 by its bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** bfloat16: the upper half of a float32. */
function bfloatToNumber(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, (bits & 0xffff) << 16);
  return view.getFloat32(0);
}
