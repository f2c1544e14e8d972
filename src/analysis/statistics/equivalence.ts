import type { Difference } from './difference.ts';
import { type Interval, tInterval } from './interval.ts';
import { studentSurvival } from './student.ts';
import type { Lack, Method } from './words.ts';

/** Whether a difference is smaller than a margin that somebody named beforehand. */
export interface Equivalence {
  readonly n: Difference['n'];
  /** In the metric's unit: what still counts as the same. */
  readonly margin: number;
  /** The larger p of the two one-sided tests: of −margin and of +margin. */
  readonly p: number | null;
  /** Both tests reject: the difference lies within the margin. */
  readonly equivalent: boolean | null;
  /** The 1 − 2α interval, 90 % at α = .05: within the margin exactly where `equivalent`. */
  readonly interval: Interval | null;
  readonly method: Method;
  readonly lack: Lack | null;
}

/** Two one-sided t tests (Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987) with the difference's own standard error. */
export function equivalence(difference: Difference, margin: number, alpha = 0.05): Equivalence {
  const { n, delta, standardError, df } = difference;
  const none = { n, margin, p: null, equivalent: null, interval: null, method: 'equivalence' } as const;
  if (!(margin > 0) || !Number.isFinite(margin)) return { ...none, margin: 0, lack: 'no_margin' };
  if (delta === null || standardError === null || df === null) return { ...none, lack: difference.lack ?? 'no_values' };
  const above = studentSurvival((delta + margin) / standardError, df);
  const below = studentSurvival((margin - delta) / standardError, df);
  const p = Math.max(above, below);
  return { ...none, p, equivalent: p < alpha, interval: tInterval(delta, standardError, df, 1 - 2 * alpha), lack: null };
}
