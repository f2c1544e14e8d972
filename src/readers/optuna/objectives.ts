import type { MetricDefinition } from '../../model/fragment.ts';
import type { Series } from '../../model/series.ts';
import { type ValueMap, valueMap } from '../../model/value.ts';
import type { Study, Trial } from './study.ts';

/** What the objectives of a study are called, and where the reports of its trials belong. */
export interface Objectives {
  readonly names: readonly string[];
  readonly metrics: readonly MetricDefinition[];
  /** Name of the series of what trials reported while they ran. */
  readonly reports: string;
}

const REPORTS = 'intermediate';

/**
 * An objective has the name that the study gives it (`study:metric_names`), else `value`, of several `value_0`, `value_1` …
 *
 * By Optuna's documentation a report is a value of the objective. Where the study names its one objective, and every
 * finished trial ended with the value that it reported last, the reports are therefore the curve of that metric. A study
 * whose objective returns something else (the best of the reports, a mean) has them as a series of their own,
 * `intermediate`, beside the value: of the same direction, which pruning goes by, and never what the study was after.
 */
export function objectivesOf(study: Study): Objectives {
  const count = Math.max(study.directions.length, ...study.trials.map(({ values }) => values.length), 0);
  const told = study.systemAttributes.get('study:metric_names');
  const given: unknown[] = Array.isArray(told) ? told : [];
  const names: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const name = given[at];
    const usable = typeof name === 'string' && name !== '' && !names.includes(name);
    names.push(usable ? name : count === 1 ? 'value' : `value_${at}`);
  }
  const [only] = names;
  const isCurve = count === 1 && only !== undefined && only === given[0] && study.trials.every(endsAsReported);
  const reports = isCurve ? only : REPORTS;
  const metrics = names.map((name, at) => definition(name, study.directions[at]));
  if (!isCurve && study.trials.some((trial) => trial.reports.size > 0))
    metrics.push({ ...definition(reports, study.directions[0]), interim: true });
  return { names, metrics, reports };
}

function definition(name: string, goal: 'minimize' | 'maximize' | undefined): MetricDefinition {
  return goal === undefined ? { name } : { name, goal };
}

function endsAsReported({ status, values, reports }: Trial): boolean {
  const [value] = values;
  if (status !== 'finished' || value === undefined || reports.size === 0) return true;
  return Object.is(reports.get(lastStep(reports)), value);
}

function lastStep(reports: ReadonlyMap<number, number>): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const step of reports.keys()) if (step > last) last = step;
  return last;
}

/**
 * The reports as a curve, and each value as a series of one point where it is not the curve's end: at the step of the
 * last report, 0 where nothing was reported. Optuna records no times but the trial's end, which is the value's.
 */
export function seriesOf({ reports, values, end }: Trial, objectives: Objectives): Series[] {
  const series: Series[] = [];
  if (reports.size > 0) {
    const steps = [...reports.keys()].sort((a, b) => a - b);
    series.push({
      name: objectives.reports,
      kind: 'metric',
      rule: 'all',
      bits: 64,
      step: Float64Array.from(steps),
      value: Float64Array.from(steps, (step) => reports.get(step) as number),
      time: new Float64Array(steps.length).fill(Number.NaN),
    });
  }
  const step = reports.size > 0 && objectives.names.length === 1 ? lastStep(reports) : 0;
  objectives.names.forEach((name, at) => {
    const value = values[at];
    if (value === undefined || (name === objectives.reports && reports.size > 0)) return;
    const column = (number: number) => Float64Array.of(number);
    series.push({
      name,
      kind: 'metric',
      rule: 'all',
      bits: 64,
      step: column(step),
      value: column(value),
      time: column(end?.seconds ?? Number.NaN),
    });
  });
  return series;
}

/** The values by their names. */
export function valuesOf({ values }: Trial, { names }: Objectives): ValueMap {
  const summary = valueMap();
  names.forEach((name, at) => {
    const value = values[at];
    if (value !== undefined) summary[name] = value;
  });
  return summary;
}
