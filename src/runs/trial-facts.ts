import type { Keys } from '../model/fragment.ts';
import { isMap, leaves, type Value, type ValueMap } from '../model/value.ts';
import { mergeConfigs } from './config.ts';
import type { Group } from './group.ts';

/** Clocks of workers are set to a zone: a whole number of quarter hours beside UTC, at most so many seconds. */
const QUARTER = 900;
const FARTHEST_ZONE = 26 * 3600;

/** The trial that a group is, where it is of a search. */
export function trialOf({ fragments }: Group): Keys['trial'] {
  return fragments.find(({ keys }) => keys.trial !== undefined)?.keys.trial;
}

export function settingsOf({ fragments }: Group): ValueMap {
  return mergeConfigs(fragments.flatMap(({ facts }) => (facts.config === undefined ? [] : [facts.config])));
}

/** Settings by one spelling of their names. */
export function settingLeaves(group: Group): Map<string, Value> {
  return new Map([...leaves(settingsOf(group))].map(([key, value]) => [key.replaceAll('/', '.'), value]));
}

/** By what a run may name a trial: study and number, or number and the microsecond at which it started. */
export function trialKeys(trial: Group): string[] {
  const own = trialOf(trial);
  if (own === undefined) return [];
  const keys = [named(own.study, own.number)];
  const start = startOf(trial);
  if (start !== undefined) keys.push(started(own.number, start));
  return keys;
}

/** What a run says of the trial that it is, in the same words. */
export function trialsNamed(run: Group): string[] {
  const keys: string[] = [];
  for (const { facts } of run.fragments) {
    for (const said of [facts.config, facts.extra?.tags, facts.extra]) {
      if (!isMap(said)) continue;
      const words = new Map(Object.keys(said).map((key) => [key.toLowerCase().replace(/[^a-z0-9]+/g, '_'), said[key] as Value]));
      const study = words.get('optuna_study') ?? words.get('optuna_study_name');
      const number = numberOf(words.get('optuna_trial') ?? words.get('optuna_trial_number'));
      if (typeof study === 'string' && number !== undefined) keys.push(named(study, number));
      const start = words.get('datetime_start');
      const counted = numberOf(words.get('number'));
      const seconds = typeof start === 'string' ? Date.parse(`${start.slice(0, 19).replace(' ', 'T')}Z`) / 1000 : Number.NaN;
      if (typeof start === 'string' && counted !== undefined && Number.isFinite(seconds))
        keys.push(started(counted, seconds + Number(`0${/\.\d+/.exec(start)?.[0] ?? ''}`)));
    }
    const callback = /^trial\/(\d+)\//.exec(facts.name ?? '');
    if (callback !== null) for (const tag of facts.tags ?? []) keys.push(named(tag, Number(callback[1])));
  }
  return keys;
}

function named(study: string, number: number): string {
  return `${number} of ${study}`;
}

function started(number: number, seconds: number): string {
  return `${number} at ${Math.round((seconds % QUARTER) * 1e6)}`;
}

function numberOf(value: Value | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** What a run may have of the name of a study. */
export function studyWords({ fragments }: Group): string[] {
  const words = fragments.flatMap(({ facts }) => [facts.project, facts.group, facts.sweep, ...(facts.tags ?? [])]);
  return [...new Set(words.filter((word) => word !== undefined))];
}

/** Whether a run has every parameter of a trial with the very same value. */
export function sameParameters(trial: Group, run: Group): boolean {
  const settings = settingLeaves(run);
  const parameters = settingLeaves(trial);
  if (parameters.size === 0) return false;
  return [...parameters].every(([key, value]) => settings.has(key) && same(value, settings.get(key) as Value));
}

function same(a: Value, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => same(item, b[at] as Value));
  return Object.is(a, b);
}

/** Two that know when they started did so on the same day of any zone. */
export function sameDay(trial: Group, run: Group): boolean {
  const [a, b] = [startOf(trial), startOf(run)];
  return a === undefined || b === undefined || Math.abs(a - b) <= FARTHEST_ZONE + lengthOf(trial);
}

/** Whether both ran at one time, by clocks of which both have a zone. */
export function sameTime(trial: Group, run: Group): boolean {
  const assumed = [...trial.fragments, ...run.fragments].some(({ facts }) => facts.timeZoneAssumed === true);
  const [a, b] = [startOf(trial), startOf(run)];
  const [c, d] = [endOf(trial), endOf(run)];
  return !assumed && a !== undefined && b !== undefined && c !== undefined && d !== undefined && a < d && b < c;
}

function startOf({ fragments }: Group): number | undefined {
  return fragments.find(({ facts }) => facts.startedAt !== undefined)?.facts.startedAt;
}

function endOf({ fragments }: Group): number | undefined {
  return fragments.find(({ facts }) => facts.endedAt !== undefined)?.facts.endedAt;
}

function lengthOf(group: Group): number {
  return Math.max(0, (endOf(group) ?? 0) - (startOf(group) ?? 0));
}
