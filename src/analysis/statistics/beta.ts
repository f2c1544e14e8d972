import { logGamma, stirlingRest } from './gamma.ts';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * ln B(a, b) for a, b > 0. Where an argument is large the differences of ln Γ are taken in Stirling's series, so that
 * no digits cancel.
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (!(small > 0)) return Number.NaN;
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const part = Math.log1p(-small / (small + large));
  if (small < 10)
    return (
      logGamma(small) + stirlingRest(large) - stirlingRest(small + large) + small - small * Math.log(small + large) + (large - 0.5) * part
    );
  const rest = stirlingRest(small) + stirlingRest(large) - stirlingRest(small + large);
  return -0.5 * Math.log(large) + HALF_LOG_TWO_PI + rest + (small - 0.5) * Math.log(small / (small + large)) + large * part;
}

/**
 * Regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz & Stegun 26.5.8) on the side
 * where that converges fast. `y` = 1 − x is given apart, so that neither end loses digits; x and y in [0, 1].
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (Number.isNaN(x) || Number.isNaN(y) || !(a > 0) || !(b > 0)) return Number.NaN;
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return x * (a + b + 2) <= a + 1 ? tail(x, y, a, b) : 1 - tail(y, x, b, a);
}

function tail(x: number, y: number, a: number, b: number): number {
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-y);
  const logY = y < 0.5 ? Math.log(y) : Math.log1p(-x);
  return (Math.exp(a * logX + b * logY - logBeta(a, b)) / a) * fraction(x, a, b);
}

/** Lentz's method with the changes of Thompson & Barnett (J. Comput. Phys. 64, 1986). */
function fraction(x: number, a: number, b: number): number {
  const TINY = 1e-300;
  const apart = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 200_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}
