import type { Diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact, Environment, Facts, Fragment } from '../../model/fragment.ts';
import { type Value, valueMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { artifactsBelow, softwareBelow } from './artifacts.ts';
import { codeOf } from './facts.ts';
import { literal } from './literal.ts';
import { readMeta } from './meta.ts';
import { isRunFolder, nameOf, parentOf, runFolder, within } from './paths.ts';
import { type Draft, MODEL_STATUS, type Software } from './record.ts';

/** Reads a logged model of a file store (MLflow 3) as a part of the run that made it. */
export function* readLoggedModel(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const found: Diagnostic[] = [];
  const folder = claim.path;
  const meta = readMeta(`${folder}/meta.yaml`, files, (one) => found.push(one));
  yield* found;
  const run = meta?.text('source_run_id');
  if (meta === null || run === undefined) return;
  const name = meta.text('name') ?? nameOf(folder);
  const texts = (kind: string) => {
    const list = new Map<string, string>();
    for (const path of claim.files) {
      if (!path.startsWith(`${folder}/${kind}/`)) continue;
      const text = files.text(path);
      if (text !== null) list.set(path.slice(folder.length + kind.length + 2), text);
    }
    return list;
  };
  const store = parentOf(parentOf(parentOf(folder)));
  const root = nameOf(store) === '.trash' ? parentOf(store) : store;
  const experiment = parentOf(parentOf(folder));
  const made = within(experiment, run);
  const place = isRunFolder(made, index) ? made : runFolder(root, run, index);
  yield {
    tracker: 'mlflow',
    format: 'MLflow file store, logged model',
    keys: { trackerId: run, directory: place ?? folder, role: 'part', partOf: place ?? made },
    sources: claim.files,
    facts: modelFacts(
      name,
      meta.text('model_id') ?? nameOf(folder),
      meta.text('status'),
      `${folder}/artifacts`,
      texts('params'),
      texts('tags'),
      index,
      files,
    ),
    series: [],
  };
}

/** What a logged model adds to its run: itself and its files, its surroundings, its code, its own parameters. */
function modelFacts(
  name: string,
  id: string,
  status: string | undefined,
  folder: string,
  params: ReadonlyMap<string, string>,
  tags: ReadonlyMap<string, string>,
  index: DirectoryIndex,
  files: Files,
): Facts {
  const facts: Draft<Facts> = { artifacts: modelArtifacts(name, id, status, folder, index, files) };
  const environment = surroundings(softwareBelow(folder, index, files));
  if (environment !== null) facts.environment = environment;
  const code = codeOf(tags);
  if (code !== null && (code.commit !== undefined || code.diff !== undefined || typeof code.dirty === 'boolean')) facts.code = code;
  if (params.size > 0) facts.extra = { models: { [name]: literals(params) } };
  return facts;
}

/** The model itself and every file of it; `folder` may hold nothing. */
export function modelArtifacts(
  name: string,
  id: string,
  status: string | undefined,
  folder: string,
  index: DirectoryIndex,
  files: Files,
): Artifact[] {
  const inside = artifactsBelow(folder, `${name}/`, index, files).filter((artifact) => artifact.type !== 'model');
  const model: Draft<Artifact> = { name, type: 'model', direction: 'output', version: id, present: inside.length > 0 };
  if (inside.length > 0) model.path = folder;
  const word = MODEL_STATUS.get(status ?? '');
  if (word !== undefined) model.status = word;
  return [model, ...inside];
}

function surroundings(software: Software): Environment | null {
  const environment: Draft<Environment> = {};
  if (software.python !== undefined) environment.python = software.python;
  if (software.packages !== undefined) environment.packages = software.packages;
  if (software.mlflow !== undefined) environment.frameworks = { mlflow: software.mlflow };
  return Object.keys(environment).length > 0 ? environment : null;
}

/** Parameters as values. */
export function literals(texts: ReadonlyMap<string, string>): { [key: string]: Value } {
  const map = valueMap();
  for (const [key, text] of texts) map[key] = literal(text.trim());
  return map;
}
