import type { Strip, StripRow } from '../model/report/figure.ts';
import type { MetricRow } from '../model/report/metric.ts';
import type { Run } from '../model/run.ts';
import type { Overview } from './overview.ts';

const MOST_ROWS = 8;
const MOST_DOTS = 200;

/** Every run a dot: the primary metric by group where there are several groups of runs, else in one row. */
export function stripOf(view: Overview, rows: number = MOST_ROWS): Strip | null {
  const { primary } = view;
  if (primary === null || primary.low === null || primary.high === null) return null;
  const groups = [...view.groups].filter(([, runs]) => runs.some((run) => view.value(run, primary.name) !== undefined));
  const some = groups.length >= 2 && groups.length <= view.runs.length / 1.5;
  const parts: (readonly [string, readonly Run[]])[] = some ? sorted(groups, view, primary, rows) : [['all runs', view.runs]];
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
    log: primary.low > 0 && primary.high / primary.low >= 1000,
    direction: primary.direction.better,
  };
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
