import type { RunMetric, RunMetrics } from '../model/report/run.ts';

/** The metrics of a run that are drawn, when the page has room for so many. */
export function chartsOf({ groups }: RunMetrics, most: number): readonly RunMetric[] {
  return groups.flatMap(({ metrics }) => metrics.filter(({ chart }) => chart !== null)).slice(0, most);
}
