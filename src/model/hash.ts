import { hash } from 'node:crypto';

/** Hash of plain data, exact for NaN, infinities and big integers; 32 hex digits. Keys count in the order they have. */
export function hashOf(...parts: readonly unknown[]): string {
  return shortHash(JSON.stringify(exact(parts)));
}

/** Hash of a text or of bytes; 32 hex digits. */
export function shortHash(content: string | Uint8Array): string {
  return sha256(content).slice(0, 32);
}

/** The same of an object that nobody changes, worked out once. */
export function contentKey(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = hashOf(value);
  keys.set(value, key);
  return key;
}

const keys = new WeakMap<object, string>();

/** The key of a list, by those of its items: what JSON cannot hold then costs in its item alone. */
export function listKey(items: readonly object[]): string {
  return hashOf(items.map(contentKey).join(' '));
}

/** Itself where JSON alone holds it exactly, else a copy with the texts of what JSON does not: calling back for each value takes longer. */
function exact(value: unknown): unknown {
  if (isPlain(value)) return value;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return String(value);
  if (value instanceof Map) return exact([...value]);
  if (Array.isArray(value)) return value.map(exact);
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value as object)) copy[key] = exact((value as Record<string, unknown>)[key]);
  return copy;
}

/** Whether JSON alone holds a value exactly, but for the sign of −0. */
export function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  if (Array.isArray(value)) {
    for (const item of value) if (!isPlain(item)) return false;
    return true;
  }
  if (value instanceof Map) return false;
  for (const key in value) if (!isPlain((value as Record<string, unknown>)[key])) return false;
  return true;
}

/** sha256 of a text or of bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}
