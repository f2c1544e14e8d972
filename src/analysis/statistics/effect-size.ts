import { logGamma } from './gamma.ts';
import { pooledNoise } from './pooled-noise.ts';
import { mean, sampleOf } from './sample.ts';
import type { Lack } from './words.ts';

/** A difference in units of the noise, variant minus baseline. */
export interface EffectSize {
  readonly n: readonly [baseline: number, variant: number];
  /** Cohen's d: the difference over the two variants' pooled standard deviation. */
  readonly d: number | null;
  /** Hedges' g: d without its bias at few seeds. */
  readonly g: number | null;
  readonly lack: Lack | null;
}

/**
 * Hedges' g = J·d with the exact J = Γ(m/2) / (√(m/2) Γ((m − 1)/2)), m = n_b + n_v − 2 (Hedges, J. Educ. Stat. 6, 1981).
 * Null with n = 1 on a side, or without spread.
 */
export function effectSize(baseline: Iterable<number>, variant: Iterable<number>): EffectSize {
  const [b, v] = [sampleOf(baseline), sampleOf(variant)];
  const n = [b.n, v.n] as const;
  if (b.n === 0 || v.n === 0) return { n, d: null, g: null, lack: 'no_values' };
  if (b.n < 2 || v.n < 2) return { n, d: null, g: null, lack: 'one_value' };
  const noise = pooledNoise([b.values, v.values]);
  if (noise.sd === null || noise.sd === 0) return { n, d: null, g: null, lack: 'no_spread' };
  const d = (mean(v.values) - mean(b.values)) / noise.sd;
  return { n, d, g: d * hedgesFactor(noise.df), lack: null };
}

/** J(m) for m > 1 degrees of freedom; .798 at m = 4. */
export function hedgesFactor(m: number): number {
  return Math.exp(logGamma(m / 2) - logGamma((m - 1) / 2) - 0.5 * Math.log(m / 2));
}
