import type { SweepKind, TrialRow } from '../../model/report/sweep.ts';
import type { Run } from '../../model/run.ts';
import type { Trial } from '../importance/space.ts';
import { linkTo, type Overview } from '../overview.ts';
import { type Found, foundSweeps, numberOf } from './found.ts';
import { type Goal, type Objective, objectivesOf } from './objectives.ts';
import { outcomeOf } from './outcome.ts';
import { type VariedParameter, variedIn } from './parameters.ts';
import { sweepSlugs } from './slugs.ts';

/** Trials that were recorded together, what varied between them, what they were after: plain data. */
export interface Search {
  readonly parameters: readonly VariedParameter[];
  readonly objectives: readonly Goal[];
  /** In the order of the runs. */
  readonly rows: readonly TrialRow[];
}

/** A search over parameters, with what it is called and the runs that it made. */
export interface Sweep extends Search {
  readonly slug: string;
  readonly kind: SweepKind;
  readonly name: string;
  readonly runs: readonly Run[];
  readonly parent: Run | null;
  readonly leftOut: readonly { readonly key: string; readonly why: string }[];
}

/** Of what nobody set out to search: runs of one parent, groups, Hydra's multiruns, which are ablations as often. */
const FEWEST_CONFIGURATIONS = 8;

/**
 * The sweeps of a project, newest first. Recorded searches (Optuna studies, W&B sweeps) with two trials that differ; multiruns,
 * runs of one parent and groups where at least eight configurations were tried.
 */
export function sweepsOf(view: Overview): readonly Sweep[] {
  const uses = new Map(view.variants.keys.map((use) => [use.key, use]));
  const found = foundSweeps(view).flatMap((one) => {
    const varied = variedIn(one.runs, uses);
    const configurations = new Set(one.runs.map((_, run) => varied.parameters.map(({ texts }) => texts[run] ?? '').join('\n'))).size;
    const enough = varied.parameters.length > 0 && configurations >= (one.search ? 2 : FEWEST_CONFIGURATIONS);
    return enough ? [{ ...one, ...varied }] : [];
  });
  const slugs = sweepSlugs(found);
  const sweeps = found.map((one, at): Sweep => {
    const objectives = objectivesOf(view, one);
    const { kind, name, runs, parent, parameters, leftOut } = one;
    return {
      slug: slugs[at] as string,
      kind,
      name,
      runs,
      parent,
      parameters,
      leftOut,
      objectives: objectives.map(({ value: _, ...goal }) => goal),
      rows: rowsOf(one, parameters, objectives),
    };
  });
  return sweeps.sort((a, b) => (startOf(a) === startOf(b) ? 0 : startOf(b) - startOf(a)) || (a.slug < b.slug ? -1 : 1));
}

/** Of its first trial; −∞ where nobody recorded it. */
export function startOf({ runs }: Sweep): number {
  const starts = runs.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt]));
  return starts.length === 0 ? Number.NEGATIVE_INFINITY : starts.reduce((a, b) => Math.min(a, b));
}

function rowsOf({ runs }: Found, parameters: readonly VariedParameter[], objectives: readonly Objective[]): readonly TrialRow[] {
  return runs.map((run, at) => {
    const reached = objectives.map((objective) => objective.value(run) ?? null);
    return {
      run: linkTo(run),
      number: numberOf(run),
      status: run.status,
      outcome: outcomeOf(run, reached),
      values: parameters.map(({ parameter, texts }) => {
        const text = texts[at];
        return text === undefined ? null : parameter.kind === 'number' ? Number(text) : text;
      }),
      objectives: reached,
      seconds: run.durationSeconds,
    };
  });
}

/** The trials as importance sees them: only results have a value of the objective. */
export function trialsOf({ parameters, rows }: Pick<Search, 'parameters' | 'rows'>, objective: number): readonly Trial[] {
  return rows.map(({ values, outcome, objectives }) => ({
    values: new Map(
      parameters.flatMap(({ parameter }, at): [string, number | string][] => {
        const value = values[at] ?? null;
        return value === null || (typeof value === 'number' && Number.isNaN(value)) ? [] : [[parameter.name, value]];
      }),
    ),
    objective: outcome === 'result' ? (objectives[objective] ?? null) : null,
  }));
}
