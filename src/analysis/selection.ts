import type { Selection } from '../model/project.ts';
import type { ColumnSource } from '../model/report/input.ts';
import type { Direction } from '../model/report/metric.ts';
import { keptPoints } from '../model/rule.ts';
import type { Run, RunSeries } from '../model/run.ts';

/** `last`, `best`, `at_best(val/loss)`, `mean_last_5`. */
export function selectionText(selection: Selection): string {
  if (selection.rule === 'at_best') return `value where ${selection.metric} is best`;
  if (selection.rule === 'mean_last_k') return `mean of the last ${selection.k} values`;
  return selection.rule === 'best' ? 'best value' : 'last value';
}

/** The number of a metric in a run; undefined where the run lacks it or the rule cannot be followed. */
export function selected(
  run: Run,
  metric: string,
  selection: Selection,
  directionOf: (metric: string) => Direction,
  columns: ColumnSource,
): number | undefined {
  const series = seriesOf(run, metric);
  return series === undefined ? undefined : selectedOf(run, series, selection, directionOf, columns);
}

/** The same of a series that is at hand. */
export function selectedOf(
  run: Run,
  series: RunSeries,
  selection: Selection,
  directionOf: (metric: string) => Direction,
  columns: ColumnSource,
): number | undefined {
  const { name: metric, stats } = series;
  if (selection.rule === 'last' || stats.points <= 1) return stats.last ?? undefined;
  if (selection.rule === 'best') return best(series, directionOf(metric));
  if (selection.rule === 'mean_last_k') return meanOfLast(run, series, selection.k, columns);
  const guide = seriesOf(run, selection.metric);
  const better = directionOf(selection.metric).better;
  if (guide === undefined || better === null) return undefined;
  const step = better === 'higher' ? guide.stats.maxStep : guide.stats.minStep;
  return step === null ? undefined : valueAt(run, series, step, columns);
}

export function seriesOf(run: Run, metric: string): RunSeries | undefined {
  let low = 0;
  let high = run.series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((run.series[middle] as RunSeries).name < metric) low = middle + 1;
    else high = middle;
  }
  const found = run.series[low];
  return found?.name === metric ? found : undefined;
}

function best({ stats }: RunSeries, { better }: Direction): number | undefined {
  if (better === null) return stats.last ?? undefined;
  return (better === 'higher' ? stats.max : stats.min) ?? stats.last ?? undefined;
}

function kept(run: Run, series: RunSeries, columns: ColumnSource): { step: number[]; value: number[] } {
  const { step, value } = columns(run, series);
  const order = keptPoints(step, series.rule) ?? Uint32Array.from(step.keys());
  return { step: Array.from(order, (i) => step[i] as number), value: Array.from(order, (i) => value[i] as number) };
}

/** Values that are not finite stay in the mean, which then is not finite either. */
function meanOfLast(run: Run, series: RunSeries, k: number, columns: ColumnSource): number | undefined {
  const last = kept(run, series, columns).value.slice(-k);
  return last.length === 0 ? undefined : last.reduce((sum, value) => sum + value, 0) / last.length;
}

/** The value at a step, or at the last step before it: metrics are not always logged together. */
function valueAt(run: Run, series: RunSeries, step: number, columns: ColumnSource): number | undefined {
  const points = kept(run, series, columns);
  const after = points.step.findIndex((here) => here > step);
  return points.value[(after < 0 ? points.value.length : after) - 1];
}
