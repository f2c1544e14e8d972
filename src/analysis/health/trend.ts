import { normalCdf } from '../statistics/normal.ts';
import { medianOf } from './rolling.ts';

/**
 * The median of the slopes between all pairs of points at equal distances (Theil 1950, Sen 1968), and the two-sided p of
 * the Mann–Kendall test for a trend, by the normal approximation with correction for ties and continuity (Kendall 1975).
 * Work grows with the square of the number of points.
 */
export function theilSen(values: Float64Array): { slope: number; chance: number } {
  const n = values.length;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let at = 0;
  let sum = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const rise = (values[j] as number) - (values[i] as number);
      slopes[at++] = rise / (j - i);
      sum += Math.sign(rise);
    }
  }
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const tied = [...counts.values()].reduce((total, t) => total + t * (t - 1) * (2 * t + 5), 0);
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18;
  if (!(variance > 0)) return { slope: 0, chance: 1 };
  const z = (sum - Math.sign(sum)) / Math.sqrt(variance);
  return { slope: medianOf(slopes), chance: 2 * normalCdf(-Math.abs(z)) };
}
