import type { HealthEvent } from '../../model/report/health.ts';
import type { Line } from './line.ts';
import { medianOf } from './rolling.ts';

const FEWEST_POINTS = 30;
const LONGER = 10;
const SECONDS = 60;
/** Part of the intervals that may be gaps: what comes more often is how the run works (evaluations, checkpoints). */
const RARE = 0.02;
/** How much longer than the next shorter interval the shortest gap must be. */
const APART = 3;

/**
 * Stretches of the wall clock without a record: at least a minute, ten times the median interval, and three times all
 * other intervals; at most 2 % of the intervals. Evaluations and checkpoints come again and again, or are not so long.
 */
export function timeGap({ name, step, time }: Line): HealthEvent | null {
  const n = time.length;
  if (n < FEWEST_POINTS) return null;
  const lasted = new Float64Array(n - 1);
  for (let i = 1; i < n; i += 1) lasted[i - 1] = Math.max(0, (time[i] as number) - (time[i - 1] as number));
  if (lasted.some(Number.isNaN)) return null;
  const usual = medianOf(lasted);
  const ascending = lasted.slice().sort();
  const most = Math.max(1, Math.floor(RARE * lasted.length));
  let gaps = 0;
  for (let i = 1; i <= most; i += 1) {
    const [here, below] = [ascending[lasted.length - i] as number, ascending[lasted.length - i - 1] as number];
    if (here < SECONDS || here < LONGER * usual) break;
    if (here >= APART * below) gaps = i;
  }
  if (gaps === 0) return null;
  const longest = ascending[lasted.length - 1] as number;
  const at = lasted.indexOf(longest);
  const [from, to] = [step[at] as number, step[at + 1] as number];
  return {
    kind: 'time-gap',
    metric: name,
    from,
    to,
    value: longest,
    args: { metric: name, metrics: 1, step: from, next: to, seconds: longest, usual, gaps },
  };
}
