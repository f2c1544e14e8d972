import { type Difference, tested, untested } from './difference.ts';
import { digamma, trigamma, trigammaInverse } from './polygamma.ts';
import { mean, sampleOf, sd } from './sample.ts';
import type { Lack } from './words.ts';

/** What the variants of a table say together of their scatter: a variance to which each is drawn, and how strongly. */
export interface VariancePrior {
  /** s₀², in the square of the metric's unit. */
  readonly variance: number | null;
  /** d₀: worth so many degrees of freedom; ∞ where the variances differ no more than by chance. */
  readonly df: number | null;
  /** Σ(n_g − 1): no moderated test has more degrees of freedom than all the runs gave. */
  readonly pooledDf: number;
  readonly groups: number;
  readonly lack: Lack | null;
}

/**
 * Empirical Bayes prior of variances from the moments of their logarithms (Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004). Needs two
 * variants with two values each. A variance of zero counts as a hundred-thousandth of the median one.
 */
export function variancePrior(groups: Iterable<Iterable<number>>): VariancePrior {
  const samples = Array.from(groups, sampleOf).filter(({ n }) => n >= 2);
  const pooledDf = samples.reduce((all, { n }) => all + n - 1, 0);
  const none = { variance: null, df: null, pooledDf, groups: samples.length } as const;
  if (samples.length < 2) return { ...none, lack: 'one_group' };
  const spreads = samples.map(({ values }) => sd(values));
  const typical = spreads.toSorted((a, b) => a - b)[spreads.length >> 1] as number;
  if (!spreads.every((spread) => Number.isFinite(spread * spread))) return { ...none, lack: 'not_finite' };
  if (!(typical > 0)) return { ...none, lack: 'no_spread' };
  const least = Math.sqrt(1e-5);
  const logs = samples.map(({ n }, i) => {
    const half = (n - 1) / 2;
    return 2 * Math.log(Math.max((spreads[i] as number) / typical, least)) - digamma(half) + Math.log(half);
  });
  const centre = mean(logs);
  const excess = sd(logs) ** 2 - mean(samples.map(({ n }) => trigamma((n - 1) / 2)));
  const df = excess > 0 ? 2 * trigammaInverse(excess) : Number.POSITIVE_INFINITY;
  const logVariance = Number.isFinite(df) ? centre + digamma(df / 2) - Math.log(df / 2) : centre;
  const variance = Math.exp(logVariance) * typical ** 2;
  return variance > 0 && Number.isFinite(variance) ? { ...none, variance, df, lack: null } : { ...none, lack: 'not_finite' };
}

/**
 * Two-sided t test with moderated variances s̃² = (d₀s₀² + (n − 1)s²) / (d₀ + n − 1) on either side, standard error and degrees
 * of freedom as Welch's. An option whose name must be printed: it finds more than Welch's test, and marks too often where one
 * variant scatters more than the rest.
 */
export function moderatedDifference(baseline: Iterable<number>, variant: Iterable<number>, prior: VariancePrior, level = 0.95): Difference {
  const [b, v] = [sampleOf(baseline), sampleOf(variant)];
  const sides = { n: [b.n, v.n], notFinite: [b.notFinite, v.notFinite], method: 'moderated' } as const;
  if (b.n === 0 || v.n === 0) return untested(sides, null, 'no_values');
  const delta = mean(v.values) - mean(b.values);
  if (b.n < 2 || v.n < 2) return untested(sides, delta, 'one_value');
  if (prior.variance === null || prior.df === null) return untested(sides, delta, prior.lack ?? 'one_group');
  const [rb, rv] = [b, v].map(({ values, n }) => drawnTo(prior.variance ?? 0, prior.df ?? 0, sd(values) ** 2, n - 1) / n) as [
    number,
    number,
  ];
  const [db, dv] = [b, v].map(({ n }) => n - 1 + (prior.df ?? 0)) as [number, number];
  const share = rb / (rb + rv);
  const df = 1 / (share ** 2 / db + (1 - share) ** 2 / dv);
  return tested(sides, delta, Math.sqrt(rb + rv), Math.min(df, prior.pooledDf), level);
}

function drawnTo(prior: number, priorDf: number, own: number, ownDf: number): number {
  if (priorDf === Number.POSITIVE_INFINITY) return prior;
  return (priorDf / (priorDf + ownDf)) * prior + (ownDf / (priorDf + ownDf)) * own;
}
