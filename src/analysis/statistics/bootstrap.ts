import { generatorOf, seedOf } from './generator.ts';
import type { Interval } from './interval.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { allResamples, drawn } from './resamples.ts';
import { allEqual, mean, sampleOf } from './sample.ts';
import type { Lack, Method } from './words.ts';

/** How a statistic varies when its runs are drawn again. At few seeds its intervals are too short: the t interval is the default. */
export interface Bootstrap {
  readonly n: number;
  readonly notFinite: number;
  readonly value: number | null;
  readonly percentile: Interval | null;
  /** Bias-corrected and accelerated; the percentile interval where all resamples lie on one side of the value. */
  readonly bca: Interval | null;
  /** Bias correction z₀ and acceleration a; null where bca is the percentile interval. */
  readonly z0: number | null;
  readonly acceleration: number | null;
  /** Quantiles that bca takes. */
  readonly bcaLevels: readonly [number, number] | null;
  readonly resamples: number;
  readonly method: Method;
  readonly lack: Lack | null;
}

export interface BootstrapOptions {
  readonly level?: number;
  /** Resamples where they cannot all be counted. */
  readonly draws?: number;
}

const MOST_COUNTED = 8;

export type Statistic = (values: readonly number[]) => number;

/**
 * Percentile and BCa intervals (Efron, J. Am. Stat. Assoc. 82, 1987). Up to n = 8 all resamples are counted with their
 * chances; beyond, some are drawn by a generator seeded with the sorted values, so that every build gives the same bytes.
 */
export function bootstrap(
  values: Iterable<number>,
  statistic: Statistic = mean,
  { level = 0.95, draws = 10_000 }: BootstrapOptions = {},
): Bootstrap {
  const sample = sampleOf(values);
  const { n, notFinite } = sample;
  const sorted = sample.values.toSorted((a, b) => a - b);
  const method = n <= MOST_COUNTED ? 'bootstrap_exact' : 'bootstrap_seeded';
  const none = { n, notFinite, percentile: null, bca: null, z0: null, acceleration: null, bcaLevels: null, resamples: 0, method } as const;
  if (n < 2) return { ...none, value: n === 0 ? null : statistic(sorted), lack: n === 0 ? 'no_values' : 'one_value' };
  const value = statistic(sorted);
  if (!Number.isFinite(value)) return { ...none, value: null, lack: 'not_finite' };
  if (allEqual(sorted)) {
    const point = { low: value, high: value, level };
    return { ...none, value, percentile: point, bca: point, resamples: 1, lack: null };
  }
  const outcomes = distribution(sorted, statistic, draws);
  if (outcomes.some((outcome) => !Number.isFinite(outcome.value))) return { ...none, value, lack: 'not_finite' };
  const ends = [(1 - level) / 2, (1 + level) / 2] as const;
  const percentile = { low: quantile(outcomes, ends[0]), high: quantile(outcomes, ends[1]), level };
  const plain = { ...none, value, percentile, bca: percentile, resamples: outcomes.length, lack: null } as const;
  const z0 = normalQuantile(shareBelow(outcomes, value));
  const acceleration = accelerationOf(sorted, statistic);
  if (!Number.isFinite(z0) || acceleration === null) return plain;
  const moved = (end: number) => {
    const z = z0 + normalQuantile(end);
    return normalCdf(z0 + z / (1 - acceleration * z));
  };
  const bcaLevels = [moved(ends[0]), moved(ends[1])] as const;
  if (!(bcaLevels[0] < bcaLevels[1])) return plain;
  const bca = { low: quantile(outcomes, bcaLevels[0]), high: quantile(outcomes, bcaLevels[1]), level };
  return { ...plain, z0, acceleration, bcaLevels, bca };
}

export interface Outcome {
  readonly value: number;
  readonly weight: number;
}

/** The statistic of the resamples, ascending. */
function distribution(sorted: readonly number[], statistic: Statistic, draws: number): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  if (sorted.length <= MOST_COUNTED) {
    for (const { counts, weight } of allResamples(sorted.length)) {
      const values = counts.flatMap((count, i) => Array<number>(count).fill(sorted[i] as number));
      outcomes.push({ value: statistic(values), weight });
    }
  } else {
    const next = generatorOf(seedOf(sorted));
    for (let i = 0; i < draws; i += 1) outcomes.push({ value: statistic(drawn(sorted, next)), weight: 1 / draws });
  }
  return outcomes.sort((a, b) => a.value - b.value);
}

/** The smallest outcome that a share `p` of all does not exceed. */
export function quantile(outcomes: readonly Outcome[], p: number): number {
  let share = 0;
  for (const { value, weight } of outcomes) {
    share += weight;
    if (share >= p - 1e-12) return value;
  }
  return outcomes.at(-1)?.value ?? Number.NaN;
}

/** Of all outcomes, those below a value and half of those equal to it; equal within rounding. */
function shareBelow(outcomes: readonly Outcome[], value: number): number {
  const [low, high] = [outcomes[0]?.value ?? value, outcomes.at(-1)?.value ?? value];
  const near = 1e-12 * (high - low) + 8 * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
  return outcomes.reduce((sum, outcome) => {
    if (Math.abs(outcome.value - value) <= near) return sum + outcome.weight / 2;
    return outcome.value < value ? sum + outcome.weight : sum;
  }, 0);
}

/** a = Σu³ / (6 (Σu²)^1.5) of the jackknife's differences u; null where leaving out any run changes nothing. */
function accelerationOf(sorted: readonly number[], statistic: Statistic): number | null {
  const without = sorted.map((_, i) => statistic(sorted.toSpliced(i, 1)));
  const centre = mean(without);
  const largest = Math.max(...without.map((value) => Math.abs(centre - value)));
  if (!(largest > 0) || !Number.isFinite(largest)) return null;
  const u = without.map((value) => (centre - value) / largest);
  return u.reduce((sum, x) => sum + x ** 3, 0) / (6 * u.reduce((sum, x) => sum + x ** 2, 0) ** 1.5);
}
