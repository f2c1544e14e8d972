import { JsonError, parseJson } from '../../formats/json.ts';
import type { Database } from '../../formats/sqlite/database.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Status } from '../../model/fragment.ts';
import type { Value } from '../../model/value.ts';
import { type Distribution, decode, readDistribution } from './distribution.ts';
import { newStudy, newTrial, type Study, type Trial } from './study.ts';
import { type Stamp, stampOf } from './time.ts';

type Report = (diagnostic: Diagnostic) => void;

export interface Tables {
  readonly studies: readonly Study[];
  /** Version of the schema. */
  readonly head: string | undefined;
  /** Optuna that made the database, which need not be the one that wrote the rows. */
  readonly library: string | undefined;
}

const STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ['RUNNING', 'running'],
  ['COMPLETE', 'finished'],
  ['PRUNED', 'pruned'],
  ['FAIL', 'failed'],
  ['WAITING', 'queued'],
]);
const MOST_FAULTS = 20;

/**
 * All studies of a database of any schema, in the order of their ids. Tables and columns are looked up by name: until 2.4
 * a trial's value and a study's direction were columns, and `trial_values` held what trials reported.
 */
export function readStudies(database: Database, path: string, report: Report): Tables {
  const told = new Map<string, number>();
  /** Of each kind of fault the first are told one by one. */
  const fault = (kind: string, make: () => Diagnostic) => {
    const count = (told.get(kind) ?? 0) + 1;
    told.set(kind, count);
    if (count <= MOST_FAULTS) report(make());
    else if (count === MOST_FAULTS + 1) report(diagnostic('limit-reached', { path }, { what: kind, limit: MOST_FAULTS }));
  };
  const bad = (table: string, key: string, text: string, wanted: string) =>
    fault(`faults in ${key} of table ${table}`, () =>
      diagnostic('bad-value', { path }, { format: `table ${table}`, key, text: text.slice(0, 80), wanted }),
    );
  const stray = (table: string, what: string) =>
    fault(`rows of table ${table} that belong to nothing`, () =>
      diagnostic('undecodable-record', { path }, { format: `table ${table}`, what }),
    );

  let head: string | undefined;
  for (const row of each(database, 'alembic_version', ['version_num'])) head = row.text(0) ?? head;
  let library: string | undefined;
  for (const row of each(database, 'version_info', ['library_version'])) library = row.text(0) ?? library;
  const utc = Number.parseInt(library ?? '', 10) >= 5;

  const studies = new Map<number, Study>();
  for (const row of each(database, 'studies', ['study_id', 'study_name', 'direction'])) {
    const id = row.number(0);
    const name = row.text(1);
    if (Number.isNaN(id) || name === null) {
      stray('studies', 'a study without id or name');
      continue;
    }
    const study = newStudy(name);
    if (row.has(2)) study.directions.push(directionOf(row.text(2)));
    studies.set(id, study);
  }
  for (const row of each(database, 'study_directions', ['study_id', 'objective', 'direction'])) {
    const study = studies.get(row.number(0));
    const objective = row.number(1);
    if (study === undefined || !isCount(objective)) stray('study_directions', 'a direction of no study');
    else put(study.directions, objective, directionOf(row.text(2)), undefined);
  }

  const trials = new Map<number, Trial>();
  const owners = new Map<number, number>();
  const numbered = new Map<number, boolean>();
  for (const row of each(database, 'trials', ['trial_id', 'number', 'study_id', 'state', 'value', 'datetime_start', 'datetime_complete'])) {
    const id = row.number(0);
    const owner = row.number(2);
    if (Number.isNaN(id)) continue;
    if (trials.has(id)) {
      stray('trials', `a second trial ${id}`);
      continue;
    }
    const state = row.text(3) ?? '';
    const status = STATUS.get(state);
    if (status === undefined) bad('trials', `state of trial ${id}`, state, 'a state of Optuna');
    const given = row.number(1);
    let study = studies.get(owner);
    if (study === undefined) {
      stray('trials', `trial ${id} belongs to study ${owner}, which the studies table lacks`);
      study = newStudy(`study ${owner}`);
      studies.set(owner, study);
    }
    const trial = newTrial(isCount(given) ? given : study.trials.length, id, status ?? 'unknown');
    numbered.set(id, isCount(given));
    owners.set(id, owner);
    const stamp = (place: number, key: string): Stamp | undefined => {
      const text = row.text(place);
      if (text === null) return undefined;
      const found = stampOf(text, utc);
      if (found === undefined) bad('trials', `${key} of trial ${id}`, text, 'a date and time');
      return found;
    };
    trial.start = stamp(5, 'datetime_start');
    trial.end = stamp(6, 'datetime_complete');
    const value = row.number(4);
    if (!Number.isNaN(value)) trial.values.push(value);
    trials.set(id, trial);
    study.trials.push(trial);
  }

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
    trial.distributions.set(name, distribution);
    const value = decode(row.number(2), distribution);
    if (value === undefined) bad('trial_params', name, row.text(2) ?? 'NULL', 'a value of its distribution');
    else trial.params.set(name, value);
  }

  readValues(database, trials, stray, bad);

  const studyOf = (id: number) => studies.get(id);
  const attributes = <T>(table: string, owner: string, of: (id: number) => T | undefined, map: (one: T) => Map<string, Value>) => {
    for (const row of each(database, table, [owner, 'key', 'value_json'])) {
      const one = of(row.number(0));
      const key = row.text(1);
      if (one === undefined || key === null) {
        stray(table, 'an attribute of nothing');
        continue;
      }
      const text = row.text(2) ?? '';
      const value = jsonOf(text);
      if (value === undefined) bad(table, key, text, 'JSON');
      map(one).set(key, value ?? text);
    }
  };
  attributes('study_user_attributes', 'study_id', studyOf, (study) => study.userAttributes);
  attributes('study_system_attributes', 'study_id', studyOf, (study) => study.systemAttributes);
  attributes(
    'trial_user_attributes',
    'trial_id',
    (id) => trials.get(id),
    (trial) => trial.userAttributes,
  );
  attributes(
    'trial_system_attributes',
    'trial_id',
    (id) => trials.get(id),
    (trial) => trial.systemAttributes,
  );
  withOldNumbers(studies, numbered);
  return { studies: [...studies].sort(([a], [b]) => a - b).map(([, study]) => study), head, library };
}

function readValues(
  database: Database,
  trials: ReadonlyMap<number, Trial>,
  stray: (table: string, what: string) => void,
  bad: (table: string, key: string, text: string, wanted: string) => void,
): void {
  const old = database.column('trial_values', 'step') >= 0 && database.column('trial_values', 'objective') < 0;
  if (!old)
    for (const row of each(database, 'trial_values', ['trial_id', 'objective', 'value', 'value_type'])) {
      const trial = trials.get(row.number(0));
      const objective = row.number(1);
      const value = numberOf(row.number(2), row.text(3));
      if (trial === undefined || !isCount(objective)) stray('trial_values', 'a value of no trial');
      else if (value === undefined) bad('trial_values', 'value_type', row.text(3) ?? '', 'FINITE, INF_POS or INF_NEG');
      else put(trial.values, objective, value, undefined);
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
    else trial.reports.set(step, value);
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

/** Until 1.3 the number of a trial was a system attribute. */
function withOldNumbers(studies: ReadonlyMap<number, Study>, numbered: ReadonlyMap<number, boolean>): void {
  for (const study of studies.values())
    study.trials.forEach((trial, place) => {
      const told = trial.systemAttributes.get('_number');
      trial.systemAttributes.delete('_number');
      if (numbered.get(trial.id) === true || typeof told !== 'number' || !isCount(told)) return;
      study.trials[place] = { ...trial, number: told };
    });
}

function directionOf(text: string | null): 'minimize' | 'maximize' | undefined {
  return text === 'MINIMIZE' ? 'minimize' : text === 'MAXIMIZE' ? 'maximize' : undefined;
}

/** More objectives than this are damage. */
const MOST_OBJECTIVES = 1000;

function put<T>(list: T[], place: number, item: T, empty: T): void {
  if (place >= MOST_OBJECTIVES) return;
  while (list.length < place) list.push(empty);
  list[place] = item;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** JSON as Python writes it; undefined where the text is none. */
export function jsonOf(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** One row; columns by their place among those asked for. */
interface Row {
  has(place: number): boolean;
  text(place: number): string | null;
  number(place: number): number;
}

function* each(database: Database, table: string, columns: readonly string[]): Generator<Row, void, undefined> {
  if (!database.has(table)) return;
  const places = columns.map((column) => database.column(table, column));
  const rows = database.rows(table);
  const row: Row = {
    has: (place) => (places[place] ?? -1) >= 0,
    text: (place) => rows.text(places[place] ?? -1),
    number: (place) => rows.number(places[place] ?? -1),
  };
  while (rows.next()) yield row;
}
