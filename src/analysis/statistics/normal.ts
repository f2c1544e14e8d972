import { upperGamma } from './gamma.ts';

/** P(Z ≤ z) of the standard normal distribution: Φ(z) = ½ Q(½, z²/2) for z < 0. */
export function normalCdf(z: number): number {
  return z < 0 ? 0.5 * upperGamma(0.5, (z * z) / 2) : 1 - 0.5 * upperGamma(0.5, (z * z) / 2);
}

/** P(Z > z), without loss of digits far out. */
export function normalSurvival(z: number): number {
  return normalCdf(-z);
}

/**
 * The z with Φ(z) = p: Abramowitz & Stegun 26.2.23 as a start, then Newton's steps on ln Φ in the lower tail. ±∞ at 1
 * and 0, NaN outside [0, 1].
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 0.5) return 0;
  const s = Math.sqrt(-2 * Math.log(p));
  let z = (2.515517 + s * (0.802853 + s * 0.010328)) / (1 + s * (1.432788 + s * (0.189269 + s * 0.001308))) - s;
  for (let i = 0; i < 20; i += 1) {
    const below = normalCdf(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const step = (Math.log(below / p) * below) / density;
    z -= step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}
