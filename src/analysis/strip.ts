import type { Strip, StripRow } from '../model/report/figure.ts';
import type { MetricRow } from '../model/report/metric.ts';
import type { Run } from '../model/run.ts';
import type { Overview } from './overview.ts';

const MOST_ROWS = 8;
const MOST_DOTS = 200;
/** With fewer runs every one is shown where it is. */
const FEW = 10;

/** Every run a dot: the primary metric by group where there are several groups of runs, else in one row. */
export function stripOf(view: Overview, rows: number = MOST_ROWS): Strip | null {
  const { primary } = view;
  if (primary === null || primary.low === null || primary.high === null) return null;
  const groups = [...view.groups].filter(([, runs]) => runs.some((run) => view.value(run, primary.name) !== undefined));
  const some = groups.length >= 2 && groups.length <= view.runs.length / 1.5;
  const parts: (readonly [string, readonly Run[]])[] = some ? sorted(groups, view, primary, rows) : [['all runs', view.runs]];
  const log = primary.low > 0 && primary.high / primary.low >= 1000 && primary.direction.better === 'lower';
  const best = primary.direction.better === null ? null : primary.direction.better === 'higher' ? primary.high : primary.low;
  return {
    label: primary.name,
    rows: parts.map(([label, runs]) =>
      rowOf(
        label,
        runs.map((run) => view.value(run, primary.name)),
        best,
      ),
    ),
    limits: log ? [primary.low, primary.high] : limitsOf(view, primary),
    log,
    direction: primary.direction.better,
    format: primary.format,
  };
}

/**
 * The axis shows the central nine tenths of the runs well: where a worse end reaches out more than twice as far as those
 * are wide, it is cut, and what lies beyond is marked.
 */
function limitsOf(view: Overview, primary: MetricRow): readonly [number, number] {
  const values = view.runs.map((run) => view.value(run, primary.name)).filter((value) => value !== undefined && Number.isFinite(value));
  const sorted = (values as number[]).sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] as number;
  const [low, high] = [at(0), at(1)];
  const [from, to] = [at(0.05), at(0.95)];
  const width = to - from;
  if (sorted.length < FEW || width === 0) return [low, high];
  const { better } = primary.direction;
  return [
    better !== 'lower' && from - low > 2 * width ? from - width / 4 : low,
    better !== 'higher' && high - to > 2 * width ? to + width / 4 : high,
  ];
}

/** The largest groups, the one with the best value first, and the runs of all others together. */
function sorted(groups: [string, readonly Run[]][], view: Overview, primary: MetricRow, rows: number): [string, readonly Run[]][] {
  const sign = primary.direction.better === 'lower' ? 1 : -1;
  const bestOf = (runs: readonly Run[]) =>
    runs.reduce((best, run) => {
      const value = view.value(run, primary.name);
      return value !== undefined && Number.isFinite(value) ? Math.min(best, sign * value) : best;
    }, Number.POSITIVE_INFINITY);
  const bySize = groups.sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const fits = bySize.length + (view.runs.some(({ group }) => group === null) ? 1 : 0) <= rows;
  const named = bySize.slice(0, fits ? rows : rows - 1);
  const names = new Set(named.map(([name]) => name));
  const rest = view.runs.filter(({ group }) => group === null || !names.has(group));
  const ordered = named
    .map((entry) => ({ entry, best: bestOf(entry[1]) }))
    .sort((a, b) => a.best - b.best || (a.entry[0] < b.entry[0] ? -1 : 1))
    .map(({ entry }) => entry);
  return rest.length === 0 ? ordered : [...ordered, [bySize.length > named.length ? 'other groups' : 'no group', rest]];
}

function rowOf(label: string, values: readonly (number | undefined)[], best: number | null): StripRow {
  const present = values.filter((value) => value !== undefined);
  const finite = present.filter(Number.isFinite).sort((a, b) => a - b);
  return {
    label,
    n: present.length,
    values: spread(finite),
    notFinite: present.length - finite.length,
    best: best !== null && finite.includes(best) ? best : null,
  };
}

/** Evenly chosen ranks, the extremes among them. */
function spread(values: readonly number[]): readonly number[] {
  if (values.length <= MOST_DOTS) return values;
  return Array.from({ length: MOST_DOTS }, (_, i) => values[Math.round((i * (values.length - 1)) / (MOST_DOTS - 1))] as number);
}
