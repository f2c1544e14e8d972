import type { Run } from '../../model/run.ts';
import { seedInName } from './configurations.ts';
import type { RoledKey } from './roles.ts';

/**
 * The seeds of each run in one canonical text: the value alone where a run has one such key, `key=value` parts where it
 * has several. A seed that is the same in all runs says nothing and is left out, unless all are.
 */
export function seedsOf(runs: readonly Run[], keys: readonly RoledKey[]): ReadonlyMap<Run, string> {
  const all = keys.filter(({ role }) => role === 'seed');
  const varying = all.filter(({ column }) => column.texts.length > 1);
  const counted = varying.length > 0 ? varying : all;
  const found = new Map<Run, string>();
  runs.forEach((run, row) => {
    const parts = counted.flatMap(({ key, column }) => {
      const text = (column.codes[row] as number) === 0 ? null : column.texts[(column.codes[row] as number) - 1];
      return text === null || text === undefined || text === 'null' || text === '""' ? [] : [{ key, text }];
    });
    const [only] = parts;
    const text =
      only === undefined ? seedInName(run) : parts.length === 1 ? only.text : parts.map(({ key, text }) => `${key}=${text}`).join(', ');
    if (text !== null) found.set(run, text);
  });
  return found;
}
