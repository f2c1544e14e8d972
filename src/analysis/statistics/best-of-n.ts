import type { Better, Lack, Method } from './words.ts';

/** What the best of n trials is expected to be, from N trials in random order. */
export interface BestOfN {
  /** N, with the failed ones. */
  readonly trials: number;
  /** Trials without a finite value: they took budget, so each counts as the worst value seen. */
  readonly failed: number;
  /** Entry n − 1: the expected best of n, n = 1 … N. Empty where no trial has a value. */
  readonly expected: readonly number[];
  /** Up to this n, ⌊N/2⌋, a curve may be drawn solid; beyond, few trials decide it. */
  readonly solid: number;
  readonly method: Method;
  readonly lack: Lack | null;
}

/**
 * Unbiased expectation Σ_{i≥n} x₍ᵢ₎ C(i − 1, n − 1) / C(N, n), x sorted from the worst to the best (Tang et al., ACL 2020),
 * with the weights by recurrence: w_N = n/N, w_{i−1} = w_i (i − n)/(i − 1). Time N²/2.
 */
export function bestOfN(values: Iterable<number>, better: Better): BestOfN {
  const all = [...values];
  const finite = all.filter(Number.isFinite);
  const shape = { trials: all.length, failed: all.length - finite.length, method: 'best_of_n' } as const;
  if (finite.length === 0) return { ...shape, expected: [], solid: 0, lack: 'no_values' };
  const upwards = finite.sort(better === 'higher' ? (a, b) => a - b : (a, b) => b - a);
  const sorted = [...Array<number>(shape.failed).fill(upwards[0] as number), ...upwards];
  const expected = sorted.map((_, at) => expectedBest(sorted, at + 1));
  return { ...shape, expected, solid: Math.floor(sorted.length / 2), lack: null };
}

/** Of values sorted from the worst to the best, 1 ≤ n ≤ N. */
function expectedBest(sorted: readonly number[], n: number): number {
  const total = sorted.length;
  let weight = n / total;
  let sum = 0;
  for (let i = total; i >= n; i -= 1) {
    sum += weight * (sorted[i - 1] as number);
    weight *= i > 1 ? (i - n) / (i - 1) : 0;
    if (weight === 0) break;
  }
  return sum;
}
