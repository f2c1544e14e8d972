import type { Database } from '../../formats/sqlite/database.ts';
import type { DataInput, RegistryVersion } from '../../model/fragment.ts';
import { rowsOf } from './columns.ts';
import { type Draft, dataInput, type RunRecord, registryVersion } from './record.ts';

/** Run or experiment → its key–value pairs, in stored order. */
export type Pairs = Map<string, Map<string, string>>;

/** Reads a table of keys and values; `null` values are empty text. */
export function readPairs(database: Database, table: string, owner: string, key = 'key', value = 'value'): Pairs {
  const pairs: Pairs = new Map();
  for (const row of rowsOf(database, table, [owner, key, value])) {
    const id = row.text(owner);
    const name = row.text(key);
    if (id === undefined || name === undefined) continue;
    let own = pairs.get(id);
    if (own === undefined) {
      own = new Map();
      pairs.set(id, own);
    }
    own.set(name, row.text(value) ?? '');
  }
  return pairs;
}

export interface ExperimentRow {
  readonly name: string | undefined;
  readonly deleted: boolean;
}

export function readExperiments(database: Database): Map<string, ExperimentRow> {
  const experiments = new Map<string, ExperimentRow>();
  for (const row of rowsOf(database, 'experiments', ['experiment_id', 'name', 'lifecycle_stage'])) {
    const id = row.text('experiment_id');
    if (id !== undefined) experiments.set(id, { name: row.text('name'), deleted: row.text('lifecycle_stage') === 'deleted' });
  }
  return experiments;
}

/** A row of the runs table; the status still as text. */
export interface RunRow {
  readonly id: string;
  readonly experiment: string | undefined;
  readonly statusText: string | undefined;
  readonly fields: Pick<RunRecord, 'name' | 'user' | 'sourceName' | 'sourceVersion' | 'start' | 'end' | 'deleted'>;
}

export function* readRuns(database: Database): Generator<RunRow, void, undefined> {
  const columns = [
    'run_uuid',
    'name',
    'user_id',
    'status',
    'start_time',
    'end_time',
    'source_name',
    'source_version',
    'lifecycle_stage',
    'experiment_id',
  ];
  for (const row of rowsOf(database, 'runs', columns)) {
    const id = row.text('run_uuid');
    if (id === undefined) continue;
    const fields: Draft<RunRow['fields']> = {};
    const [name, user, sourceName, sourceVersion] = ['name', 'user_id', 'source_name', 'source_version'].map((column) => row.text(column));
    const start = row.number('start_time');
    const end = row.number('end_time');
    if (name) fields.name = name;
    if (user) fields.user = user;
    if (sourceName) fields.sourceName = sourceName;
    if (sourceVersion) fields.sourceVersion = sourceVersion;
    if (start !== undefined) fields.start = start;
    if (end !== undefined) fields.end = end;
    if (row.text('lifecycle_stage') === 'deleted') fields.deleted = 'run';
    yield { id, experiment: row.text('experiment_id'), statusText: row.text('status'), fields };
  }
}

/** What went into each run: data sets, and ids of models. */
export function readInputs(database: Database): {
  data: Map<string, DataInput[]>;
  models: Map<string, string[]>;
  made: Map<string, string[]>;
} {
  const datasets = new Map<string, { name: string; digest?: string; type?: string; source?: string }>();
  for (const row of rowsOf(database, 'datasets', ['dataset_uuid', 'name', 'digest', 'dataset_source_type', 'dataset_source'])) {
    const id = row.text('dataset_uuid');
    if (id === undefined) continue;
    const entry: Draft<{ name: string; digest?: string; type?: string; source?: string }> = { name: row.text('name') ?? id };
    const digest = row.text('digest');
    const type = row.text('dataset_source_type');
    const source = row.text('dataset_source');
    if (digest !== undefined) entry.digest = digest;
    if (type !== undefined) entry.type = type;
    if (source !== undefined) entry.source = source;
    datasets.set(id, entry);
  }
  const tags = readPairs(database, 'input_tags', 'input_uuid', 'name');
  const data = new Map<string, DataInput[]>();
  const models = new Map<string, string[]>();
  const made = new Map<string, string[]>();
  for (const row of rowsOf(database, 'inputs', ['input_uuid', 'source_type', 'source_id', 'destination_type', 'destination_id'])) {
    const source = row.text('source_id') ?? '';
    const destination = row.text('destination_id') ?? '';
    const from = row.text('source_type');
    const to = row.text('destination_type');
    if (from === 'DATASET' && to === 'RUN') {
      const set = datasets.get(source);
      const context = tags.get(row.text('input_uuid') ?? '')?.get('mlflow.data.context');
      append(data, destination, dataInput(set?.name ?? source, set?.digest, set?.type, set?.source, context));
    } else if (to === 'MODEL_INPUT') append(models, source, destination);
    else if (to === 'MODEL_OUTPUT') append(made, source, destination);
  }
  return { data, models, made };
}

export interface ModelRow {
  readonly id: string;
  readonly name: string;
  readonly status: string | undefined;
  readonly run: string | undefined;
  readonly experiment: string | undefined;
}

export function readLoggedModels(database: Database): Map<string, ModelRow> {
  const models = new Map<string, ModelRow>();
  for (const row of rowsOf(database, 'logged_models', ['model_id', 'name', 'status', 'source_run_id', 'experiment_id'])) {
    const id = row.text('model_id');
    if (id === undefined) continue;
    const [name, status, run, experiment] = ['name', 'status', 'source_run_id', 'experiment_id'].map((column) => row.text(column));
    models.set(id, { id, name: name ?? id, status, run, experiment });
  }
  return models;
}

/** Run → its versions in the model registry. */
export function readRegistry(database: Database): Map<string, RegistryVersion[]> {
  const aliases = new Map<string, string[]>();
  for (const row of rowsOf(database, 'registered_model_aliases', ['name', 'alias', 'version', 'workspace'])) {
    const alias = row.text('alias');
    if (alias !== undefined) append(aliases, versionKey(row.text('workspace'), row.text('name'), row.text('version')), alias);
  }
  const registry = new Map<string, RegistryVersion[]>();
  const columns = [
    'name',
    'version',
    'creation_time',
    'last_updated_time',
    'description',
    'current_stage',
    'source',
    'run_id',
    'workspace',
  ];
  for (const row of rowsOf(database, 'model_versions', columns)) {
    const name = row.text('name') ?? '';
    const number = row.text('version') ?? '';
    const version = registryVersion(
      name,
      number,
      row.text('current_stage'),
      aliases.get(versionKey(row.text('workspace'), name, number)) ?? [],
      row.number('creation_time'),
      row.number('last_updated_time'),
      row.text('description'),
    );
    const run = row.text('run_id') || /(?:^runs:\/|\/)([0-9a-f]{32})(?:\/|$)/.exec(row.text('source') ?? '')?.[1];
    if (run !== undefined && version !== null) append(registry, run, version);
  }
  return registry;
}

function versionKey(workspace: string | undefined, name: string | undefined, version: string | undefined): string {
  return JSON.stringify([workspace ?? '', name ?? '', version ?? '']);
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
