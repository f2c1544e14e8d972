import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { FIXTURES } from '../../support/read.ts';

/** Closed forms agree to ten digits, p-values to nine. */
export const CLOSED = 1e-10;
export const P_VALUE = 1e-9;

export function close(found: number | null | undefined, expected: number, what: string, tolerance = CLOSED): void {
  const near = typeof found === 'number' && Math.abs(found - expected) <= tolerance * Math.max(Math.abs(expected), 1e-300);
  assert.ok(near, `${what}: ${found} where ${expected} is expected`);
}

/** Differences of rounded numbers have lost digits: these agree to ten of the numbers' own. */
export function closeOnScale(found: number | null | undefined, expected: number, scale: number, what: string): void {
  const near = typeof found === 'number' && Math.abs(found - expected) <= CLOSED * Math.max(Math.abs(expected), scale * 1e-4);
  assert.ok(near, `${what}: ${found} where ${expected} is expected`);
}

export type Bounds = readonly [number, number];

export interface TwoSample {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly mean_a: number;
  readonly mean_b: number;
  readonly sd_a: number;
  readonly sd_b: number;
  readonly delta: number;
  readonly welch: { readonly t: number; readonly df: number; readonly p: number; readonly ci95: Bounds };
  readonly student: { readonly t: number; readonly df: number; readonly p: number };
  readonly mwu_exact: { readonly U: number; readonly p: number };
  readonly perm_exact_p?: number;
  readonly effect: {
    readonly cohen_d: number;
    readonly hedges_g: number;
    readonly cliffs_delta: number;
    readonly prob_improvement: number;
  };
  readonly paired?: {
    readonly diffs: readonly number[];
    readonly t: number;
    readonly df: number;
    readonly p: number;
    readonly ci95: Bounds;
    readonly r_seeds: number | null;
    readonly signflip_p: number;
    readonly wilcoxon_exact_p: number;
  };
}

export interface Oracle {
  readonly two_sample: readonly TwoSample[];
  readonly t_ci: readonly {
    readonly x: readonly number[];
    readonly mean: number;
    readonly sd: number;
    readonly ci95: Bounds;
    readonly ci90: Bounds;
  }[];
  readonly t_quantiles: Readonly<Record<string, number>>;
  readonly exact_bootstrap_mean: readonly {
    readonly x: readonly number[];
    readonly n_multisets: number;
    readonly percentile: Bounds;
    readonly z0: number;
    readonly a: number;
    readonly bca_alpha: Bounds;
    readonly bca: Bounds;
  }[];
  readonly p_adjust: {
    readonly p: readonly number[];
    readonly bonferroni: readonly number[];
    readonly holm: readonly number[];
    readonly fdr_bh: readonly number[];
  };
  readonly friedman: {
    readonly matrix: readonly (readonly number[])[];
    readonly chi2: number;
    readonly p: number;
    readonly mean_ranks_desc: readonly number[];
    readonly 'q_inf_0.05': Readonly<Record<string, number>>;
    readonly 'cd_0.05': number;
  };
  readonly rliable: {
    readonly S: readonly (readonly number[])[];
    readonly T: readonly (readonly number[])[];
    readonly iqm_S: number;
    readonly iqm_T: number;
    readonly optimality_gap_S: number;
    readonly prob_improvement_T_over_S: number;
    readonly 'profile_S_tau_0.5_0.7': readonly number[];
    readonly iqm_small: readonly { readonly x: readonly number[]; readonly iqm: number }[];
  };
  readonly expected_max: { readonly x: readonly number[]; readonly unbiased_U: readonly number[] };
  readonly smoothing: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly 'tensorboard_0.6': readonly number[];
    readonly 'wandb_twema_0.6_scale1000': readonly number[];
    readonly 'wandb_twema_0.99_scale1000': readonly number[];
  };
}

export interface Distributions {
  readonly t_tail: readonly (readonly [t: number, df: number, tail: number])[];
  readonly t_quantile: readonly (readonly [tail: number, df: number, t: number])[];
  readonly normal_quantile: readonly (readonly [p: number, z: number])[];
  readonly normal_tail: readonly (readonly [z: number, tail: number])[];
  readonly log_gamma: readonly (readonly [x: number, value: number])[];
  readonly log_beta: readonly (readonly [a: number, b: number, value: number])[];
  readonly upper_gamma: readonly (readonly [a: number, x: number, value: number])[];
  readonly wilson: readonly (readonly [successes: number, n: number, low: number, high: number])[];
  readonly logit_interval: { readonly x: readonly number[]; readonly ci95: Bounds };
  readonly log_interval: { readonly x: readonly number[]; readonly ci95: Bounds };
  readonly ratio: {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly ratio: number;
    readonly p: number;
    readonly ci95: Bounds;
  };
  readonly hedges_factor: readonly (readonly [m: number, value: number])[];
}

/** Golden numbers by scipy, statsmodels and mpmath. */
export const oracle = read('statistics.json') as Oracle;
export const distributions = read('distributions.json') as Distributions;

function read(file: string): unknown {
  return JSON.parse(fs.readFileSync(path.join(FIXTURES, 'oracles', file), 'utf8'));
}
