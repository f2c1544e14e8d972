import { shortNumber } from '../../model/number.ts';
import type { SweepFailures } from '../../model/report/sweep.ts';
import { failuresOf } from '../importance/failures.ts';
import { type Sweep, trialsOf } from './sweep.ts';

/** Where in their ranges trials failed; empty below three failures. */
export function sweepFailures(sweep: Sweep): readonly SweepFailures[] {
  const trials = trialsOf(sweep, 0);
  const failed = new Set(trials.filter((_, at) => sweep.rows[at]?.outcome === 'failed'));
  const parameters = sweep.parameters.map(({ parameter }) => parameter);
  return failuresOf(trials, (trial) => failed.has(trial), parameters).map(({ parameter, parts }) => ({
    parameter,
    parts: parts.map(({ part, trials: members, failed: count, interval }) => ({
      part: part === null ? 'without it' : 'choice' in part ? part.choice : `${shortNumber(part.low, 3)} to ${shortNumber(part.high, 3)}`,
      trials: members,
      failed: count,
      low: interval?.low ?? 0,
      high: interval?.high ?? 1,
    })),
  }));
}
