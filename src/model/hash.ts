import { createHash } from 'node:crypto';

/** Hash of plain data, exact for NaN, infinities and big integers; 32 hex digits. Keys count in the order they have. */
export function hashOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts, exact)).digest('hex').slice(0, 32);
}

function exact(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Map) return [...value];
  return value;
}

/** sha256 of a text or of bytes, in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
