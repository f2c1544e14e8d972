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
  const ahead = pairsAhead(Float64Array.from(b.values).sort(), Float64Array.from(v.values).sort());
  const doubled = b.n * v.n + (better === 'higher' ? ahead : -ahead);
  const probability = doubled / (2 * b.n * v.n);
  return { n, probability, cliffsDelta: doubled / (b.n * v.n) - 1, u: doubled / 2, lack: null };
}

/** Of all pairs, in how many the value lies above the base, less those in which it lies below. Both ascend. */
function pairsAhead(bases: Float64Array, values: Float64Array): number {
  let ahead = 0;
  let below = 0;
  let notAbove = 0;
  for (const value of values) {
    while (below < bases.length && (bases[below] as number) < value) below += 1;
    while (notAbove < bases.length && (bases[notAbove] as number) <= value) notAbove += 1;
    ahead += below - (bases.length - notAbove);
  }
  return ahead;
}
