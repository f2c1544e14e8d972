import type { Database } from '../../formats/sqlite/database.ts';
import { type Owner, openOwned } from '../../formats/sqlite/owned.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact, Fragment } from '../../model/fragment.ts';
import type { Series } from '../../model/series.ts';
import { valueMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { artifactsBelow, softwareBelow } from './artifacts.ts';
import { rowsOf } from './columns.ts';
import { codeOf, factsOf } from './facts.ts';
import { literals, modelArtifacts } from './logged-model.ts';
import { readMetricRows } from './metric-rows.ts';
import { MODEL_ID, nameOf } from './paths.ts';
import { type Draft, MODEL_STATUS, type RunRecord, statusOf } from './record.ts';
import { type ModelRow, type RunRow, readExperiments, readInputs, readLoggedModels, readPairs, readRegistry, readRuns } from './tables.ts';

type Report = (diagnostic: Diagnostic) => void;

/** Tables that every MLflow database has had. */
const MARKS = ['experiments', 'runs', 'metrics', 'params', 'tags'];
const MOST_STRAYS = 20;
/** Columns that no version lacks: without them rows would be read as if nobody had logged the value. */
const COLUMNS = [
  ['experiments', 'experiment_id', 'name'],
  ['runs', 'run_uuid', 'status', 'start_time', 'end_time', 'experiment_id'],
  ['metrics', 'key', 'value', 'timestamp', 'run_uuid'],
  ['params', 'key', 'value', 'run_uuid'],
  ['tags', 'key', 'value', 'run_uuid'],
] as const;

/** Reads all runs of a database; nothing at all of one that is not MLflow's. */
export function* readDatabase(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const found: Diagnostic[] = [];
  const { path } = claim;
  const place = {
    path,
    bytes: (one: string) => (claim.files.includes(one) ? files.bytes(one) : null),
    has: (one: string) => index.file(one) !== undefined,
  };
  const database = openOwned(place, owner(path), (one) => found.push(one));
  if (database === null) {
    yield* found;
    return;
  }
  for (const [table, ...columns] of COLUMNS)
    for (const column of database.has(table) ? columns : [])
      if (database.column(table, column) < 0)
        found.push(diagnostic('missing-metadata', { path: claim.path }, { what: `The column ${column} of table ${table}` }));
  yield* runsOf(database, claim, index, files, (one) => found.push(one));
  database.finish();
  yield* found;
}

const owner = (path: string): Owner => {
  const marks = (database: Database) => MARKS.filter((table) => database.has(table)).length;
  return {
    format: 'MLflow database',
    named: /mlflow/i.test(nameOf(path)),
    owns: (database) =>
      marks(database) === MARKS.length || (marks(database) >= 3 && database.has('alembic_version') && database.has('runs')),
    perhaps: (database) => marks(database) > 0,
  };
};

function* runsOf(
  database: Database,
  claim: Claim,
  index: DirectoryIndex,
  files: Files,
  report: Report,
): Generator<Fragment, void, undefined> {
  const { path } = claim;
  let head: string | undefined;
  for (const row of rowsOf(database, 'alembic_version', ['version_num'])) head = row.text('version_num') ?? head;
  const experiments = readExperiments(database);
  const runs = [...readRuns(database)];
  const experimentTags = readPairs(database, 'experiment_tags', 'experiment_id');
  const params = readPairs(database, 'params', 'run_uuid');
  const tags = readPairs(database, 'tags', 'run_uuid');
  const inputs = readInputs(database);
  const models = readLoggedModels(database);
  const modelTags = readPairs(database, 'logged_model_tags', 'model_id', 'tag_key', 'tag_value');
  const modelParams = readPairs(database, 'logged_model_params', 'model_id', 'param_key', 'param_value');
  const registry = readRegistry(database);
  const metrics = readMetricRows(database);
  const series = new Map(metrics.series);
  const folders = artifactFolders(claim);
  const madeBy = new Map<string, ModelRow[]>();
  for (const model of models.values()) if (model.run !== undefined) madeBy.set(model.run, [...(madeBy.get(model.run) ?? []), model]);
  for (const name of metrics.imprecise) report(diagnostic('integer-precision', { path }, { what: `A step of ${name}` }));
  if (metrics.nameless > 0)
    report(diagnostic('undecodable-record', { path }, { format: 'table metrics', what: `${metrics.nameless} rows without run or key` }));

  const seen = new Set<string>();
  for (const row of runs) {
    if (seen.has(row.id)) {
      report(diagnostic('duplicate-key', { path }, { key: `run ${row.id}` }));
      continue;
    }
    seen.add(row.id);
    const experiment = row.experiment === undefined ? undefined : experiments.get(row.experiment);
    const own = madeBy.get(row.id) ?? [];
    const run: Draft<RunRecord> = {
      ...row.fields,
      id: row.id,
      experimentTags: experimentTags.get(row.experiment ?? '') ?? new Map(),
      params: params.get(row.id) ?? [],
      tags: withModelTags(tags.get(row.id) ?? new Map(), own, modelTags),
      data: inputs.data.get(row.id) ?? [],
      artifacts: [],
      registry: registry.get(row.id) ?? [],
      software: {},
    };
    if (experiment?.name !== undefined) run.experiment = experiment.name;
    if (experiment?.deleted === true) run.deleted = 'experiment';
    setStatus(run, row, path, report);
    const artifacts: Artifact[] = [];
    const folder = folders.get(row.id);
    if (folder !== undefined) {
      artifacts.push(...artifactsBelow(folder, '', index, files));
      run.software = softwareBelow(folder, index, files);
    }
    for (const model of own) {
      const place = folders.get(model.id);
      artifacts.push(...modelArtifacts(model.name, model.id, model.status, place ?? `${path}/${model.id}`, index, files));
      if (place !== undefined) run.software = { ...softwareBelow(place, index, files), ...run.software };
    }
    for (const [ids, direction] of [
      [inputs.models.get(row.id) ?? [], 'input'],
      [inputs.made.get(row.id)?.filter((id) => models.get(id)?.run !== row.id) ?? [], 'output'],
    ] as const) {
      for (const id of ids) artifacts.push(linkedModel(id, models.get(id), direction));
    }
    run.artifacts = artifacts;
    const facts: Draft<Fragment['facts']> = factsOf(run);
    const parameters = own.filter((model) => modelParams.has(model.id));
    if (parameters.length > 0) {
      const byModel = valueMap();
      for (const model of parameters) byModel[model.name] = literals(modelParams.get(model.id) ?? new Map());
      facts.extra = { ...facts.extra, models: byModel };
    }
    const used = [folder, ...own.map((model) => folders.get(model.id))].filter((place) => place !== undefined);
    yield {
      tracker: 'mlflow',
      format: head === undefined ? 'MLflow database' : `MLflow database, head ${head}`,
      keys: { trackerId: row.id, directory: `${path}/${row.id}`, role: 'run' },
      sources: [
        ...claim.files.filter((file) => file === path || file === `${path}-wal` || file === `${path}-journal`),
        ...used.flatMap((place) => index.below(place).map((file) => file.path)),
      ].sort(),
      facts,
      series: series.get(row.id) ?? [],
    };
    series.delete(row.id);
  }
  tellStrays([series, params, tags], seen, path, report);
}

function setStatus(run: Draft<RunRecord>, row: RunRow, path: string, report: Report): void {
  const status = statusOf(row.statusText ?? '');
  if (status !== undefined) run.status = status;
  else if (row.statusText !== undefined) {
    const args = { format: `row of run ${row.id}`, key: 'status', text: row.statusText.slice(0, 80), wanted: 'an MLflow status' };
    report(diagnostic('bad-value', { path }, args));
  }
}

/** Git facts may stand on the logged model alone. */
function withModelTags(
  tags: ReadonlyMap<string, string>,
  models: readonly ModelRow[],
  modelTags: ReadonlyMap<string, ReadonlyMap<string, string>>,
) {
  const code = codeOf(tags);
  const found = models.map((model) => modelTags.get(model.id)).filter((own) => own !== undefined);
  const git = new Map<string, string>();
  for (const own of found) for (const [key, text] of own) if (key.startsWith('mlflow.source.git.') && !tags.has(key)) git.set(key, text);
  const commit = git.get('mlflow.source.git.commit');
  if (git.size === 0 || (code?.commit !== undefined && commit !== undefined && commit !== code.commit)) return tags;
  return new Map([...tags, ...git]);
}

function linkedModel(id: string, row: ModelRow | undefined, direction: 'input' | 'output'): Artifact {
  const model: Draft<Artifact> = { name: row?.name ?? id, type: 'model', direction, version: id, present: false };
  const status = MODEL_STATUS.get(row?.status ?? '');
  if (status !== undefined) model.status = status;
  return model;
}

/** Run or logged model → the folder of its artifacts, by the id in the path: the addresses in the database are of another machine. */
function artifactFolders(claim: Claim): Map<string, string> {
  const folders = new Map<string, string>();
  for (const file of claim.files) {
    const parts = file.split('/');
    for (let at = 1; at < parts.length - 1; at += 1) {
      const id = parts[at - 1] as string;
      if (parts[at] !== 'artifacts' || !(MODEL_ID.test(id) || /^[0-9a-f]{32}$/.test(id))) continue;
      if (!folders.has(id)) folders.set(id, parts.slice(0, at + 1).join('/'));
      break;
    }
  }
  return folders;
}

/** Rows of runs that the runs table does not have: no run is made up for them, but they are counted. */
function tellStrays(
  maps: readonly [
    ReadonlyMap<string, readonly Series[]>,
    ReadonlyMap<string, ReadonlyMap<string, string>>,
    ReadonlyMap<string, ReadonlyMap<string, string>>,
  ],
  seen: ReadonlySet<string>,
  path: string,
  report: Report,
): void {
  const [series, params, tags] = maps;
  const strays = new Map<string, number>();
  const count = (id: string, rows: number) => {
    if (!seen.has(id)) strays.set(id, (strays.get(id) ?? 0) + rows);
  };
  for (const [id, list] of series) for (const one of list) count(id, one.step.length);
  for (const own of [params, tags]) for (const [id, pairs] of own) count(id, pairs.size);
  let told = 0;
  for (const [id, rows] of strays) {
    told += 1;
    if (told > MOST_STRAYS) {
      report(diagnostic('limit-reached', { path }, { what: 'runs that the runs table lacks', limit: MOST_STRAYS }));
      return;
    }
    report(
      diagnostic(
        'undecodable-record',
        { path },
        { format: 'MLflow database', what: `${rows} rows of run ${id.slice(0, 64)}, which the runs table lacks` },
      ),
    );
  }
}
