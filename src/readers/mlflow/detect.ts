import { hash } from 'node:crypto';
import type { DirectoryIndex } from '../../model/folder.ts';
import type { Claim } from '../reader.ts';
import { isRunFolder, MODEL_ID, nameOf, parentOf, within } from './paths.ts';

/** Data sets and models of an experiment up to this number are all part of each run's claim. */
const FEW = 32;
/** More pairs of input and data set than this are not laid beside each other. */
export const MOST_PAIRS = 1_000_000;

/** One claim a run, one a logged model, one a registry, one a database. */
export function detect(index: DirectoryIndex): Claim[] {
  const claims: Claim[] = [];
  const runs = new Set<string>();
  const experiments = new Map<string, Experiment>();
  for (const folder of index.dirs) {
    if (!isRunFolder(folder, index) || insideOf(folder, runs)) continue;
    runs.add(folder);
    const place = parentOf(folder);
    let experiment = experiments.get(place);
    if (experiment === undefined) {
      experiment = experimentAt(place, index);
      experiments.set(place, experiment);
    }
    claims.push(runClaim(folder, experiment, index));
  }
  for (const folder of index.dirs) {
    const above = parentOf(folder);
    const name = nameOf(folder);
    if (nameOf(above) === 'models' && MODEL_ID.test(name) && index.file(`${folder}/meta.yaml`) !== undefined && !insideOf(folder, runs))
      claims.push({ tracker: 'mlflow', path: folder, files: index.below(folder).map((file) => file.path) });
    else if (name === 'models' && isRegistry(folder, index) && !insideOf(folder, runs)) claims.push(registryClaim(folder, index));
  }
  for (const file of index.files) if (isDatabaseName(file.name) && !insideOf(file.path, runs)) claims.push(databaseClaim(file.path, index));
  return claims.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

interface Experiment {
  /** Its own `meta.yaml` and tags. */
  readonly files: readonly string[];
  /** Id of a data set or logged model → its `meta.yaml`. */
  readonly entities: ReadonlyMap<string, string>;
  pairs: number;
}

function experimentAt(place: string, index: DirectoryIndex): Experiment {
  const files = index.file(within(place, 'meta.yaml')) === undefined ? [] : [within(place, 'meta.yaml')];
  for (const tag of index.below(within(place, 'tags'))) files.push(tag.path);
  const entities = new Map<string, string>();
  for (const kind of ['datasets', 'models'])
    for (const entity of index.children(within(place, kind)))
      if (index.file(`${entity}/meta.yaml`) !== undefined) entities.set(nameOf(entity), `${entity}/meta.yaml`);
  return { files, entities, pairs: 0 };
}

function runClaim(folder: string, experiment: Experiment, index: DirectoryIndex): Claim {
  const files = index.below(folder).map((file) => file.path);
  files.push(...experiment.files, ...entitiesOf(folder, experiment, index));
  return { tracker: 'mlflow', path: folder, files: [...new Set(files)].sort() };
}

/** The data sets and models that a run may name: an input's folder is named by the md5 of the entity's id and the run's. */
function entitiesOf(folder: string, experiment: Experiment, index: DirectoryIndex): string[] {
  const { entities } = experiment;
  const inputs = index.children(`${folder}/inputs`).map(nameOf);
  const outputs = index.children(`${folder}/outputs`).map(nameOf);
  const wanted = new Set([...inputs, ...outputs]);
  if (wanted.size === 0) return [];
  if (entities.size <= FEW) return [...entities.values()];
  const found: string[] = [];
  for (const name of wanted) {
    const direct = entities.get(name);
    if (direct !== undefined) found.push(direct);
  }
  if (inputs.length === 0 || experiment.pairs > MOST_PAIRS) return found;
  experiment.pairs += entities.size;
  const run = nameOf(folder);
  for (const [id, meta] of entities) if (wanted.has(hash('md5', id + run))) found.push(meta);
  return found;
}

function isRegistry(folder: string, index: DirectoryIndex): boolean {
  return index
    .children(folder)
    .some((model) =>
      index.children(model).some((version) => /\/version-\d+$/.test(version) && index.file(`${version}/meta.yaml`) !== undefined),
    );
}

function registryClaim(folder: string, index: DirectoryIndex): Claim {
  const files: string[] = [];
  for (const { path } of index.below(folder)) {
    const parts = path.slice(folder.length + 1).split('/');
    if (parts.length === 2 ? parts[1] === 'meta.yaml' : parts[1] === 'aliases' || (parts.length === 3 && parts[2] === 'meta.yaml'))
      files.push(path);
  }
  return { tracker: 'mlflow', path: folder, files };
}

/** Texts about MLflow that are no database. */
const TEXTS =
  /\.(?:py|pyc|ipynb|md|rst|txt|ya?ml|json|toml|cfg|ini|conf|env|sh|bat|ps1|sql|log|out|err|csv|html?|css|[jt]sx?|svg|png|jpe?g|gif|ico|pdf|lock|whl|zip|gz|tar|pkl|r|java|scala|dvc|gitignore)$/i;
const DATABASE = /\.(?:db|sqlite|sqlite3)$/i;

function isDatabaseName(name: string): boolean {
  if (/-(?:wal|shm|journal)$/.test(name)) return false;
  return DATABASE.test(name) || (/mlflow/i.test(name) && !TEXTS.test(name) && !/^mlflow\./.test(name));
}

/** A database with its log, and the artifacts that lie below its folder by `<experiment>/<run>/artifacts`. */
function databaseClaim(path: string, index: DirectoryIndex): Claim {
  const files = [path];
  for (const end of ['-wal', '-shm', '-journal']) if (index.file(path + end) !== undefined) files.push(path + end);
  for (const file of index.below(parentOf(path))) if (ARTIFACT.test(file.path)) files.push(file.path);
  return { tracker: 'mlflow', path, files: files.sort() };
}

const ARTIFACT = /(?:^|\/)(?:[0-9a-f]{32}|models\/m-[0-9a-f]{32})\/artifacts\/./;

function insideOf(place: string, folders: ReadonlySet<string>): boolean {
  for (let above = parentOf(place); above !== ''; above = parentOf(above)) if (folders.has(above)) return true;
  return false;
}
