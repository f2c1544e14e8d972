import { readChecked, writeChecked } from '../formats/checked-text.ts';
import type { Memory } from '../model/memory.ts';
import { decodeMarked, encodeMarked } from './encode.ts';

/** A memory that lasts from build to build. */
export interface LastingMemory<T> extends Memory<T> {
  /** Writes what this build asked for, and forgets the rest. */
  keep(): void;
}

/**
 * Plain data in one file of the cache: a checksum and the tool's fingerprint, then a line a key. A file that fails its
 * checksum, or is of another tool, is as if it were not there; one that cannot be written costs time alone.
 */
export function openMemory<T>(file: string, fingerprint: string): LastingMemory<T> {
  const known = read(file, fingerprint);
  const used = new Map<string, string>();
  return {
    get(key) {
      const line = used.get(key) ?? known.get(key);
      if (line === undefined) return undefined;
      used.set(key, line);
      return decodeMarked(line) as T;
    },
    set(key, value) {
      used.set(key, encodeMarked(value));
    },
    keep() {
      if (used.size === known.size && [...used.keys()].every((key) => known.has(key))) return;
      try {
        writeChecked(file, `${fingerprint}\n${[...used].map(([key, line]) => `${key} ${line}\n`).join('')}`);
      } catch {
        // The next build works it out again.
      }
    },
  };
}

function read(file: string, fingerprint: string): Map<string, string> {
  const text = readChecked(file);
  if (text === null) return new Map();
  const [tool, ...lines] = text.split('\n');
  if (tool !== fingerprint) return new Map();
  return new Map(lines.filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}
