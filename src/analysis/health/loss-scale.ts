import type { HealthEvent } from '../../model/report/health.ts';
import type { Line } from './line.ts';

/** A loss scale that starts at 1 or more and falls below 1: dynamic scaling halves it at each overflow of the gradients. */
export function lossScale({ name, step, value }: Line): HealthEvent | null {
  const before = value.find(Number.isFinite);
  const at = value.findIndex((here) => here < 1);
  if (before === undefined || before < 1 || at < 0) return null;
  return {
    kind: 'loss-scale',
    metric: name,
    from: step[at] as number,
    to: step[at] as number,
    value: value[at] as number,
    args: { metric: name, metrics: 1, step: step[at] as number, value: value[at] as number, before },
  };
}
