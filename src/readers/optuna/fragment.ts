import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact, Facts, Fragment } from '../../model/fragment.ts';
import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { artifactsOf, storedArtifacts } from './artifacts.ts';
import { readAttributes, runsNamedIn } from './attributes.ts';
import { type Objectives, objectivesOf, seriesOf, valuesOf } from './objectives.ts';
import { partOf } from './paths.ts';
import type { Study, Trial } from './study.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Where studies were found. */
export interface Origin {
  readonly claim: Claim;
  readonly format: string;
  /** Files of the storage itself. */
  readonly own: readonly string[];
  readonly index: DirectoryIndex;
  readonly files: Files;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Every trial of every study as a run. */
export function* fragmentsOf(studies: readonly Study[], origin: Origin): Generator<Fragment, void, undefined> {
  const stored = storedArtifacts(origin.claim);
  for (const study of studies) {
    const objectives = objectivesOf(study);
    const notes = notesOf(study);
    const about = aboutStudy(study);
    const began = firstStart(study);
    const taken = new Set<number>();
    for (const trial of study.trials) {
      const artifacts = artifactsOf(trial, stored, origin.index, origin.files);
      const label = taken.has(trial.number) ? `${trial.number}.${trial.id}` : `${trial.number}`;
      if (taken.has(trial.number)) tellTwice(study, trial, origin);
      taken.add(trial.number);
      const linked = runsNamedIn(trial.userAttributes, trial.systemAttributes);
      yield {
        tracker: 'optuna',
        format: origin.format,
        keys: {
          trackerId: `${study.name}/${label}`,
          directory: `${origin.claim.path}/${partOf(study.name)}/${label}`,
          role: 'run',
          trial: { study: study.name, number: trial.number },
          ...(began === undefined ? {} : { began }),
          ...(linked.length === 0 ? {} : { runsNamed: linked }),
        },
        sources: [...origin.own, ...artifacts.flatMap(({ path, present }) => (present && path !== undefined ? [path] : []))].sort(),
        facts: factsOf(trial, study, objectives, notes.get(trial.id), about, artifacts),
        series: seriesOf(trial, objectives),
      };
    }
  }
}

function tellTwice(study: Study, trial: Trial, { claim, report }: Origin): void {
  const ids = study.trials.filter(({ number }) => number === trial.number).map(({ id }) => `trial_id ${id}`);
  const args = { id: `${study.name}/${trial.number}`, paths: ids.join(', ') };
  report(diagnostic('same-id-different-content', { path: claim.path }, args));
}

/** Studies of one name in two storages are copies where they began at the same moment, else strangers. */
function firstStart(study: Study): number | undefined {
  let first: number | undefined;
  for (const { start } of study.trials) if (start !== undefined && (first === undefined || start.seconds < first)) first = start.seconds;
  return first;
}

function factsOf(
  trial: Trial,
  study: Study,
  objectives: Objectives,
  note: string | undefined,
  about: ValueMap,
  artifacts: readonly Artifact[],
): Facts {
  const told = readAttributes(trial.userAttributes);
  const facts: Draft<Facts> = { ...told.facts, sweep: study.name, status: trial.status };
  if (facts.notes === undefined && note !== undefined) facts.notes = note;
  const reason = trial.systemAttributes.get('fail_reason');
  if (trial.status === 'failed' && typeof reason === 'string' && reason !== '') facts.statusReason = reason.slice(0, LONGEST_REASON);
  const { start, end } = trial;
  if (start !== undefined) facts.startedAt = start.seconds;
  if (end !== undefined) facts.endedAt = end.seconds;
  if (start?.assumed === true || end?.assumed === true) facts.timeZoneAssumed = true;
  facts.config = configOf(trial, told.config);
  const summary = Object.assign(valueMap(), told.summary, valuesOf(trial, objectives));
  if (Object.keys(summary).length > 0) facts.summary = summary;
  if (objectives.metrics.length > 0) facts.metrics = objectives.metrics;
  if (artifacts.length > 0) facts.artifacts = artifacts;
  facts.extra = extraOf(trial, study, told.rest, about);
  return facts;
}

const LONGEST_REASON = 2000;

/** Parameters stay flat, a dot in a name is a dot; what was set for a trial that waits is what it will run with. */
function configOf(trial: Trial, told: ValueMap): ValueMap {
  const config = valueMap();
  for (const [name, value] of trial.params) config[name] = value;
  const fixed = trial.systemAttributes.get('fixed_params');
  if (trial.status === 'queued' && isMap(fixed)) for (const name of Object.keys(fixed)) config[name] ??= fixed[name] as Value;
  for (const path of Object.keys(told)) if (!(path in config)) config[path] = told[path] as Value;
  return config;
}

/** What samplers keep for themselves between trials. */
const INTERNAL = /^(?:artifacts:|cma(?:es)?:|tpe:relative_params)/;

/**
 * `distributions`: parameter → `{type: 'float' | 'int', low, high, log, step}` (`step` null where any number can be drawn) or
 * `{type: 'categorical', choices}`; `trial`: study and number, and of which trial it is a retry; `attributes`: the user's
 * own that have no field; `optuna`: system attributes; `study`: what is said of the study.
 */
function extraOf(trial: Trial, study: Study, attributes: ValueMap, about: ValueMap): ValueMap {
  const extra = valueMap();
  const distributions = valueMap();
  for (const [name, distribution] of trial.distributions) distributions[name] = distribution as unknown as ValueMap;
  if (trial.distributions.size > 0) extra.distributions = distributions;
  const place = valueMap();
  place.study = study.name;
  place.number = trial.number;
  const failed = trial.systemAttributes.get('failed_trial');
  if (failed !== undefined) place.retryOf = failed;
  extra.trial = place;
  if (Object.keys(attributes).length > 0) extra.attributes = attributes;
  const system = valueMap();
  for (const [key, value] of trial.systemAttributes) if (!INTERNAL.test(key) && key !== 'failed_trial') system[key] = value;
  if (Object.keys(system).length > 0) extra.optuna = system;
  if (Object.keys(about).length > 0) extra.study = about;
  return extra;
}

/** Longer attributes of a study (plots, notes of each trial) are not repeated with every trial. */
const LONGEST_ATTRIBUTE = 4000;

function aboutStudy(study: Study): ValueMap {
  const about = valueMap();
  if (study.directions.some((direction) => direction !== undefined)) about.directions = study.directions.map((one) => one ?? null);
  for (const [field, map] of [
    ['attributes', study.userAttributes],
    ['optuna', study.systemAttributes],
  ] as const) {
    const own = valueMap();
    for (const [key, value] of map)
      if (!/^(?:artifacts:|dashboard:|cma(?:es)?:)/.test(key) && key !== 'study:metric_names' && sizeOf(value) <= LONGEST_ATTRIBUTE)
        own[key] = value;
    if (Object.keys(own).length > 0) about[field] = own;
  }
  return about;
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, item]) => sum + key.length + sizeOf(item), 0);
}

/** Notes written in the dashboard: it keeps them as attributes of the study, in pieces. */
function notesOf(study: Study): Map<number, string> {
  const pieces = new Map<number, [number, string][]>();
  for (const [key, value] of study.systemAttributes) {
    const found = /^dashboard:(\d+):note_str:(\d+)$/.exec(key);
    if (found === null || typeof value !== 'string') continue;
    const trial = Number(found[1]);
    pieces.set(trial, [...(pieces.get(trial) ?? []), [Number(found[2]), value]]);
  }
  return new Map(
    [...pieces].map(([trial, parts]) => [
      trial,
      parts
        .sort(([a], [b]) => a - b)
        .map(([, text]) => text)
        .join(''),
    ]),
  );
}
