import { csvRows } from '../model/csv.ts';
import type { ExportedSweep } from '../model/exported-sweep.ts';
import { phraseText } from '../model/phrase-text.ts';
import type { BudgetFigure, ObjectiveAnalysis, SweepPage, TrialRow } from '../model/report/sweep.ts';

/** A sweep in the words of the machine interface (`model/exported-sweep.ts`). */
export function exportSweep(page: SweepPage): ExportedSweep {
  const { counts } = page;
  const metrics = page.objectives.map(({ metric }) => metric);
  return {
    project: page.project,
    sweep: page.slug,
    name: page.name,
    kind: page.kind,
    parent: page.parent?.id ?? null,
    trials: page.trials,
    results: counts.result,
    failed: counts.failed,
    pruned: counts.pruned,
    without_value: counts.without,
    open: counts.open,
    mean_seconds: page.meanSeconds?.value ?? null,
    parameters: page.parameters.map(({ name, kind, scale, low, high, step, choices, source, also, absent, distinct }) => ({
      ...{ name, kind, scale, low, high, step, choices: [...choices], source, also: [...also], absent, distinct },
    })),
    left_out: page.leftOut.map(({ key, why }) => ({ key, why })),
    objectives: page.objectives.map((one, at) => objectiveOf(one, at, page.rows)),
    front: page.front.map(({ run }) => run.id),
    rows: page.rows.map((row) => trialOf(row, page.parameters, metrics)),
  };
}

function objectiveOf(one: ObjectiveAnalysis, at: number, rows: readonly TrialRow[]): ExportedSweep['objectives'][number] {
  const best = one.best[0] === undefined ? undefined : rows[one.best[0]];
  return {
    metric: one.metric,
    unit: one.unit,
    direction: one.direction.better,
    direction_source: one.direction.source,
    selection: one.selection,
    results: one.n,
    best: best === undefined ? null : { run: best.run.id, number: best.number, value: best.objectives[at] as number },
    loo_r2: one.importance?.looR2 ?? null,
    effects_withheld: textOf(one.importance?.effectsLack),
    top_withheld: textOf(one.importance?.topLack),
    importance: (one.importance?.rows ?? []).map(({ parameter, effect, adjustedP, top, inflation }) => ({
      parameter,
      effect,
      p_holm: adjustedP,
      top,
      variance_inflation: inflation === null ? null : exact(inflation),
    })),
    expected_best: (one.budget?.expected ?? []).map(([n, value]) => [n, value]),
    expected_best_solid: one.budget?.solid ?? 0,
    boundaries: one.boundaries.map((boundary) => phraseText(boundary)),
  };
}

function textOf(phrase: Parameters<typeof phraseText>[0] | null | undefined): string | null {
  return phrase === null || phrase === undefined ? null : phraseText(phrase);
}

function trialOf(row: TrialRow, parameters: SweepPage['parameters'], metrics: readonly string[]): ExportedSweep['rows'][number] {
  const { run, number, status, outcome, seconds } = row;
  return {
    run: run.id,
    number,
    status,
    outcome,
    parameters: named(
      parameters.map(({ name }) => name),
      row.values.map((value) => (typeof value === 'number' ? exact(value) : value)),
    ),
    values: named(
      metrics,
      row.objectives.map((value) => (value === null ? null : exact(value))),
    ),
    seconds,
  };
}

type Exact = number | 'NaN' | 'Infinity' | '-Infinity';

function exact(value: number): Exact {
  return Number.isFinite(value) ? value : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** By name, without those that are null; keys are data. */
function named<T>(names: readonly string[], values: readonly (T | null)[]): { [name: string]: T } {
  const found: { [name: string]: T } = Object.create(null);
  names.forEach((name, at) => {
    const value = values[at] ?? null;
    if (value !== null) found[name] = value;
  });
  return found;
}

/** One line a trial; a column for every parameter and objective of any of the sweeps. */
export function sweepsCsv(sweeps: readonly ExportedSweep[]): string {
  const parameters = [...new Set(sweeps.flatMap((one) => one.parameters.map(({ name }) => name)))];
  const metrics = [...new Set(sweeps.flatMap((one) => one.objectives.map(({ metric }) => metric)))];
  const header = ['project', 'sweep', 'run', 'number', 'status', 'outcome', 'seconds'];
  return csvRows([
    [...header, ...parameters.map((name) => `param.${name}`), ...metrics.map((metric) => `value.${metric}`)],
    ...sweeps.flatMap(({ project, sweep, rows }) =>
      rows.map(({ run, number, status, outcome, seconds, parameters: own, values }) => [
        ...[project, sweep, run, number, status, outcome, seconds],
        ...parameters.map((name) => own[name] ?? null),
        ...metrics.map((metric) => values[metric] ?? null),
      ]),
    ),
  ]);
}

/** The expected best of n trials over n, and the best so far as they ran. */
export function budgetCsv({ expected, soFar }: Pick<BudgetFigure, 'expected' | 'soFar'>): string {
  const best = (n: number) => soFar.findLast(([from]) => from <= n)?.[1] ?? null;
  return csvRows([['n', 'expected_best', 'best_so_far'], ...expected.map(([n, value]) => [n, value, best(n)])]);
}
