import type { Variants } from '../../model/variant.ts';
import type { Known } from '../../query/run.ts';

/** With more variants than this, one of a single run that nobody named has no name in queries: most are trials of a search. */
const MOST = 2000;

/** What queries may ask beyond the records: `variant`, by its label. */
export function knownOf({ list, of }: Variants): Known {
  const all = list.length <= MOST;
  return {
    field(run, name) {
      const variant = name === 'variant' ? of(run.id) : undefined;
      return variant !== undefined && (all || variant.runs.length > 1 || variant.name !== null) ? variant.label : undefined;
    },
  };
}
