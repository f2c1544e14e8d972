import type { Run } from '../../model/run.ts';
import { seedInName } from './name-stem.ts';
import type { RoledKey } from './roles.ts';

/**
 * The seeds of each run in one canonical text: the value alone where a run has one such key, `key=value` parts where it
 * has several. A seed that is the same in all runs says
 * nothing and is left out, unless the run has no other.
 */
export function seedsOf(runs: readonly Run[], keys: readonly RoledKey[]): ReadonlyMap<Run, string> {
  const all = keys.filter(({ role }) => role === 'seed');
  const told = (uses: readonly RoledKey[], row: number) =>
    uses.flatMap(({ key, column }) => {
      const code = column.codes[row] as number;
      const text = code === 0 ? undefined : column.texts[code - 1];
      return text === undefined || text === 'null' || text === '""' ? [] : [{ key, text }];
    });
  const varying = all.filter(({ column }) => column.texts.length > 1);
  const found = new Map<Run, string>();
  runs.forEach((run, row) => {
    const some = told(varying, row);
    const parts = some.length > 0 ? some : told(all, row);
    const [only] = parts;
    const text =
      only === undefined
        ? seedInName(run.name)
        : parts.length === 1
          ? only.text
          : parts.map(({ key, text: seed }) => `${key}=${seed}`).join(', ');
    if (text !== null) found.set(run, text);
  });
  return found;
}
