import type { Run } from '../model/run.ts';
import { identity } from '../model/show.ts';
import { leaves, type Value } from '../model/value.ts';

/** What a project's runs have under one configuration key. */
export interface KeyUse {
  readonly key: string;
  /** Runs that have it. */
  readonly runs: number;
  readonly distinct: number;
  /** The most common value; of equally common ones the one whose text comes first. */
  readonly usual: Value;
}

/** Every configuration key of some runs, by key. */
export function usualValues(runs: readonly Run[]): ReadonlyMap<string, KeyUse> {
  const values = new Map<string, Map<string, { value: Value; runs: number }>>();
  for (const run of runs) {
    for (const [key, value] of leaves(run.config)) {
      let seen = values.get(key);
      if (seen === undefined) {
        seen = new Map();
        values.set(key, seen);
      }
      const text = identity(value);
      const known = seen.get(text);
      if (known === undefined) seen.set(text, { value, runs: 1 });
      else known.runs += 1;
    }
  }
  const uses = new Map<string, KeyUse>();
  for (const key of [...values.keys()].sort()) {
    const seen = [...(values.get(key) ?? [])].sort(([a, x], [b, y]) => y.runs - x.runs || (a < b ? -1 : 1));
    const [most] = seen;
    if (most === undefined) continue;
    uses.set(key, { key, runs: seen.reduce((sum, [, { runs: n }]) => sum + n, 0), distinct: seen.length, usual: most[1].value });
  }
  return uses;
}
