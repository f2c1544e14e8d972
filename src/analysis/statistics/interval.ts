import { studentQuantile } from './student.ts';

/** From `low` to `high`, in the unit of the values, at a confidence `level` such as 0.95. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** `centre` ± t₍₁₊level₎⁄₂(df) · `standardError`. */
export function tInterval(centre: number, standardError: number, df: number, level: number): Interval {
  const half = studentQuantile((1 + level) / 2, df) * standardError;
  return { low: centre - half, high: centre + half, level };
}
