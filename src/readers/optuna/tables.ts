import type { Database } from '../../formats/sqlite/database.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Status } from '../../model/fragment.ts';
import { each, faultsOf, isCount } from './rows.ts';
import { newStudy, newTrial, type Study, type Trial } from './study.ts';
import { type Stamp, stampOf } from './time.ts';
import { MOST_OBJECTIVES, put, readAttributes, readParameters, readValues } from './trial-tables.ts';

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

/**
 * All studies of a database of any schema, in the order of their ids. Tables and columns are looked up by name: until 2.4
 * a trial's value and a study's direction were columns, and `trial_values` held what trials reported.
 */
export function readStudies(database: Database, path: string, report: Report): Tables {
  const faults = faultsOf(path, report);
  const { stray, bad } = faults;
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
    if (study === undefined || !isCount(objective) || objective >= MOST_OBJECTIVES) stray('study_directions', 'a direction of no study');
    else put(study.directions, objective, directionOf(row.text(2)));
  }

  const trials = new Map<number, Trial>();
  const owners = new Map<number, number>();
  const numbered = new Map<number, boolean>();
  for (const row of each(database, 'trials', ['trial_id', 'number', 'study_id', 'state', 'value', 'datetime_start', 'datetime_complete'])) {
    const id = row.number(0);
    const owner = row.number(2);
    if (Number.isNaN(id)) {
      stray('trials', 'a trial without id');
      continue;
    }
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

  readParameters(database, trials, faults);
  readValues(database, trials, (trial) => studies.get(owners.get(trial.id) ?? Number.NaN)?.directions.length ?? 0, faults);
  readAttributes(database, 'study', studies, faults);
  readAttributes(database, 'trial', trials, faults);
  withOldNumbers(studies, numbered);
  return { studies: [...studies].sort(([a], [b]) => a - b).map(([, study]) => study), head, library };
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
