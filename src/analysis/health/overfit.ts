import type { HealthEvent } from '../../model/report/health.ts';
import { type Line, worseSign } from './line.ts';
import { finiteIndex, medianOf, pointNoise, rolling } from './rolling.ts';
import { theilSen } from './trend.ts';

const FEWEST_POINTS = 8;
/** Standard deviations of the noise from point to point, and part of the range, that the end must be worse by. */
const FAR = 4;
const PART = 0.01;
/** So many are enough where the values after the best rise: Mann–Kendall with this p or less, on at most 40 medians. */
const NEAR = 2;
const CHANCE = 0.01;
const MOST = 40;

/**
 * A held-out metric that ends worse than its best while the same metric of the training set gets better. Both ends of the
 * comparison are medians of windows (a tenth of the points, 3 to 64): the best of many noisy values is better than any
 * of them deserves. The end must be worse by more than four standard deviations of the noise from point to point and by
 * more than 1 % of the range (two are enough where the values after the best have a rising trend); the place of the best is that of the best single value.
 */
export function overfit(held: Line, training: Line): HealthEvent | null {
  const sign = worseSign(held.better);
  const index = finiteIndex(held.value);
  const n = index.length;
  if (n < FEWEST_POINTS) return null;
  const worse = Float64Array.from(index, (i) => sign * (held.value[i] as number));
  const size = Math.min(64, Math.max(3, Math.round(n / 10)));
  let low = 0;
  let high = Number.NEGATIVE_INFINITY;
  worse.forEach((here, i) => {
    if (here < (worse[low] as number)) low = i;
    high = Math.max(high, here);
  });
  const lowest = worse[low] as number;
  const noise = pointNoise(worse);
  const floor = PART * (high - lowest);
  const end = medianOf(worse, n - size);
  if (!(end - lowest > Math.max(NEAR * noise, floor))) return null;
  const lost = end - bestMedian(worse, size);
  if (!(lost > floor && (lost > FAR * noise || (lost > NEAR * noise && rises(worse.subarray(low)))))) return null;
  const at = index[low] as number;
  const from = held.step[at] as number;
  const last = index[n - 1] as number;
  const to = held.step[last] as number;
  if (!improves(training, from, to)) return null;
  const first = held.step[index[0] as number] as number;
  return {
    kind: 'overfit',
    metric: held.name,
    from,
    to,
    value: held.value[last] as number,
    args: {
      ...{ metric: held.name, metrics: 1, step: from, best: held.value[at] as number, end: held.value[last] as number },
      ...{ lastStep: to, training: training.name, share: (to - from) / (to - first) },
    },
  };
}

function rises(values: Float64Array): boolean {
  const bins = Math.min(MOST, values.length);
  const edge = (i: number) => Math.floor((i * values.length) / bins);
  const { slope, chance } = theilSen(Float64Array.from({ length: bins }, (_, i) => medianOf(values, edge(i), edge(i + 1))));
  return slope > 0 && chance <= CHANCE;
}

function bestMedian(values: Float64Array, size: number): number {
  const window = rolling(size);
  let best = Number.POSITIVE_INFINITY;
  for (const value of values) {
    window.push(value);
    if (window.count() === size) best = Math.min(best, window.median());
  }
  return best;
}

/** The median of the last tenth after `from` is better than that of the points around `from`. */
function improves({ better, step, value }: Line, from: number, to: number): boolean {
  const sign = worseSign(better);
  const start = step.findIndex((here) => here >= from);
  const end = step.findLastIndex((here) => here <= to) + 1;
  if (start < 0 || end - start < 3) return false;
  const size = Math.max(2, Math.round((end - start) / 10));
  const then = medianOf(value, start - size, start + size + 1);
  return sign * (medianOf(value, end - size, end) - then) < 0;
}
