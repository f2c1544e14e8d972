import { hash } from 'node:crypto';

/** Hash of plain data, exact for NaN, infinities and big integers; 32 hex digits. Keys count in the order they have. */
export function hashOf(...parts: readonly unknown[]): string {
  const text = isPlain(parts) ? JSON.stringify(parts) : JSON.stringify(parts, exact);
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** Whether JSON alone holds a value exactly: writing it then takes half the time. */
function isPlain(value: unknown): boolean {
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

function exact(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Map) return [...value];
  return value;
}

/** sha256 of a text or of bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}
