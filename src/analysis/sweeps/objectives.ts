import type { Direction, MetricRow } from '../../model/report/metric.ts';
import type { Run } from '../../model/run.ts';
import { isMap } from '../../model/value.ts';
import type { Overview } from '../overview.ts';
import { guessPrimary } from '../primary.ts';
import { selectionText } from '../selection.ts';
import type { Found } from './found.ts';

/** What a sweep was after. */
export interface Goal {
  readonly metric: string;
  readonly direction: Direction;
  readonly unit: string | null;
  readonly selection: string;
}

export interface Objective extends Goal {
  /** undefined: the run has no value of it. */
  value(run: Run): number | undefined;
}

/**
 * A study's own objectives, with its directions; else the project's primary metric where half of the runs have it, else the
 * metric of these runs that looks most like one.
 */
export function objectivesOf(view: Overview, { kind, runs }: Found): readonly Objective[] {
  const own = kind === 'optuna' ? studyObjectives(view, runs) : [];
  if (own.length > 0) return own;
  const having = (metric: string) => runs.filter((run) => view.value(run, metric) !== undefined).length;
  const primary = view.primary !== null && having(view.primary.name) * 2 >= runs.length ? view.primary.name : null;
  const metric =
    primary ??
    guessPrimary(likely(rowsOf(view, runs))) ??
    (view.primary !== null && having(view.primary.name) > 0 ? view.primary.name : null);
  if (metric === null) return [];
  return [
    {
      metric,
      direction: view.directionOf(metric),
      unit: view.metrics.find(({ name }) => name === metric)?.unit ?? null,
      selection: selectionText(view.selection),
      value: (run) => view.value(run, metric),
    },
  ];
}

/** Metrics that the study gave a goal, as many as it has directions, the curve of its reports aside. */
function studyObjectives(view: Overview, runs: readonly Run[]): readonly Objective[] {
  const goals = new Map<string, 'higher' | 'lower'>();
  let count = 0;
  for (const { metrics, extra } of runs) {
    const study = extra['study'];
    const directions = isMap(study) && Array.isArray(study['directions']) ? study['directions'].length : 0;
    count = Math.max(count, directions);
    for (const { name, goal } of metrics) if (goal !== undefined) goals.set(name, goal === 'maximize' ? 'higher' : 'lower');
  }
  const names = [...goals.keys()].filter((name) => runs.some(({ summary }) => typeof summary[name] === 'number'));
  return names.slice(0, Math.max(1, count)).map((metric): Objective => {
    const declared = view.directionOf(metric);
    return {
      metric,
      direction: declared.source === 'declared' ? declared : { better: goals.get(metric) ?? null, source: 'tracker' },
      unit: view.metrics.find(({ name }) => name === metric)?.unit ?? null,
      selection: 'the study’s own value',
      value: (run) => {
        const value = run.summary[metric];
        return typeof value === 'number' ? value : view.value(run, metric);
      },
    };
  });
}

/** Where somebody said which way a metric of these runs is better, it is one of those. */
function likely(rows: readonly MetricRow[]): readonly MetricRow[] {
  const told = rows.filter(({ direction }) => direction.source === 'declared' || direction.source === 'tracker');
  return told.length > 0 ? told : rows;
}

/** Metrics of these runs alone, as far as the choice needs them; of equal claims the shorter name first. */
function rowsOf(view: Overview, runs: readonly Run[]): readonly MetricRow[] {
  const shortFirst = view.metrics.toSorted((a, b) => a.name.length - b.name.length);
  return shortFirst.flatMap((row) => {
    const values = runs.flatMap((run) => {
      const value = view.value(run, row.name);
      return value === undefined ? [] : [value];
    });
    const finite = values.filter(Number.isFinite);
    if (values.length === 0) return [];
    const [low, high] = finite.length === 0 ? [null, null] : [Math.min(...finite), Math.max(...finite)];
    return [{ ...row, runs: values.length, low, high, notFinite: values.length - finite.length }];
  });
}
