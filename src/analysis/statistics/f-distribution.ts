import { incompleteBeta } from './beta.ts';

/**
 * P(F > f) of Fisher's F with `df1` over `df2` degrees of freedom: I_x(df2/2, df1/2) at x = df2 / (df2 + df1·f)
 * (Abramowitz & Stegun 26.6.2). NaN for degrees of freedom that are not above zero.
 */
export function fSurvival(f: number, df1: number, df2: number): number {
  if (Number.isNaN(f) || !(df1 > 0) || !(df2 > 0)) return Number.NaN;
  if (f <= 0) return 1;
  const ratio = (df1 / df2) * f;
  if (ratio === Number.POSITIVE_INFINITY) return 0;
  return incompleteBeta(1 / (1 + ratio), ratio / (1 + ratio), df2 / 2, df1 / 2);
}
