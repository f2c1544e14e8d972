import type { HealthEvent } from '../../model/report/health.ts';
import type { Line } from './line.ts';

const FEWEST_POINTS = 50;
/** Part of the points at the end that must be the same. */
const PART = 0.5;

/**
 * A loss or gradient norm that is exactly the same number in all its last points, half of them or more (at least 50
 * points in all): what is measured again and again is never the same to the last digit. A gradient norm that is zero
 * throughout counts as well.
 */
export function dead({ name, step, value, role }: Line): HealthEvent | null {
  const n = value.length;
  const last = value[n - 1] as number;
  if (n < FEWEST_POINTS || !Number.isFinite(last)) return null;
  let from = n - 1;
  while (from > 0 && value[from - 1] === last) from -= 1;
  const points = n - from;
  const whole = points === n;
  if (points < PART * n || (whole && !(role.gradientNorm && last === 0))) return null;
  return {
    kind: 'dead-metric',
    metric: name,
    from: step[from] as number,
    to: step[n - 1] as number,
    value: last,
    args: { metric: name, metrics: 1, value: last, step: step[from] as number, points, of: n },
  };
}
