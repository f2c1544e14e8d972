import { type Correction, correct, type Family } from './correction.ts';
import type { Difference } from './difference.ts';
import { pooledDifference, pooledNoise } from './pooled-noise.ts';
import { mean, sampleOf } from './sample.ts';
import { welch } from './welch.ts';
import type { Better } from './words.ts';

/**
 * Where a row of a table stands. `tied`: neither the table's test nor the pooled noise of all rows tells it from the best.
 * `undecided`: the test does not, but only because its own seeds scatter or are few. `below`: the test does.
 */
export type Standing = 'best' | 'tied' | 'undecided' | 'below';

export interface Standings {
  /** Row with the best mean among those of two runs or more; null where there is none. */
  readonly best: number | null;
  /** In the order of the rows; null for a row without a finite value. */
  readonly standings: readonly (Standing | null)[];
  /** Each row against the best one, row minus best; null for the best itself. */
  readonly differences: readonly (Difference | null)[];
  readonly family: Family;
}

export interface StandingOptions {
  readonly alpha?: number;
  readonly correction?: Correction;
  /** The table's test of a row (by its index) against the best; Welch's where nothing is said. */
  readonly test?: (best: number, row: number) => Difference;
}

/**
 * Classes of all rows against the best, each row a variant's values. The test is corrected for the rows tested, and so is
 * the pooled one. A row of one run is undecided, whatever its value: it can be neither the best nor below it.
 */
export function standingsOf(
  rows: readonly (readonly number[])[],
  better: Better,
  { alpha = 0.05, correction = 'holm', test = (best, row) => welch(rows[best] ?? [], rows[row] ?? []) }: StandingOptions = {},
): Standings {
  const samples = rows.map(sampleOf);
  const sign = better === 'higher' ? 1 : -1;
  let best: number | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  samples.forEach(({ values, n }, row) => {
    const score = n < 2 ? Number.NaN : sign * mean(values);
    if (score > highest) [best, highest] = [row, score];
  });
  if (best === null) {
    const standings = samples.map(({ n }) => (n === 0 ? null : ('undecided' as const)));
    return { best, standings, differences: rows.map(() => null), family: correct([], correction) };
  }
  const top: number = best;
  const differences = rows.map((_, row) => (row === top ? null : test(top, row)));
  const family = correct(
    differences.map((difference) => difference?.p ?? null),
    correction,
  );
  const noise = pooledNoise(rows);
  const pooled = rows.map((values, row) => (row === top ? null : pooledDifference(rows[top] ?? [], values, noise)));
  const explained = correct(
    pooled.map((difference, row) => (differences[row]?.p === null ? null : (difference?.p ?? null))),
    correction,
  );
  const standings = samples.map(({ n }, row): Standing | null => {
    if (row === top) return 'best';
    if (n === 0) return null;
    const [p, noiseP] = [family.adjusted[row] ?? null, explained.adjusted[row] ?? null];
    if (p === null) return alike(differences[row] ?? null) ? 'tied' : 'undecided';
    if (p < alpha) return 'below';
    return noiseP !== null && noiseP >= alpha ? 'tied' : 'undecided';
  });
  return { best, standings, differences, family };
}

/** Without any spread on either side, and without a difference. */
function alike(difference: Difference | null): boolean {
  return difference?.lack === 'no_spread' && difference.delta === 0;
}
