import type { WrittenQuery } from '../../model/project.ts';
import type { Run } from '../../model/run.ts';
import { circularity } from '../../query/circular.ts';
import { parseQuery } from '../../query/parse.ts';
import { runMatcher } from '../../query/run.ts';

/** Ids of the runs that a query of `project.yaml` finds; null where it cannot be read, asks for variants or finds none (which is said when the runs are loaded). */
export function foundBy({ text }: WrittenQuery, runs: readonly Run[]): ReadonlySet<string> | null {
  const parsed = parseQuery(text);
  if ('error' in parsed || circularity(parsed.query, 'variants') !== null) return null;
  const matches = runMatcher(parsed.query, runs);
  const ids = new Set(runs.filter(matches).map(({ id }) => id));
  return ids.size === 0 ? null : ids;
}
