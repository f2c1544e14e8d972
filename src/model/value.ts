/**
 * What a record can hold, exactly: NaN and ±Infinity are numbers, an integer beyond 2^53 is a bigint.
 * Maps inherit nothing, so that a key such as `__proto__` or `toString` is a key like any other: make them with `valueMap()`.
 */
export type Value = null | boolean | number | bigint | string | readonly Value[] | ValueMap;

export interface ValueMap {
  readonly [key: string]: Value;
}

/** A new, empty map that inherits nothing. */
export function valueMap(): { [key: string]: Value } {
  return new Bare() as { [key: string]: Value };
}

/**
 * With an empty, frozen prototype. V8 keeps an object without any prototype as a hash table: larger, and slower to read,
 * to list and to write as JSON.
 */
class Bare {}
Object.setPrototypeOf(Bare.prototype, null);
Reflect.deleteProperty(Bare.prototype, 'constructor');
Object.freeze(Bare.prototype);

/** Data as its own parser gives it, from what Node's gave: every map inherits nothing. */
export function asValue(parsed: unknown): Value {
  if (typeof parsed !== 'object' || parsed === null) return parsed as Value;
  if (Array.isArray(parsed)) return parsed.map(asValue);
  const map = valueMap();
  for (const key of Object.keys(parsed)) map[key] = asValue((parsed as { readonly [key: string]: unknown })[key]);
  return map;
}

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An integer as a number where a number holds it exactly, else as a bigint. */
export function exactInteger(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Leaves of a nested map in stored order, keys joined with `.`; an empty map or an array is a leaf. */
export function leaves(map: ValueMap): [key: string, value: Value][] {
  const found: [key: string, value: Value][] = [];
  eachLeaf(map, (key, value) => found.push([key, value]));
  return found;
}

/** The same one after the other, for what is done with the leaves of very many maps. */
export function eachLeaf(map: ValueMap, visit: (key: string, value: Value) => void, prefix = ''): void {
  // Maps inherit nothing, and a list of keys would be one more object for each.
  for (const key in map) {
    const value = map[key] as Value;
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (isMap(value) && !isEmpty(value)) eachLeaf(value, visit, path);
    else visit(path, value);
  }
}

function isEmpty(map: ValueMap): boolean {
  for (const _ in map) return false;
  return true;
}

/** What comes after the last `.` or `/` of a key: trackers flatten with either. */
export function lastWord(key: string): string {
  return key.slice(Math.max(key.lastIndexOf('.'), key.lastIndexOf('/')) + 1);
}
