import path from 'node:path';
import { readChecked, writeChecked } from '../formats/checked-text.ts';
import { parseJson } from '../formats/json.ts';
import type { HealthEvent, HealthMemory } from '../model/report/health.ts';
import { encode } from './encode.ts';

/** A memory that lasts from build to build. */
export interface CurveMemory extends HealthMemory {
  /** Writes what this build asked for, and forgets the rest. */
  keep(): void;
}

/**
 * What was found in curves, in one file of the cache: a checksum and the tool's fingerprint, then a line a run. A file that
 * fails its checksum, or is of another tool, is as if it were not there; one that cannot be written costs time alone.
 */
export function openCurveMemory(folder: string, fingerprint: string): CurveMemory {
  const file = path.join(folder, 'curves.jsonl');
  const known = read(file, fingerprint);
  const used = new Map<string, string>();
  return {
    get(key) {
      const line = used.get(key) ?? known.get(key);
      if (line === undefined) return undefined;
      used.set(key, line);
      return line === '[]' ? [] : (parseJson(line) as unknown as readonly HealthEvent[]);
    },
    set(key, events) {
      used.set(key, encode(events));
    },
    keep() {
      if (used.size === known.size && [...used.keys()].every((key) => known.has(key))) return;
      try {
        writeChecked(file, `${fingerprint}\n${[...used].map(([key, line]) => `${key} ${line}\n`).join('')}`);
      } catch {
        // The next build looks at the curves again.
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
