import type { Laid } from './over.ts';
import { correct } from './statistics/correction.ts';
import type { Difference } from './statistics/difference.ts';
import { type Estimate, estimate } from './statistics/estimate.ts';
import { welch } from './statistics/welch.ts';

/** One variant among chosen runs, against the first of them. */
export interface ChosenVariant {
  readonly name: string;
  readonly slot: number;
  /** Chosen runs of it; `estimate.n` of them count. */
  readonly runs: number;
  readonly estimate: Estimate;
  /** null for the first. */
  readonly difference: Difference | null;
  readonly pAdjusted: number | null;
}

/** A run that ended otherwise has no final value. */
const ENDED = new Set(['finished', 'unknown']);

/**
 * The variants of some chosen runs by one metric: mean with its t interval, Welch's test against the first variant, Holm
 * over the others. Runs that stand for themselves are left out; empty where fewer than two variants have two runs.
 */
export function chosenVariants(runs: readonly Laid[], metric: string): readonly ChosenVariant[] {
  const groups = new Map<string, Laid[]>();
  for (const run of runs) if (run.group !== null) groups.set(run.group, [...(groups.get(run.group) ?? []), run]);
  if (groups.size < 2) return [];
  const samples = [...groups].map(([name, members]) => ({
    name,
    slot: members[0]?.slot ?? 0,
    runs: members.length,
    values: members.flatMap(({ file }) => {
      const cell = file.metrics.find((columns) => columns.name === metric)?.selected ?? null;
      return cell === null || !ENDED.has(file.status) ? [] : [Number(cell)];
    }),
  }));
  const home = samples[0]?.values ?? [];
  const differences = samples.map(({ values }, i) => (i === 0 ? null : welch(home, values)));
  const family = correct(
    differences.map((difference) => difference?.p ?? null),
    'holm',
  );
  return samples.map(({ values, ...rest }, i) => ({
    ...rest,
    estimate: estimate(values),
    difference: differences[i] ?? null,
    pAdjusted: family.adjusted[i] ?? null,
  }));
}
