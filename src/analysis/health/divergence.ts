import type { HealthEvent } from '../../model/report/health.ts';
import { type Line, secondsAfter, worseSign } from './line.ts';
import { finiteIndex, medianOf, rolling } from './rolling.ts';

const FEWEST_POINTS = 40;
/** Robust standard deviations that the end must lie above the best level. */
const FAR = 10;
/** Part of the best level, and of what had been gained, that must be lost at the end. */
const PART = 0.1;
const LOST = 0.05;

/**
 * A loss that is worse at its end than its best level and does not come back. The level is the median of a window of 5 %
 * of the points (8 to 64); the last level must be more than 10 robust standard deviations of the best window above the
 * best level, by more than 10 % of it and by more than 5 % of what had been gained since the worst of the first three points. A
 * held-out loss that rises while training goes on is overfitting and another detector's; it diverges where it ends above
 * all of its first three points.
 */
export function diverged(line: Line): HealthEvent | null {
  const { better, step, value, role } = line;
  const sign = worseSign(better);
  const index = finiteIndex(value);
  const n = index.length;
  if (n < FEWEST_POINTS) return null;
  const size = Math.min(64, Math.max(8, Math.round(n / 20)));
  const worse = Float64Array.from(index, (i) => sign * (value[i] as number));
  const first = Math.max(...worse.subarray(0, 3));
  const end = medianOf(worse, n - size);
  const lowest = worse.reduce((a, b) => Math.min(a, b));
  // The best level is at least the lowest value, so that most curves need no moving median.
  if (!(end - lowest > PART * Math.max(0, lowest) && end - lowest > LOST * (first - end))) return null;
  const { levels, bestAt, spread } = levelsOf(worse, size);
  const best = levels[bestAt] as number;
  const lost = end - best;
  if (!(lost > FAR * spread && lost > PART * Math.abs(best) && lost > LOST * (first - best))) return null;
  if (role.heldOut && !(end > first + FAR * spread)) return null;
  let from = bestAt;
  for (let i = n - 1; i > bestAt; i -= 1) {
    if (!((levels[i] as number) > best + FAR * spread)) break;
    from = i;
  }
  const at = index[Math.max(bestAt, from - (size >> 1))] as number;
  const bestStep = step[index[Math.max(0, bestAt - (size >> 1))] as number] as number;
  return {
    kind: 'diverged',
    metric: line.name,
    from: step[at] as number,
    to: step[index[n - 1] as number] as number,
    value: sign * end,
    args: {
      metric: line.name,
      metrics: 1,
      step: step[at] as number,
      best: sign * best,
      bestStep,
      end: sign * end,
      seconds: secondsAfter(line, at),
    },
  };
}

/** Medians of the `size` values up to each, the place of the lowest, and the robust spread of the window there. */
function levelsOf(values: Float64Array, size: number): { levels: Float64Array; bestAt: number; spread: number } {
  const window = rolling(size);
  const levels = new Float64Array(values.length).fill(Number.NaN);
  let bestAt = size - 1;
  let spread = 0;
  for (let i = 0; i < values.length; i += 1) {
    window.push(values[i] as number);
    if (i + 1 < size) continue;
    levels[i] = window.median();
    if (i >= size && (levels[i] as number) >= (levels[bestAt] as number)) continue;
    bestAt = i;
    spread = window.spread();
  }
  return { levels, bestAt, spread };
}
