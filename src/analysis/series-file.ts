import type { Cell, SeriesColumns, SeriesFile } from '../model/report/compare.ts';
import type { Columns } from '../model/report/input.ts';
import type { MetricRow } from '../model/report/metric.ts';
import { keptPoints } from '../model/rule.ts';
import type { Run, RunSeries } from '../model/run.ts';
import type { Rule } from '../model/series.ts';
import { comparedFacts } from './compared-facts.ts';
import type { Overview } from './overview.ts';
import { toldOfCurves } from './slices/compare-health.ts';
import { thin } from './thin.ts';

const MOST_POINTS = 1000;
const FEWEST_POINTS = 30;
/** What a point takes in the file, roughly. */
const BYTES = 30;

/** Everything that a comparison needs of one run, in about `bytes`: fewer points a metric first, then fewer metrics. */
export function seriesFile(view: Overview, run: Run, bytes: number): SeriesFile {
  const wanted = ordered(view, run);
  const each = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, Math.floor(bytes / BYTES / Math.max(1, wanted.length))));
  let room = Math.floor(bytes / BYTES);
  const fitting = wanted.filter(({ stats }, i) => {
    room -= Math.min(each, stats.points) + 8;
    return i === 0 || room >= 0;
  });
  return { ...seriesOfRun(view, run, fitting, each), health: toldOfCurves(view, run), left: wanted.length - fitting.length };
}

/** The same with some metrics only, for pictures that are drawn at build time. */
export function seriesOfRun(view: Overview, run: Run, wanted: readonly RunSeries[], limit: number): SeriesFile {
  const { id, name, status, startedAt } = run;
  const start = firstTime(run);
  const units = new Map(view.metrics.map((metric) => [metric.name, metric.unit]));
  return {
    id,
    name,
    status,
    startedAt,
    start,
    facts: comparedFacts(run),
    seeds: Object.keys(run.seeds).sort(),
    metrics: wanted.map((series) => ({
      name: series.name,
      unit: units.get(series.name) ?? null,
      direction: view.directionOf(series.name).better,
      bits: series.bits,
      selected: cell(view.value(run, series.name)),
      ...columnsOf(view.columns(run, series), series.rule, limit, start, series.bits),
    })),
    health: [],
    left: 0,
  };
}

/** Metrics that are worth most first: the primary one, then those that most runs have. */
export function rankedMetrics(view: Overview): readonly MetricRow[] {
  return [...view.metrics].sort((a, b) => Number(b.primary) - Number(a.primary) || b.runs - a.runs);
}

function ordered(view: Overview, run: Run): readonly RunSeries[] {
  const rank = new Map(rankedMetrics(view).map(({ name }, i) => [name, i]));
  const own = run.series.filter(({ kind }) => kind === 'metric');
  return own.sort((a, b) => (rank.get(a.name) ?? Infinity) - (rank.get(b.name) ?? Infinity));
}

function firstTime({ series }: Run): number | null {
  let first: number | null = null;
  for (const { stats } of series) if (stats.startTime !== null && (first === null || stats.startTime < first)) first = stats.startTime;
  return first;
}

/** Thinned over the order of points, so that the same points serve whatever they are later drawn over. */
function columnsOf(
  columns: Columns,
  rule: Rule,
  limit: number,
  start: number | null,
  bits: 32 | 64,
): Pick<SeriesColumns, 'points' | 'step' | 'value' | 'time'> {
  const kept = keptPoints(columns.step, rule) ?? Uint32Array.from(columns.step.keys());
  const order = kept.filter((i) => Number.isFinite(columns.step[i]));
  const shown = shownOf(order, columns.value, limit);
  const timed = start !== null && shown.some((i) => Number.isFinite(columns.time[i]));
  return {
    points: kept.length,
    step: Array.from(shown, (i) => columns.step[i] as number),
    value: Array.from(shown, (i) => cell(columns.value[i], bits) ?? 'NaN'),
    time: timed ? Array.from(shown, (i) => timeCell(columns.time[i] as number, start)) : [],
  };
}

/** Of `order`, places of points, those that are drawn: all of them where they are few and finite. */
function shownOf(order: Uint32Array, value: Float64Array, limit: number): Uint32Array {
  if (order.length <= limit && order.every((i) => Number.isFinite(value[i]))) return order;
  const places = Uint32Array.from(order.keys());
  const { pieces, holes } = thin(
    places,
    Float64Array.from(order, (i) => value[i] as number),
    limit,
  );
  const drawn = new Set(holes.flatMap(({ from, to }) => [from, to]));
  for (const piece of pieces) for (let i = 0; i < piece.length; i += 2) drawn.add(piece[i] as number);
  return Uint32Array.from(
    [...drawn].sort((a, b) => a - b),
    (place) => order[place] as number,
  );
}

/** Digits beyond what a picture and a reader can use are left out; the JSON of the run has them all. */
function cell(value: number | undefined, bits: 32 | 64 = 64): Cell | null {
  if (value === undefined) return null;
  if (Number.isFinite(value)) return Number(value.toPrecision(bits === 32 ? 8 : 11));
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function timeCell(time: number, start: number): Cell {
  return Number.isFinite(time) ? Math.round((time - start) * 1000) / 1000 : 'NaN';
}
