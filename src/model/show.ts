import { exactNumber } from './number.ts';
import { isMap, type Value } from './value.ts';

/** A value of a record in one line: text as it is, lists and maps as in JSON but with exact numbers. */
export function show(value: Value): string {
  if (value === '') return '""';
  return typeof value === 'string' ? value : nested(value, 0);
}

/** Equal values give equal text and different ones different text: 1 and "1" are told apart. */
export function identity(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value === 'boolean') return String(value);
  if (isMap(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${identity(value[key] as Value)}`).join(',')}}`;
  }
  return `[${value.map(identity).join(',')}]`;
}

/** Equal for equal values as `identity` is, for keys of a `Map`: a plain value is itself, which costs nothing. */
export function identityKey(value: Value): string | number | bigint | boolean | null {
  if (typeof value === 'bigint') return BigInt(Number(value)) === value ? Number(value) : value;
  if (typeof value === 'object' && value !== null) return `\0${identity(value)}`;
  return typeof value === 'string' && value.startsWith('\0') ? `\0${identity(value)}` : value;
}

const DEEPEST = 8;

function nested(value: Value, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint') return exactNumber(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (depth > DEEPEST) return '…';
  if (isMap(value)) {
    const pairs = Object.keys(value).map((key) => `${key}: ${nested(value[key] as Value, depth + 1)}`);
    return `{${pairs.join(', ')}}`;
  }
  return `[${value.map((item) => nested(item, depth + 1)).join(', ')}]`;
}
