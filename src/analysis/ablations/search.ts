import type { Variant, Variants } from '../../model/variant.ts';

/** So many configurations may be a design that someone handed to the search. */
const DESIGNED = 12;

/** Variants drawn by a sampler that looks at what it has seen: neither their values nor their repetitions are a design. */
export function searched({ list }: Variants): ReadonlySet<Variant> {
  const drawn = list.filter(({ runs }) =>
    runs.every(({ tracker, sources }) => tracker === 'optuna' || sources.some((source) => source.tracker === 'optuna')),
  );
  return new Set(drawn.length > DESIGNED ? drawn : []);
}
