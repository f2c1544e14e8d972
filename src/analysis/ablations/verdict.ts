import type { Pairing } from '../../model/project.ts';
import type { Verdict } from '../../model/report/ablation.ts';
import type { Measured } from '../../model/variant.ts';
import { type Correction, correct, type Family } from '../statistics/correction.ts';
import type { Difference } from '../statistics/difference.ts';
import { paired } from '../statistics/paired.ts';
import { type PooledNoise, pooledDifference, pooledNoise } from '../statistics/pooled-noise.ts';
import { welch } from '../statistics/welch.ts';

/** Values of one row, and the same by seed where each value has one. */
export interface Sampled {
  readonly values: readonly number[];
  readonly bySeed: ReadonlyMap<string, number>;
}

export interface Testing {
  readonly pairing: Pairing;
  readonly alpha: number;
  readonly correction: Correction;
}

/** Every row against the baseline. */
export interface Verdicts {
  /** In the order of the rows; null for the baseline. */
  readonly differences: readonly (Difference | null)[];
  readonly family: Family;
  readonly verdicts: readonly Verdict[];
  readonly noise: PooledNoise;
}

export function sampledOf({ replicates, values }: Measured): Sampled {
  const bySeed = new Map<string, number>();
  for (const { seed, value, excluded } of replicates) {
    if (excluded === null && seed !== null && value !== null && Number.isFinite(value)) bySeed.set(seed, value);
  }
  return { values, bySeed };
}

/**
 * The table's test: of the differences by seed where the comparison is paired, else Welch's. Where there are no pairs to
 * be tested the difference is that of the means, as they are shown.
 */
export function testOf(baseline: Sampled, row: Sampled, { pairing, alpha }: Testing): Difference {
  const apart = () => welch(baseline.values, row.values, 1 - alpha);
  if (pairing === 'none') return apart();
  const pairs = paired(baseline.bySeed, row.bySeed, 1 - alpha);
  return pairs.lack === 'no_pairs' ? { ...pairs, delta: apart().delta } : pairs;
}

export function verdictsOf(rows: readonly Sampled[], baseline: number, testing: Testing): Verdicts {
  const home = rows[baseline] as Sampled;
  const differences = rows.map((row, at) => (at === baseline ? null : testOf(home, row, testing)));
  const family = correct(
    differences.map((difference) => difference?.p ?? null),
    testing.correction,
  );
  const noise = pooledNoise(rows.map(({ values }) => values));
  const explained = correct(
    rows.map(({ values }, at) => (differences[at]?.p == null ? null : pooledDifference(home.values, values, noise).p)),
    testing.correction,
  );
  const verdicts = rows.map(({ values }, at): Verdict => {
    if (at === baseline) return 'baseline';
    const [difference, p, noiseP] = [differences[at] ?? null, family.adjusted[at] ?? null, explained.adjusted[at] ?? null];
    if (home.values.length === 0 || values.length === 0) return 'no_test';
    if (p !== null) return p < testing.alpha ? 'different' : noiseP !== null && noiseP < testing.alpha ? 'undecided' : 'alike';
    if (home.values.length === 1 || values.length === 1) return 'one_run';
    return difference?.lack === 'no_spread' && difference.delta === 0 ? 'alike' : 'no_test';
  });
  return { differences, family, verdicts, noise };
}
