import { type Difference, tested, untested } from './difference.ts';
import { mean, sampleOf, sd } from './sample.ts';

/**
 * Welch's two-sided t test and interval (Biometrika 34, 1947): SE² = s_b²/n_b + s_v²/n_v, degrees of freedom by
 * Satterthwaite. No test with n = 1 on a side or without any spread; the difference is given all the same.
 */
export function welch(baseline: Iterable<number>, variant: Iterable<number>, level = 0.95): Difference {
  const [b, v] = [sampleOf(baseline), sampleOf(variant)];
  const sides = { n: [b.n, v.n], notFinite: [b.notFinite, v.notFinite], method: 'welch' } as const;
  if (b.n === 0 || v.n === 0) return untested(sides, null, 'no_values');
  const delta = mean(v.values) - mean(b.values);
  if (b.n < 2 || v.n < 2) return untested(sides, delta, 'one_value');
  const [sb, sv] = [sd(b.values) / Math.sqrt(b.n), sd(v.values) / Math.sqrt(v.n)];
  const larger = Math.max(sb, sv);
  if (larger === 0) return untested(sides, delta, 'no_spread');
  const [rb, rv] = [(sb / larger) ** 2, (sv / larger) ** 2];
  const df = (rb + rv) ** 2 / (rb ** 2 / (b.n - 1) + rv ** 2 / (v.n - 1));
  return tested(sides, delta, larger * Math.sqrt(rb + rv), df, level);
}
