import { columnFormat, spreadFormat } from '../model/number.ts';
import type { Project, Selection } from '../model/project.ts';
import type { HealthEvent } from '../model/report/health.ts';
import type { ColumnSource, ProjectInput } from '../model/report/input.ts';
import type { Direction, MetricRow } from '../model/report/metric.ts';
import type { RunLink } from '../model/report/phrase.ts';
import type { Run, RunSeries } from '../model/run.ts';
import type { Variants } from '../model/variant.ts';
import { declaredMetric } from './declared.ts';
import { type Digests, digestsOf } from './digests.ts';
import { guessDirection } from './direction.ts';
import { type HealthSource, healthSource } from './health/source.ts';
import { guessPrimary } from './primary.ts';
import { selected, selectedOf } from './selection.ts';
import { type KeyUse, usualValues } from './usual.ts';
import { rankIds } from './variants/ranks.ts';
import { variantsOf } from './variants/variants.ts';

/** What several pages need to know of one project, worked out once. */
export interface Overview {
  readonly input: ProjectInput;
  readonly project: Project;
  readonly slug: string;
  readonly runs: readonly Run[];
  /** Newest start first; runs without one last, by id. */
  readonly newest: readonly Run[];
  readonly byId: ReadonlyMap<string, Run>;
  readonly metrics: readonly MetricRow[];
  readonly primary: MetricRow | null;
  readonly primaryDeclared: boolean;
  readonly selection: Selection;
  readonly uses: ReadonlyMap<string, KeyUse>;
  readonly groups: ReadonlyMap<string, readonly Run[]>;
  readonly children: ReadonlyMap<string, readonly Run[]>;
  readonly columns: ColumnSource;
  readonly digests: Digests;
  /** What the curves of a run show, by step. */
  health(run: Run): readonly HealthEvent[];
  /** Worked out when first asked for. */
  readonly variants: Variants;
  directionOf(metric: string): Direction;
  /** The number of a metric by the project's selection rule. */
  value(run: Run, metric: string): number | undefined;
  /** The same of a series that is at hand. */
  valueIn(run: Run, series: RunSeries): number | undefined;
}

/** `directionOf`: `directionsOf` the project, where somebody has it already. */
export function overviewOf(
  input: ProjectInput,
  columns: ColumnSource,
  health: HealthSource = healthSource(columns),
  directionOf = directionsOf(input.project, input.runs),
): Overview {
  const { project, runs } = input;
  const { selection } = project;
  const value = (run: Run, metric: string) => selected(run, metric, selection, directionOf, columns);
  const valueIn = (run: Run, series: RunSeries) => selectedOf(run, series, selection, directionOf, columns);
  const rows = metricRows(project, runs, directionOf, valueIn);
  const declared = rows.find(({ name }) => name === project.primary) ?? null;
  const primaryName = declared?.name ?? guessPrimary(rows);
  const metrics = rows.map((row) => ({ ...row, primary: row.name === primaryName }));
  let variants: Variants | null = null;
  return {
    input,
    project,
    slug: project.slug,
    runs,
    newest: [...runs].sort((a, b) => (b.startedAt ?? -Infinity) - (a.startedAt ?? -Infinity) || (a.id < b.id ? -1 : 1)),
    byId: new Map(runs.map((run) => [run.id, run])),
    metrics,
    primary: metrics.find(({ primary }) => primary) ?? null,
    primaryDeclared: declared !== null,
    selection,
    uses: usualValues(runs),
    groups: grouped(runs, (run) => run.group),
    children: grouped(runs, (run) => run.parent),
    columns,
    digests: digestsOf(directionOf),
    health: (run) => health(run, directionOf),
    get variants() {
      variants ??= variantsOf(project, runs, rankIds(runs, input.diagnostics));
      return variants;
    },
    directionOf,
    value,
    valueIn,
  };
}

export function linkTo(run: Run): RunLink {
  return { project: run.project, id: run.id, name: run.name };
}

/** Which way each metric is better: declared, else as the tracker was told, else guessed. */
export function directionsOf(project: Project, runs: readonly Run[]): (metric: string) => Direction {
  const directions = new Map<string, Direction>();
  for (const run of runs) {
    for (const { name, goal } of run.metrics) {
      if (goal !== undefined) directions.set(name, { better: goal === 'maximize' ? 'higher' : 'lower', source: 'tracker' });
    }
    for (const { name } of run.series) if (!directions.has(name)) directions.set(name, guessDirection(name));
  }
  for (const name of directions.keys()) {
    const better = declaredMetric(project, name).better;
    if (better !== null) directions.set(name, { better, source: 'declared' });
  }
  return (metric) => directions.get(metric) ?? guessDirection(metric);
}

function metricRows(
  project: Project,
  runs: readonly Run[],
  directionOf: (metric: string) => Direction,
  valueIn: (run: Run, series: RunSeries) => number | undefined,
): readonly MetricRow[] {
  const found = new Map<string, { values: number[]; runs: number; bits: 32 | 64 }>();
  const onTheWay = new Set<string>();
  for (const run of runs) {
    for (const { name, interim } of run.metrics) if (interim === true) onTheWay.add(name);
    for (const series of run.series) {
      const { name, kind, bits } = series;
      if (kind !== 'metric') continue;
      const entry = found.get(name) ?? { values: [], runs: 0, bits };
      found.set(name, entry);
      entry.runs += 1;
      entry.values.push(valueIn(run, series) ?? Number.NaN);
    }
  }
  return [...found.keys()].sort().map((name) => {
    const { values, runs: having, bits } = found.get(name) ?? { values: [], runs: 0, bits: 64 };
    const finite = values.filter(Number.isFinite);
    return {
      name,
      direction: directionOf(name),
      unit: declaredMetric(project, name).unit,
      runs: having,
      primary: false,
      ...(onTheWay.has(name) ? { interim: true } : {}),
      low: finite.length === 0 ? null : finite.reduce((a, b) => Math.min(a, b)),
      high: finite.length === 0 ? null : finite.reduce((a, b) => Math.max(a, b)),
      notFinite: values.length - finite.length,
      format: columnFormat(finite, bits),
      pointFormat: spreadFormat(finite, bits),
    };
  });
}

function grouped(runs: readonly Run[], of: (run: Run) => string | null): ReadonlyMap<string, readonly Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const name = of(run);
    if (name === null) continue;
    const members = groups.get(name);
    if (members === undefined) groups.set(name, [run]);
    else members.push(run);
  }
  return groups;
}
