import type { Environment, Facts } from '../../model/fragment.ts';
import { isMap, leaves, type Value, type ValueMap, valueMap } from '../../model/value.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** What a trial's user attributes say, sorted by where it belongs. */
export interface Told {
  readonly facts: Pick<Facts, 'name' | 'group' | 'jobType' | 'tags' | 'notes' | 'code' | 'environment'>;
  /** Settings that Optuna could not hold as parameters, and seeds. */
  readonly config: ValueMap;
  /** Numbers. */
  readonly summary: ValueMap;
  /** All others. */
  readonly rest: ValueMap;
}

const SEED = /(?:^|[_.\-/])(?:seed|random_state)$/i;
const COMMIT = /^(?:git[_.-]?)?(?:commit|sha|hash|revision)(?:[_.-]?(?:hash|sha|id))?$/i;

/** Who and where: fields of their own, since they are held back from a site. */
const PERSONAL: ReadonlyMap<string, 'host' | 'user' | 'email'> = new Map([
  ['host', 'host'],
  ['hostname', 'host'],
  ['node', 'host'],
  ['machine', 'host'],
  ['user', 'user'],
  ['username', 'user'],
  ['email', 'email'],
]);

/**
 * Optuna leaves it to people what to set as an attribute. The words of a run (`name`, `group`, `tags`, `notes`, `config` …)
 * are taken for what they say where they have the right type; a number is a figure of the run, save for a seed.
 */
export function readAttributes(attributes: ReadonlyMap<string, Value>): Told {
  const facts: Draft<Told['facts']> = {};
  const environment: Draft<Environment> = {};
  const config = valueMap();
  const summary = valueMap();
  const rest = valueMap();
  for (const [key, value] of attributes) {
    const person = PERSONAL.get(key.toLowerCase().replace(/[^a-z]/g, ''));
    if (person !== undefined && isText(value)) environment[person] ??= value;
    else if ((key === 'name' || key === 'run_name') && isText(value)) facts.name ??= value;
    else if (key === 'group' && isText(value)) facts.group = value;
    else if ((key === 'job_type' || key === 'jobType') && isText(value)) facts.jobType = value;
    else if ((key === 'notes' || key === 'note' || key === 'description') && isText(value)) facts.notes ??= value;
    else if (key === 'tags' && isText(value)) facts.tags = [value];
    else if (key === 'tags' && Array.isArray(value) && value.every(isText)) facts.tags = value as readonly string[];
    else if ((key === 'config' || key === 'hparams') && isMap(value)) for (const [path, leaf] of leaves(value)) config[path] ??= leaf;
    else if (SEED.test(key) && (isNumber(value) || isText(value))) config[key] ??= value;
    else if (COMMIT.test(key) && typeof value === 'string' && /^[0-9a-f]{7,40}$/.test(value)) facts.code ??= { commit: value };
    else if (isNumber(value)) summary[key] = value;
    else rest[key] = value;
  }
  if (Object.keys(environment).length > 0) facts.environment = environment;
  return { facts, config, summary, rest };
}

function isText(value: Value): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

const RUN_ID = /^(?:mlflow|wandb)(?:_run)?(?:_(?:id|uuid|path|url|link))?$|^run_(?:id|uuid|path|url)$/;

/** Ids of runs of other trackers that attributes name: `mlflow_run_id`, `wandb.run.url`; of an address its last part. */
export function runsNamedIn(...maps: readonly ReadonlyMap<string, Value>[]): string[] {
  const named = new Set<string>();
  for (const attributes of maps)
    for (const [key, value] of attributes) {
      if (typeof value !== 'string' || !RUN_ID.test(key.toLowerCase().replace(/[^a-z0-9]+/g, '_'))) continue;
      const id = /([\w-]{4,64})\/?(?:\?.*)?$/.exec(value)?.[1];
      if (id !== undefined) named.add(id);
    }
  return [...named].sort();
}
