import { incompleteBeta, logBeta } from './beta.ts';
import { normalQuantile, normalSurvival } from './normal.ts';

/**
 * P(T > t) of Student's t with `df` > 0 degrees of freedom (whole or not; ∞ is the normal distribution):
 * ½ I_x(df/2, ½) at x = df / (df + t²) for t > 0 (Abramowitz & Stegun 26.7.1).
 */
export function studentSurvival(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return normalSurvival(t);
  const ratio = (t / df) * t;
  const half =
    ratio === Number.POSITIVE_INFINITY ? farOut(Math.abs(t), df) : 0.5 * incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), df / 2, 0.5);
  return t > 0 ? half : 1 - half;
}

/** The first term of the tail, where t² is beyond the numbers. */
function farOut(t: number, df: number): number {
  return Math.exp((df / 2 - 1) * Math.log(df) - df * Math.log(t) - logBeta(df / 2, 0.5)) || 0;
}

/** P(T ≤ t). */
export function studentCdf(t: number, df: number): number {
  return studentSurvival(-t, df);
}

/** P(|T| ≥ |t|): the p of a two-sided test. */
export function twoSided(t: number, df: number): number {
  return Math.min(1, 2 * studentSurvival(Math.abs(t), df));
}

/** The t with P(T ≤ t) = p; ±∞ at 1 and 0, NaN outside [0, 1] or without degrees of freedom. */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (p < 0.5) return -upperQuantile(p, df) || 0;
  return upperQuantile(1 - p, df);
}

/** The t ≥ 0 with P(T > t) = q ≤ ½: closed for one and two degrees of freedom, else Newton's steps on ln P within a bracket. */
function upperQuantile(q: number, df: number): number {
  if (q === 0) return Number.POSITIVE_INFINITY;
  if (q === 0.5) return 0;
  if (df === 1) return 1 / Math.tan(Math.PI * q);
  if (df === 2) return (1 - 2 * q) / Math.sqrt(2 * q * (1 - q));
  let low = 0;
  let high = 1;
  while (studentSurvival(high, df) > q && high < Number.MAX_VALUE / 4) {
    low = high;
    high *= 4;
  }
  const logFront = -0.5 * Math.log(df) - logBeta(df / 2, 0.5);
  let t = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : 0.5;
  for (let i = 0; i < 200; i += 1) {
    const above = studentSurvival(t, df);
    if (above > q) low = t;
    else high = t;
    const density = Math.exp(logFront - ((df + 1) / 2) * Math.log1p((t / df) * t));
    const step = (Math.log(above / q) * above) / density;
    const next = t > 1 ? t * Math.exp(step / t) : t + step;
    const inside = next > low && next < high;
    const moved = inside ? next : low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 2;
    if (Math.abs(moved - t) <= 1e-15 * Math.abs(t)) return moved;
    t = moved;
  }
  return t;
}
