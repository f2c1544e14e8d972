import type { Bytes } from '../../src/model/folder.ts';

/** A file in memory. As a door does, it gives a fresh array each time. */
export function bytesOf(content: Uint8Array | string): Bytes {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { size: bytes.length, read: (offset, length) => bytes.slice(offset, Math.max(offset, offset + length)) };
}
