import type { Difference } from './difference.ts';
import type { Interval } from './interval.ts';
import { welch } from './welch.ts';

/** How many times the baseline's geometric mean a variant's is; for metrics above zero with a long tail, such as times. */
export interface Ratio extends Omit<Difference, 'delta' | 'standardError'> {
  /** 1 where they are equal. */
  readonly ratio: number | null;
  readonly interval: Interval | null;
}

/** Welch's test of the logarithms, transformed back: exp of the difference of their means, and of its interval. */
export function ratioOf(baseline: Iterable<number>, variant: Iterable<number>, level = 0.95): Ratio {
  const [b, v] = [[...baseline], [...variant]];
  const positive = [...b, ...v].every((value) => value > 0 || !Number.isFinite(value));
  const method = 'welch_log';
  const { delta, standardError: _, interval, ...rest } = positive ? welch(b.map(logOf), v.map(logOf), level) : welch(b, v, level);
  if (!positive) return { ...rest, df: null, t: null, p: null, interval: null, ratio: null, method, lack: 'not_positive' };
  return {
    ...rest,
    method,
    ratio: delta === null ? null : Math.exp(delta),
    interval: interval === null ? null : { low: Math.exp(interval.low), high: Math.exp(interval.high), level },
  };
}

function logOf(value: number): number {
  return Number.isFinite(value) ? Math.log(value) : Number.NaN;
}
