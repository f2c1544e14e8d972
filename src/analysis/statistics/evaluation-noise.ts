/**
 * Standard error of a share of `n` test examples, √(p(1 − p)/n): the noise of the test set itself, which no number of
 * seeds reduces. Null outside [0, 1] or without examples.
 */
export function shareError(share: number, n: number): number | null {
  return share >= 0 && share <= 1 && n > 0 ? Math.sqrt((share * (1 - share)) / n) : null;
}

/**
 * Whether the difference of two shares of one test set is within what its size alone explains: |Δ| below 1.96 standard
 * errors of two independent shares (an upper bound, for two models err on the same examples). Null where nobody can say.
 */
export function withinEvaluationNoise(baseline: number, variant: number, n: number): boolean | null {
  const [b, v] = [shareError(baseline, n), shareError(variant, n)];
  return b === null || v === null ? null : Math.abs(variant - baseline) < 1.96 * Math.hypot(b, v);
}
