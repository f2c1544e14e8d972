import type { Status } from '../../model/fragment.ts';
import { isMap, type Value, type ValueMap } from '../../model/value.ts';
import { compatible, type Distribution, decode, readDistribution } from './distribution.ts';
import { LOST_STUDY } from './mend.ts';
import {
  CREATE_STUDY,
  CREATE_TRIAL,
  DELETE_STUDY,
  type Operation,
  PARAMETER,
  REPORT,
  STATE,
  STUDY_SYSTEM_ATTRIBUTE,
  STUDY_USER_ATTRIBUTE,
  SYSTEM_ATTRIBUTE,
  USER_ATTRIBUTE,
} from './operations.ts';
import { newStudy, newTrial, type Study, type Trial } from './study.ts';
import { type Stamp, stampOf } from './time.ts';

/** By number, in the order of Optuna's enumeration. */
const STATES: readonly Status[] = ['running', 'finished', 'pruned', 'failed', 'queued'];
/** What stands in the creation of a trial that was given whole. */
const TEMPLATE = ['state', 'distributions', 'params', 'user_attrs', 'system_attrs', 'intermediate_values'];
const FINISHED: ReadonlySet<Status> = new Set<Status>(['finished', 'pruned', 'failed']);

/** What a replay has to say. */
export interface Tell {
  /** What is wrong with an operation that is kept, in the words of a bad value. */
  fault(operation: Operation, key: string, text: string, wanted: string): void;
  /** Operations that Optuna leaves without effect: where, how many, and by which rule. */
  putAside(series: string, count: number, rule: string): void;
}

/**
 * Plays a journal as Optuna does. Ids stand nowhere: a study's is the count of studies created before it (a second creation
 * of one name creates nothing), a trial's the count of trials (one of an unknown or deleted study is none). Operations on
 * a finished trial, on no trial, and a parameter whose distribution is of another kind than before change nothing.
 */
export function replay(operations: readonly Operation[], { fault, putAside }: Tell): Study[] {
  const studies = new Map<number, Study>();
  const names = new Set<string>();
  let studyCount = 0;
  const trials: Trial[] = [];
  const owners: Study[] = [];
  const parsed = new Map<string, Distribution | undefined>();
  const first = new Map<Study, Map<string, Distribution>>();
  const aside = new Map<string, Map<string, number>>();
  const leave = (series: string, rule: string, count = 1) => {
    const rules = aside.get(series) ?? new Map<string, number>();
    aside.set(series, rules.set(rule, (rules.get(rule) ?? 0) + count));
  };

  const distributionOf = (operation: Operation, name: string, json: Value | undefined): Distribution | undefined => {
    const text = typeof json === 'string' ? json : '';
    if (!parsed.has(text)) parsed.set(text, readDistribution(text));
    const found = parsed.get(text);
    if (found === undefined) fault(operation, `distribution of ${name}`, text, 'a distribution of Optuna');
    return found;
  };
  const setParameter = (
    operation: Operation,
    trial: Trial,
    study: Study,
    name: string,
    stored: Value | undefined,
    json: Value | undefined,
  ) => {
    const distribution = distributionOf(operation, name, json);
    if (distribution === undefined) return;
    const known = first.get(study) ?? new Map<string, Distribution>();
    first.set(study, known);
    const before = known.get(name);
    if (before === undefined) known.set(name, distribution);
    else if (!compatible(before, distribution)) {
      leave(`parameter ${name} of ${study.name}`, 'its first distribution is of another kind');
      return;
    }
    const value = isExactInteger(stored, distribution) ? stored : decode(Number(stored), distribution);
    if (value === undefined) fault(operation, name, String(stored), 'a value of its distribution');
    else {
      trial.params.set(name, value);
      trial.distributions.set(name, distribution);
    }
  };
  const stamp = (operation: Operation, key: string, needed = false): Stamp | undefined => {
    const text = operation.fields[key];
    if (!needed && (text === undefined || text === null)) return undefined;
    const found = typeof text === 'string' ? stampOf(text, false) : undefined;
    if (found === undefined) fault(operation, key, String(text), 'a date and time');
    return found;
  };
  const stateOf = (operation: Operation, state: Value | undefined): Status => {
    const status = STATES[Number(state)];
    if (status === undefined) fault(operation, 'state', String(state), 'a state of Optuna');
    return status ?? 'unknown';
  };

  function createStudy({ fields }: Operation): void {
    const name = String(fields.study_name);
    if (names.has(name)) return;
    const study = newStudy(name);
    for (const direction of fields.directions as readonly Value[])
      study.directions.push(direction === 1 ? 'minimize' : direction === 2 ? 'maximize' : undefined);
    names.add(name);
    studies.set(studyCount, study);
    studyCount += 1;
  }

  function createTrial(operation: Operation): void {
    const { fields } = operation;
    if (fields.study_id === LOST_STUDY && !studies.has(LOST_STUDY)) studies.set(LOST_STUDY, newStudy(`study of line ${operation.line}`));
    const study = studies.get(Number(fields.study_id));
    if (study === undefined) {
      leave('trials', 'their study was deleted before they began');
      return;
    }
    const lacking = 'state' in fields || 'distributions' in fields ? TEMPLATE.filter((key) => !(key in fields)) : [];
    for (const key of lacking) fault(operation, key, 'not there', 'there as in every trial that is created whole');
    const trial = newTrial(study.trials.length, trials.length, fields.state === undefined ? 'running' : stateOf(operation, fields.state));
    trial.start = stamp(operation, 'datetime_start');
    trial.end = stamp(operation, 'datetime_complete');
    const distributions = mapOf(fields.distributions);
    const params = mapOf(fields.params);
    for (const name of Object.keys(params)) setParameter(operation, trial, study, name, params[name], distributions[name]);
    takeAttributes(trial.userAttributes, mapOf(fields.user_attrs));
    takeAttributes(trial.systemAttributes, mapOf(fields.system_attrs));
    const reports = mapOf(fields.intermediate_values);
    for (const step of Object.keys(reports)) if (Number.isFinite(Number(step))) trial.reports.set(Number(step), Number(reports[step]));
    setValues(trial, Array.isArray(fields.values) ? fields.values : isNumber(fields.value) ? [fields.value] : []);
    trials.push(trial);
    owners.push(study);
    study.trials.push(trial);
  }

  function changeTrial(operation: Operation): void {
    const { code, fields } = operation;
    const id = Number(fields.trial_id);
    const trial = trials[id];
    const study = owners[id];
    if (trial === undefined || study === undefined) return;
    if (FINISHED.has(trial.status)) {
      leave(`trial ${trial.number} of ${study.name}`, 'the trial had ended before');
      return;
    }
    if (code === PARAMETER)
      setParameter(operation, trial, study, String(fields.param_name), fields.param_value_internal, fields.distribution);
    else if (code === STATE) setState(operation, trial);
    else if (code === REPORT) {
      if (trial.reports.has(Number(fields.step))) leave(`trial ${trial.number} of ${study.name}`, 'a later report of the same step counts');
      trial.reports.set(Number(fields.step), Number(fields.intermediate_value));
    } else if (code === USER_ATTRIBUTE) takeAttributes(trial.userAttributes, mapOf(fields.user_attr));
    else if (code === SYSTEM_ATTRIBUTE) takeAttributes(trial.systemAttributes, mapOf(fields.system_attr));
  }

  function setState(operation: Operation, trial: Trial): void {
    const status = stateOf(operation, operation.fields.state);
    if (status === 'unknown' || (status === 'running' && trial.status === 'running')) return;
    if (status === 'running') trial.start = stamp(operation, 'datetime_start', true) ?? trial.start;
    if (FINISHED.has(status)) trial.end = stamp(operation, 'datetime_complete', true) ?? trial.end;
    trial.status = status;
    if (Array.isArray(operation.fields.values)) setValues(trial, operation.fields.values);
  }

  for (const operation of operations) {
    const { code, fields } = operation;
    const study = studies.get(Number(fields.study_id));
    if (code === CREATE_STUDY) createStudy(operation);
    else if (code === CREATE_TRIAL) createTrial(operation);
    else if (code >= PARAMETER && code <= SYSTEM_ATTRIBUTE) changeTrial(operation);
    else if (study === undefined) continue;
    else if (code === DELETE_STUDY) {
      if (study.trials.length > 0) leave(`study ${study.name}`, 'the study was deleted', study.trials.length);
      names.delete(study.name);
      studies.delete(Number(fields.study_id));
    } else if (code === STUDY_USER_ATTRIBUTE) takeAttributes(study.userAttributes, mapOf(fields.user_attr));
    else if (code === STUDY_SYSTEM_ATTRIBUTE) takeAttributes(study.systemAttributes, mapOf(fields.system_attr));
  }
  for (const [series, rules] of aside) for (const [rule, count] of rules) putAside(series, count, rule);
  return [...studies].sort(([a], [b]) => a - b).map(([, study]) => study);
}

function setValues(trial: Trial, values: readonly Value[]): void {
  trial.values.length = 0;
  for (const value of values) trial.values.push(isNumber(value) ? Number(value) : undefined);
}

function takeAttributes(into: Map<string, Value>, map: ValueMap): void {
  for (const key of Object.keys(map)) into.set(key, map[key] as Value);
}

function mapOf(value: Value | undefined): ValueMap {
  return isMap(value) ? value : {};
}

function isNumber(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** A journal keeps integers beyond 2^53 with all their digits. */
function isExactInteger(stored: Value | undefined, distribution: Distribution): stored is bigint {
  return typeof stored === 'bigint' && distribution.type === 'int';
}
