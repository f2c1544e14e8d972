import type { Run } from '../model/run.ts';
import { identity, identityKey } from '../model/show.ts';
import { eachLeaf, type Value } from '../model/value.ts';

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
  const values = new Map<string, Map<unknown, { value: Value; runs: number }>>();
  for (const run of runs) {
    eachLeaf(run.config, (key, value) => {
      let seen = values.get(key);
      if (seen === undefined) {
        seen = new Map();
        values.set(key, seen);
      }
      const same = identityKey(value);
      const known = seen.get(same);
      if (known === undefined) seen.set(same, { value, runs: 1 });
      else known.runs += 1;
    });
  }
  const uses = new Map<string, KeyUse>();
  for (const key of [...values.keys()].sort()) {
    const seen = [...(values.get(key)?.values() ?? [])];
    const most = seen.reduce((number, { runs: n }) => Math.max(number, n), 0);
    const [usual] = seen
      .filter(({ runs: n }) => n === most)
      .map(({ value }) => ({ value, text: identity(value) }))
      .sort((a, b) => (a.text < b.text ? -1 : 1));
    if (usual === undefined) continue;
    uses.set(key, { key, runs: seen.reduce((sum, { runs: n }) => sum + n, 0), distinct: seen.length, usual: usual.value });
  }
  return uses;
}
