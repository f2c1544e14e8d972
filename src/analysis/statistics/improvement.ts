import { sampleOf } from './sample.ts';
import type { Better, Lack } from './words.ts';

/** How often a run of the variant is better than a run of the baseline. */
export interface Improvement {
  readonly n: readonly [baseline: number, variant: number];
  /** P(variant better) + ½ P(equal) over all pairs of runs, 0 to 1. */
  readonly probability: number | null;
  /** Cliff's δ = 2·probability − 1. */
  readonly cliffsDelta: number | null;
  /** Mann and Whitney's U of the variant: pairs in which it is better, equal ones counted half. */
  readonly u: number | null;
  readonly lack: Lack | null;
}

/** Probability of improvement U / (n_b·n_v) (Mann & Whitney 1947; Agarwal et al., NeurIPS 2021, for runs of models). */
export function improvement(baseline: Iterable<number>, variant: Iterable<number>, better: Better): Improvement {
  const [b, v] = [sampleOf(baseline), sampleOf(variant)];
  const n = [b.n, v.n] as const;
  if (b.n === 0 || v.n === 0) return { n, probability: null, cliffsDelta: null, u: null, lack: 'no_values' };
  const sign = better === 'higher' ? 1 : -1;
  let doubled = 0;
  for (const base of b.values) for (const value of v.values) doubled += 1 + sign * Math.sign(value - base);
  const probability = doubled / (2 * b.n * v.n);
  return { n, probability, cliffsDelta: doubled / (b.n * v.n) - 1, u: doubled / 2, lack: null };
}
