import { columnFormat } from '../../model/number.ts';
import type { MetricGroup, RunMetric, RunMetrics } from '../../model/report/run.ts';
import type { Run, RunSeries } from '../../model/run.ts';
import { curveOf, isLogarithmic } from '../curve.ts';
import { declaredMetric } from '../declared.ts';
import { firstOfEachStep } from '../health/rank-steps.ts';
import type { KeptLines } from '../kept-lines.ts';
import type { Overview } from '../overview.ts';
import { variantSlot } from '../palette.ts';
import { anchorOf, marksOf } from './run-health.ts';
import { runSiblings, siblingCurves } from './run-siblings.ts';

/** Points that all charts of a page may have together, and bounds for one of them. */
const POINTS = 12_000;
const MOST_POINTS = 600;
const FEWEST_POINTS = 120;
/** Charts with the lines of siblings behind: those that a page shows unfolded. */
const WITH_SIBLINGS = 12;

/** The metrics of a run by the first word of their names, the primary one's group first; the first `charts` are drawn. */
export function runMetrics(view: Overview, run: Run, kind: 'metric' | 'system', charts: number, lines: KeptLines): RunMetrics {
  const events = kind === 'metric' ? view.health(run) : [];
  // Rows of several processes at one step would be drawn as a thicket.
  const repeated = events.some((event) => event.kind === 'repeated-steps');
  const marks = marksOf(events);
  const all = run.series.filter((series) => series.kind === kind);
  const groups = grouped(all, view.primary?.name ?? null);
  const drawable = groups.flatMap(([, series]) => series).filter(({ stats }) => hasLine(stats));
  const drawn = new Set(drawable.slice(0, charts));
  const siblings = kind === 'metric' ? runSiblings(view, run) : [];
  const accompanied = new Set(siblings.length === 0 ? [] : drawable.slice(0, WITH_SIBLINGS));
  const slot = variantSlot(view, run);
  let behind = 0;
  const limit = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, Math.floor(POINTS / Math.max(1, drawn.size))));
  const steps = sharedSteps([...drawn]);
  const columnsOf = (series: RunSeries) => (repeated ? firstOfEachStep(view.columns(run, series)) : view.columns(run, series));
  const metricOf = (series: RunSeries): RunMetric => {
    const { name, stats, bits } = series;
    const own = steps === null || !shares(series, steps);
    const { points, putAside, nan, infinite, first, last, min, minStep, max, maxStep, lastStep } = stats;
    const figures = [first, last, min, max].filter((value) => value !== null);
    const curve = drawn.has(series) ? curveOf(columnsOf(series), series.rule, limit) : null;
    const x: readonly [number, number] = own || steps === null ? [stats.firstStep ?? 0, stats.lastStep ?? 1] : steps;
    const beside = curve === null || !accompanied.has(series) ? [] : siblingCurves(lines, siblings, series, curve, x);
    behind = Math.max(behind, beside.length);
    return {
      ...{ name, points, putAside, nan, infinite, first, last, min, minStep, max, maxStep, lastStep },
      direction: view.directionOf(name),
      unit: declaredMetric(view.project, name).unit,
      format: columnFormat(figures, bits),
      anchor: curve === null ? null : anchorOf(run, name),
      ownSteps: own && curve !== null,
      corrected: repeated,
      chart:
        curve === null
          ? null
          : {
              label: name,
              curve,
              ...(beside.length === 0 ? {} : { behind: beside }),
              ...(slot === null ? {} : { slot }),
              x,
              xLabel: 'step',
              log: isLogarithmic(curve),
              bits,
              last,
              marks: marks.get(name) ?? [],
            },
    };
  };
  const made = groups.map(([prefix, series]): MetricGroup => ({ prefix, metrics: series.map(metricOf) }));
  return {
    groups: made,
    behind,
    total: all.length,
    charts: drawn.size,
    steps,
  };
}

/** Several finite points that are not all the same. */
function hasLine({ points, putAside, firstStep, lastStep, min, max, nan, infinite }: RunSeries['stats']): boolean {
  return (
    points - putAside > 1 &&
    min !== null &&
    (min !== max || nan + infinite > 0) &&
    firstStep !== lastStep &&
    Number.isFinite(firstStep) &&
    Number.isFinite(lastStep)
  );
}

function grouped(all: readonly RunSeries[], primary: string | null): [string, RunSeries[]][] {
  const groups = new Map<string, RunSeries[]>();
  for (const series of all) {
    const cut = series.name.replace(/^system\//, '').indexOf('/');
    const start = series.name.startsWith('system/') ? 7 : 0;
    const prefix = cut < 0 ? '' : series.name.slice(start, start + cut);
    groups.set(prefix, [...(groups.get(prefix) ?? []), series]);
  }
  const rank = ([prefix, series]: [string, RunSeries[]]) => {
    if (series.some(({ name }) => name === primary)) return 0;
    if (/^(val|valid|validation|eval|dev|test)/.test(prefix)) return 1;
    return prefix === '' ? 3 : 2;
  };
  const first = (a: RunSeries, b: RunSeries) => Number(b.name === primary) - Number(a.name === primary);
  return [...groups]
    .map(([prefix, series]): [string, RunSeries[]] => [prefix, series.sort(first)])
    .sort((a, b) => rank(a) - rank(b) || (a[0] < b[0] ? -1 : 1));
}

/** The steps that most charts of a page have in common: up to the largest last step. */
function sharedSteps(series: readonly RunSeries[]): readonly [number, number] | null {
  if (series.length === 0) return null;
  const first = Math.min(...series.map(({ stats }) => stats.firstStep ?? 0));
  const last = Math.max(...series.map(({ stats }) => stats.lastStep ?? 0));
  return [first >= 0 && first * 10 <= last ? 0 : first, last];
}

/** A metric that counts other steps (epochs, evaluations) would be squeezed into a corner of the shared axis. */
function shares({ stats }: RunSeries, [first, last]: readonly [number, number]): boolean {
  const length = (stats.lastStep ?? 0) - (stats.firstStep ?? 0);
  return length * 3 >= last - first || stats.points < 3;
}
