import type { HealthEvent } from '../../model/report/health.ts';
import { type Line, secondsAfter } from './line.ts';

/** The first value of a series that is NaN or infinite. The only detector whose words are exact facts: it cannot err. */
export function nonFinite(line: Line): HealthEvent | null {
  const { name, step, value } = line;
  const at = value.findIndex((here) => !Number.isFinite(here));
  if (at < 0) return null;
  const points = value.reduce((n, here) => n + (Number.isFinite(here) ? 0 : 1), 0);
  const first = value[at] as number;
  const last = value.findLastIndex((here) => !Number.isFinite(here));
  const finiteAfter = value.subarray(at).some(Number.isFinite);
  return {
    kind: finiteAfter ? 'non-finite-points' : 'non-finite',
    metric: name,
    from: step[at] as number,
    to: step[last] as number,
    value: first,
    args: {
      metric: name,
      metrics: 1,
      value: Number.isNaN(first) ? 'NaN' : first > 0 ? '∞' : '−∞',
      step: step[at] as number,
      points,
      of: value.length,
      after: '',
      afterStep: null,
      seconds: secondsAfter(line, at),
    },
  };
}

/** Says beside each which metric of the run was the first; beside the first which one was so at the same step. */
export function inOrder(events: readonly HealthEvent[]): readonly HealthEvent[] {
  const found = events.flatMap((event) => (isNotFinite(event) ? [event] : []));
  const [first, second] = found.sort((a, b) => a.from - b.from);
  return events.map((event) => {
    if (!isNotFinite(event)) return event;
    const other = event === first ? (second?.from === event.from ? second : undefined) : first;
    return other === undefined ? event : { ...event, args: { ...event.args, after: other.metric, afterStep: other.from } };
  });
}

function isNotFinite(event: HealthEvent): event is Extract<HealthEvent, { kind: 'non-finite' | 'non-finite-points' }> {
  return event.kind === 'non-finite' || event.kind === 'non-finite-points';
}
