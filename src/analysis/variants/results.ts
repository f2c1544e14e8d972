import { hashOf } from '../../model/hash.ts';
import type { Run } from '../../model/run.ts';

/**
 * All that a run's metrics came to, times aside, in one text; null where there is too little to tell two runs apart. Runs
 * of one configuration with equal texts are the same computation done again: training that depends on anything random
 * does not repeat every number of every metric.
 */
export function resultsOf(run: Run): string | null {
  const shapes = run.series.flatMap(({ name, kind, stats }) =>
    kind !== 'metric' || TIMES.test(name) ? [] : [[name, stats.points, stats.first, stats.last, stats.min, stats.max]],
  );
  const decimals = new Set(
    shapes.flatMap(([, , ...values]) => values.filter((value) => typeof value === 'number' && !Number.isInteger(value))),
  );
  return decimals.size < 2 ? null : `results ${hashOf(shapes)}`;
}

/** Differ with the machine. */
const TIMES =
  /(^|[^a-z])(time|times|seconds|secs?|ms|duration|runtime|elapsed|latency|throughput|speed|fps|per_s|timestamp|memory|mem)([^a-z]|$)/i;
