import { type Difference, tested, untested } from './difference.ts';
import { type Interval, tInterval } from './interval.ts';
import { mean, sampleOf, sd } from './sample.ts';
import type { Lack, Method } from './words.ts';

/** The scatter from seed to seed, taken to be the same in all variants of a table. */
export interface PooledNoise {
  /** √(Σ(n_g − 1)s_g² / Σ(n_g − 1)); null where no variant has two values, or one is beyond all numbers. */
  readonly sd: number | null;
  /** Σ(n_g − 1). */
  readonly df: number;
  /** Variants with two values or more. */
  readonly groups: number;
  readonly lack: Lack | null;
}

export function pooledNoise(groups: Iterable<Iterable<number>>): PooledNoise {
  const samples = Array.from(groups, sampleOf).filter(({ n }) => n >= 2);
  const df = samples.reduce((all, { n }) => all + n - 1, 0);
  if (df === 0) return { sd: null, df, groups: 0, lack: 'one_group' };
  const spreads = samples.map(({ values, n }) => ({ weight: (n - 1) / df, spread: sd(values) }));
  const largest = Math.max(...spreads.map(({ spread }) => spread));
  if (!Number.isFinite(largest)) return { sd: null, df, groups: samples.length, lack: 'not_finite' };
  const share = largest === 0 ? 0 : spreads.reduce((all, { weight, spread }) => all + weight * (spread / largest) ** 2, 0);
  return { sd: largest * Math.sqrt(share), df, groups: samples.length, lack: null };
}

/**
 * Two-sided t test with a noise pooled over more variants than these two (over these two alone it is Student's test).
 * It has more power than Welch's and errs where one variant scatters more than the rest; its name must be printed.
 */
export function pooledDifference(baseline: Iterable<number>, variant: Iterable<number>, noise: PooledNoise, level = 0.95): Difference {
  const [b, v] = [sampleOf(baseline), sampleOf(variant)];
  const sides = { n: [b.n, v.n], notFinite: [b.notFinite, v.notFinite], method: 'pooled' } as const;
  if (b.n === 0 || v.n === 0) return untested(sides, null, 'no_values');
  const delta = mean(v.values) - mean(b.values);
  if (noise.sd === null) return untested(sides, delta, noise.lack ?? 'one_group');
  if (noise.sd === 0) return untested(sides, delta, 'no_spread');
  return tested(sides, delta, noise.sd * Math.sqrt(1 / b.n + 1 / v.n), noise.df, level);
}

/** The interval of a mean by the noise of the table: all that can be said of n = 1, and to be marked as borrowed. */
export function borrowedInterval(
  values: Iterable<number>,
  noise: PooledNoise,
  level = 0.95,
): { readonly n: number; readonly interval: Interval | null; readonly method: Method; readonly lack: Lack | null } {
  const { values: finite, n } = sampleOf(values);
  const method = 't_borrowed';
  if (n === 0) return { n, interval: null, method, lack: 'no_values' };
  if (noise.sd === null) return { n, interval: null, method, lack: noise.lack };
  return { n, interval: tInterval(mean(finite), noise.sd / Math.sqrt(n), noise.df, level), method, lack: null };
}
