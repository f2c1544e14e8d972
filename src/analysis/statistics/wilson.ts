import type { Interval } from './interval.ts';
import { normalQuantile } from './normal.ts';
import type { Lack, Method } from './words.ts';

/** How many of some runs succeeded. */
export interface SuccessRate {
  readonly n: number;
  readonly successes: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
  readonly method: Method;
  readonly lack: Lack | null;
}

/** Wilson's score interval of a proportion (J. Am. Stat. Assoc. 22, 1927); within [0, 1] also at 0 and n successes. */
export function successRate(successes: number, n: number, level = 0.95): SuccessRate {
  const method = 'wilson';
  if (!(n > 0) || !(successes >= 0 && successes <= n)) return { n, successes, rate: null, interval: null, method, lack: 'no_values' };
  const z2 = normalQuantile((1 + level) / 2) ** 2;
  const rate = successes / n;
  const centre = (successes + z2 / 2) / (n + z2);
  const half = (Math.sqrt(z2) / (n + z2)) * Math.sqrt((successes * (n - successes)) / n + z2 / 4);
  const low = successes === 0 ? 0 : Math.max(0, centre - half);
  const high = successes === n ? 1 : Math.min(1, centre + half);
  return { n, successes, rate, interval: { low, high, level }, method, lack: null };
}
