import type { Outcome, OutcomeCounts } from '../../model/report/sweep.ts';
import type { Run } from '../../model/run.ts';

/**
 * What became of a trial. Values that a failed or pruned trial left behind are no results: the search stopped it, or it broke.
 * A status that nobody recorded is no failure.
 */
export function outcomeOf({ status }: Run, objectives: readonly (number | null)[]): Outcome {
  if (status === 'pruned') return 'pruned';
  if (status === 'failed' || status === 'killed') return 'failed';
  if (status === 'running' || status === 'queued') return 'open';
  const values = objectives.filter((value) => value !== null);
  if (values.length === 0) return 'without';
  return values.length === objectives.length && values.every(Number.isFinite)
    ? 'result'
    : values.every(Number.isFinite)
      ? 'without'
      : 'failed';
}

export function countOutcomes(outcomes: readonly Outcome[]): OutcomeCounts {
  const counts = { result: 0, failed: 0, pruned: 0, without: 0, open: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}
