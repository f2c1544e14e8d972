import type { HealthEvent } from '../../model/report/health.ts';
import type { Line } from './line.ts';
import { finiteIndex, middleOf } from './rolling.ts';

const FEWEST_POINTS = 40;
/** The part of the former speed that the later one may not reach. */
const SLOWER = 0.7;
/** The chance of so clear a change without one (Pettitt's approximation). */
const CHANCE = 1e-6;

/**
 * A lasting fall of a speed: the split with the largest Pettitt statistic (A. N. Pettitt, "A Non-Parametric Approach to
 * the Change-Point Problem", Applied Statistics 28, 1979), told where its p is below 1e-6, the median after it at most
 * 70 % of the one before, and the two middle halves do not touch. Each side has at least a tenth of the points.
 */
export function throughputDrop({ name, step, value }: Line): HealthEvent | null {
  const index = finiteIndex(value);
  const n = index.length;
  if (n < FEWEST_POINTS) return null;
  const speed = Float64Array.from(index, (i) => value[i] as number);
  const ranks = ranksOf(speed);
  let sum = 0;
  let largest = 0;
  let split = 0;
  for (let i = 0; i < n - 1; i += 1) {
    sum += 2 * (ranks[i] as number) - (n + 1);
    if (sum <= largest) continue;
    largest = sum;
    split = i + 1;
  }
  const chance = 2 * Math.exp((-6 * largest * largest) / (n ** 3 + n ** 2));
  if (!(chance < CHANCE) || Math.min(split, n - split) * 10 < n) return null;
  const [before, after] = [speed.slice(0, split).sort(), speed.slice(split).sort()];
  const [fast, slow] = [middleOf(before), middleOf(after)];
  const [lowBefore, highAfter] = [before[before.length >> 2] as number, after[(3 * after.length) >> 2] as number];
  if (!(slow > 0 && slow <= SLOWER * fast && highAfter < lowBefore)) return null;
  const at = step[index[split] as number] as number;
  return {
    kind: 'throughput-drop',
    metric: name,
    from: at,
    to: step[index[n - 1] as number] as number,
    value: slow,
    args: { metric: name, metrics: 1, step: at, before: fast, after: slow },
  };
}

/** From 1; equal values share the mean of their ranks. */
function ranksOf(values: Float64Array): Float64Array {
  const ascending = values.slice().sort();
  return values.map((value) => (below(ascending, value, false) + below(ascending, value, true) + 1) / 2);
}

/** How many values are below one, or below and equal to it. */
function below(ascending: Float64Array, value: number, equal: boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const here = ascending[middle] as number;
    if (here < value || (equal && here === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
