import { normalCdf } from './normal.ts';

/** Steps of the trapezoid rule, which converges faster than any power for an integrand that falls like a normal density. */
const STEP = 0.0625;
const END = 9;

/** P(range of k independent standard normal values > q) = 1 − k∫φ(z)[Φ(z) − Φ(z − q)]ᵏ⁻¹dz. */
export function rangeSurvival(q: number, k: number): number {
  if (Number.isNaN(q) || !(k >= 2)) return Number.NaN;
  if (q <= 0) return 1;
  let sum = 0;
  for (let z = -END; z <= END; z += STEP) {
    const [upper, lower] = [normalCdf(z), normalCdf(z - q)];
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    sum += density * (upper ** (k - 1) - (upper - lower) ** (k - 1));
  }
  return k * STEP * sum;
}

/** The q that the range of k standard normal values exceeds with probability `alpha` (studentized range, infinite degrees of freedom). */
export function rangeQuantile(alpha: number, k: number): number {
  if (!(alpha > 0 && alpha < 1) || !(k >= 2)) return Number.NaN;
  let [low, high] = [0, 1];
  while (rangeSurvival(high, k) > alpha) [low, high] = [high, high * 2];
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i += 1) {
    const middle = (low + high) / 2;
    if (rangeSurvival(middle, k) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
