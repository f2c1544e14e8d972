import { type Interval, tInterval } from './interval.ts';
import { allEqual, mean, sampleOf, sd } from './sample.ts';
import type { Lack, Method } from './words.ts';

/** The mean of one variant over its runs, and how well it is known. */
export interface Estimate {
  /** Finite values; all figures are of these. */
  readonly n: number;
  readonly notFinite: number;
  readonly mean: number | null;
  /** Divisor n − 1. */
  readonly sd: number | null;
  /** sd / √n. */
  readonly standardError: number | null;
  readonly interval: Interval | null;
  readonly method: Method;
  /** Why a figure is null. */
  readonly lack: Lack | null;
  /** All of two or more values are the same: perhaps the seed reaches nothing. */
  readonly identical: boolean;
}

export interface EstimateOptions {
  readonly level?: number;
  /** Ends that the metric cannot pass, such as 0 and 1 for an accuracy; an infinite end is none. */
  readonly range?: readonly [low: number, high: number] | null;
  readonly scale?: 'linear' | 'log';
}

/**
 * Mean, sample standard deviation and Student t interval ȳ ± t·s/√n. Where that would leave a finite `range` it is
 * computed on the logit scale and transformed back, or cut where a value lies on an end of the range (a mean cannot lie
 * outside, so cutting loses no coverage). On the scale `log` it is the interval of the geometric mean.
 */
export function estimate(values: Iterable<number>, { level = 0.95, range = null, scale = 'linear' }: EstimateOptions = {}): Estimate {
  const { values: finite, n, notFinite } = sampleOf(values);
  const method: Method = scale === 'log' ? 't_log' : 't';
  if (n < 2) {
    const only = n === 0 ? null : mean(finite);
    const lack: Lack = n === 0 ? 'no_values' : 'one_value';
    return { n, notFinite, mean: only, sd: null, standardError: null, interval: null, method, lack, identical: false };
  }
  const [centre, spread] = [mean(finite), sd(finite)];
  if (!Number.isFinite(spread))
    return { n, notFinite, mean: centre, sd: null, standardError: null, interval: null, method, lack: 'not_finite', identical: false };
  const moments = { n, notFinite, mean: centre, sd: spread, standardError: spread / Math.sqrt(n), identical: allEqual(finite) };
  if (scale === 'log') {
    if (!finite.every((value) => value > 0)) return { ...moments, interval: null, method, lack: 'not_positive' };
    return { ...moments, interval: through(finite, Math.log, Math.exp, level), method, lack: null };
  }
  const plain = tInterval(centre, moments.standardError, n - 1, level);
  if (range === null || (plain.low >= range[0] && plain.high <= range[1])) return { ...moments, interval: plain, method, lack: null };
  const [low, high] = range;
  const width = high - low;
  const inside = Number.isFinite(width) && finite.every((value) => value > low && value < high);
  if (!inside) {
    if (finite.some((value) => value < low || value > high)) return { ...moments, interval: plain, method, lack: null };
    return {
      ...moments,
      interval: { low: Math.max(low, plain.low), high: Math.min(high, plain.high), level },
      method: 't_cut',
      lack: null,
    };
  }
  const logit = (value: number) => Math.log((value - low) / (high - value));
  // From the nearer end: an end of the interval that is close to 0 keeps its digits.
  const back = (at: number) => (at < 0 ? low + width / (1 + Math.exp(-at)) : high - width / (1 + Math.exp(at)));
  return { ...moments, interval: through(finite, logit, back, level), method: 't_logit', lack: null };
}

/** The t interval of transformed values, transformed back. */
function through(values: readonly number[], there: (value: number) => number, back: (at: number) => number, level: number): Interval {
  const moved = values.map(there);
  const { low, high } = tInterval(mean(moved), sd(moved) / Math.sqrt(moved.length), moved.length - 1, level);
  return { low: back(low), high: back(high), level };
}
