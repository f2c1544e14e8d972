import type { Database } from '../../formats/sqlite/database.ts';
import type { Value } from '../../model/value.ts';
import { type Distribution, decode, readDistribution } from './distribution.ts';
import { each, type Faults, isCount, jsonOf } from './rows.ts';
import type { Study, Trial } from './study.ts';

/** More objectives than this are damage. */
export const MOST_OBJECTIVES = 1000;

/** Parameters: a stored number and the distribution that says what it stands for. */
export function readParameters(database: Database, trials: ReadonlyMap<number, Trial>, { stray, bad, twice }: Faults): void {
  const distributions = new Map<string, Distribution | undefined>();
  for (const row of each(database, 'trial_params', ['trial_id', 'param_name', 'param_value', 'distribution_json'])) {
    const trial = trials.get(row.number(0));
    const name = row.text(1);
    if (trial === undefined || name === null) {
      stray('trial_params', 'a parameter of no trial');
      continue;
    }
    const json = row.text(3) ?? '';
    if (!distributions.has(json)) distributions.set(json, readDistribution(json));
    const distribution = distributions.get(json);
    if (distribution === undefined) {
      bad('trial_params', `distribution of ${name}`, json, 'a distribution of Optuna');
      continue;
    }
    if (trial.distributions.has(name)) twice('trial_params', `${name} of trial ${trial.id}`);
    trial.distributions.set(name, distribution);
    const value = decode(row.number(2), distribution);
    if (value === undefined) bad('trial_params', name, row.text(2) ?? 'NULL', 'a value of its distribution');
    else trial.params.set(name, value);
  }
}

/**
 * Values and reports. `objectives`: how many a trial's study has, 0 where nobody says it. Until 2.4 `trial_values` held the
 * reports.
 */
export function readValues(
  database: Database,
  trials: ReadonlyMap<number, Trial>,
  objectives: (trial: Trial) => number,
  { stray, bad, twice }: Faults,
): void {
  const old = database.column('trial_values', 'step') >= 0 && database.column('trial_values', 'objective') < 0;
  if (!old)
    for (const row of each(database, 'trial_values', ['trial_id', 'objective', 'value', 'value_type'])) {
      const trial = trials.get(row.number(0));
      const objective = row.number(1);
      const value = numberOf(row.number(2), row.text(3));
      if (trial === undefined || !isCount(objective)) stray('trial_values', 'a value of no trial');
      else if (objective >= (objectives(trial) || MOST_OBJECTIVES))
        stray('trial_values', `a value of objective ${objective}, which the study lacks`);
      else if (trial.values[objective] !== undefined) twice('trial_values', `the value of trial ${trial.id}`);
      else if (value === undefined) bad('trial_values', 'value_type', row.text(3) ?? '', 'FINITE, INF_POS or INF_NEG');
      else put(trial.values, objective, value);
    }
  const [table, columns] = old
    ? ['trial_values', ['trial_id', 'step', 'value']]
    : ['trial_intermediate_values', ['trial_id', 'step', 'intermediate_value', 'intermediate_value_type']];
  for (const row of each(database, table as string, columns as string[])) {
    const trial = trials.get(row.number(0));
    const step = row.number(1);
    const value = numberOf(row.number(2), row.text(3));
    if (trial === undefined || Number.isNaN(step)) stray(table as string, 'a report of no trial');
    else if (value === undefined) bad(table as string, 'intermediate_value_type', row.text(3) ?? '', 'FINITE, INF_POS, INF_NEG or NAN');
    else {
      if (trial.reports.has(step)) twice(table as string, `step ${step} of trial ${trial.id}`);
      trial.reports.set(step, value);
    }
  }
}

/** A stored number: NULL was NaN until 3.0, and is what the type beside it says from then on. */
function numberOf(value: number, type: string | null): number | undefined {
  switch (type) {
    case null:
      return value;
    case 'FINITE':
      return Number.isNaN(value) ? undefined : value;
    case 'INF_POS':
      return Number.POSITIVE_INFINITY;
    case 'INF_NEG':
      return Number.NEGATIVE_INFINITY;
    case 'NAN':
      return Number.NaN;
    default:
      return undefined;
  }
}

/** Attributes of studies or of trials, user's and system's; a text that is no JSON is kept as it stands. */
export function readAttributes(
  database: Database,
  owner: 'study' | 'trial',
  owners: ReadonlyMap<number, Pick<Study | Trial, 'userAttributes' | 'systemAttributes'>>,
  { stray, bad, twice }: Faults,
): void {
  for (const kind of ['user', 'system'] as const) {
    const table = `${owner}_${kind}_attributes`;
    for (const row of each(database, table, [`${owner}_id`, 'key', 'value_json'])) {
      const one = owners.get(row.number(0));
      const key = row.text(1);
      if (one === undefined || key === null) {
        stray(table, 'an attribute of nothing');
        continue;
      }
      const text = row.text(2) ?? '';
      const value: Value | undefined = jsonOf(text);
      if (value === undefined) bad(table, key, text, 'JSON');
      const own = kind === 'user' ? one.userAttributes : one.systemAttributes;
      if (own.has(key)) twice(table, key);
      own.set(key, value === undefined ? text : value);
    }
  }
}

/** Sets an item of a list that may be filled in any order. */
export function put<T>(list: (T | undefined)[], place: number, item: T): void {
  while (list.length < place) list.push(undefined);
  list[place] = item;
}
