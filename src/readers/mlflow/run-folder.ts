import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact, DataInput, Fragment } from '../../model/fragment.ts';
import type { Series } from '../../model/series.ts';
import { isMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { artifactsBelow, softwareBelow } from './artifacts.ts';
import { MOST_PAIRS } from './detect.ts';
import { factsOf } from './facts.ts';
import { literal } from './literal.ts';
import { type Meta, readMeta } from './meta.ts';
import { readMetricFile } from './metric-file.ts';
import { firstRun, HEX_ID, nameOf, parentOf, within } from './paths.ts';
import { type Draft, dataInput, MODEL_STATUS, type RunRecord, statusOf } from './record.ts';

type Report = (diagnostic: Diagnostic) => void;

const LARGEST_METRIC = 1024 * 1024 * 1024;

/** Reads one run of a file store. Whatever is missing costs itself alone. */
export function* readRunFolder(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const found: Diagnostic[] = [];
  const report: Report = (one) => found.push(one);
  const folder = claim.path;
  const experimentFolder = parentOf(folder);
  const meta = metaAt(`${folder}/meta.yaml`, claim, files, report);
  const experimentPath = within(experimentFolder, 'meta.yaml');
  // Said once an experiment, by its first run.
  const first = firstRun(experimentFolder, index) === folder;
  const experiment = metaAt(experimentPath, claim, files, first ? report : () => {});

  const id = HEX_ID.test(nameOf(folder)) ? nameOf(folder) : (meta?.text('run_id') ?? meta?.text('run_uuid') ?? nameOf(folder));
  const run: Draft<RunRecord> = {
    id,
    experimentTags: new Map(textsBelow(within(experimentFolder, 'tags'), claim, files)),
    params: textsBelow(`${folder}/params`, claim, files).map(([key, text]) => [key, paramText(text)] as const),
    tags: new Map(textsBelow(`${folder}/tags`, claim, files)),
    data: [],
    artifacts: [],
    registry: [],
    software: softwareBelow(`${folder}/artifacts`, index, files),
  };
  const project = experiment?.text('name');
  if (project !== undefined) run.experiment = project;
  if (meta !== null) describe(run, meta, `${folder}/meta.yaml`, report);
  if (experiment?.text('lifecycle_stage') === 'deleted' || inTrash(experimentFolder)) run.deleted = 'experiment';
  checkPlace(meta, experiment, folder, report);
  const inputs = inputsOf(folder, claim, index, files, report);
  run.data = inputs.data;
  run.artifacts = [...artifactsBelow(`${folder}/artifacts`, '', index, files), ...inputs.models];
  const series = seriesBelow(folder, claim, files, report);
  yield* found;
  yield {
    tracker: 'mlflow',
    format: 'MLflow file store',
    keys: { trackerId: id, directory: folder, role: 'run' },
    sources: claim.files,
    facts: factsOf(run),
    series,
  };
}

/** Space around a text is the text's own; around a number or a list an editor put it there. */
function paramText(text: string): string {
  const bare = text.trim();
  return typeof literal(bare) === 'string' ? text : bare;
}

/** Early versions moved a deleted experiment into `.trash` and left its `meta.yaml` as it was. */
function inTrash(experimentFolder: string): boolean {
  return nameOf(parentOf(experimentFolder)) === '.trash';
}

function metaAt(path: string, claim: Claim, files: Files, report: Report): Meta | null {
  if (claim.files.includes(path)) return readMeta(path, files, report);
  report(diagnostic('missing-metadata', { path }, { what: 'The file' }));
  return null;
}

function describe(run: Draft<RunRecord>, meta: Meta, path: string, report: Report): void {
  const name = meta.text('run_name') ?? meta.text('name');
  if (name !== undefined) run.name = name;
  const user = meta.text('user_id');
  if (user !== undefined) run.user = user;
  const sourceName = meta.text('source_name');
  if (sourceName !== undefined) run.sourceName = sourceName;
  const sourceVersion = meta.text('source_version');
  if (sourceVersion !== undefined) run.sourceVersion = sourceVersion;
  const start = meta.milliseconds('start_time');
  if (start !== undefined) run.start = start;
  const end = meta.milliseconds('end_time');
  if (end !== undefined) run.end = end;
  if (meta.text('lifecycle_stage') === 'deleted') run.deleted = 'run';
  const wanted = 'an MLflow status';
  const text = meta.text('status');
  if (text === undefined) {
    report(diagnostic('bad-value', { path }, { format: 'MLflow metadata', key: 'status', text: '', wanted }));
    return;
  }
  const status = statusOf(text);
  if (status !== undefined) run.status = status;
  else report(diagnostic('bad-value', { path }, { format: 'MLflow metadata', key: 'status', text: text.slice(0, 80), wanted }));
}

/** A run that names another experiment than the one it lies in was copied there. */
function checkPlace(meta: Meta | null, experiment: Meta | null, folder: string, report: Report): void {
  const recorded = meta?.text('experiment_id');
  const place = nameOf(parentOf(folder));
  const own = experiment?.text('experiment_id');
  if (recorded === undefined || recorded === place || recorded === own) return;
  report(diagnostic('experiment-mismatch', { path: `${folder}/meta.yaml` }, { recorded: recorded.slice(0, 80), found: own ?? place }));
}

/** Keys are paths: `train/loss` is the file `loss` in the folder `train`. */
function filesBelow(folder: string, claim: Claim): [key: string, path: string][] {
  const start = `${folder}/`;
  return claim.files.filter((path) => path.startsWith(start)).map((path) => [path.slice(start.length), path]);
}

function textsBelow(folder: string, claim: Claim, files: Files): [key: string, text: string][] {
  const texts: [string, string][] = [];
  for (const [key, path] of filesBelow(folder, claim)) {
    const text = files.text(path);
    if (text !== null) texts.push([key, text]);
  }
  return texts;
}

function seriesBelow(folder: string, claim: Claim, files: Files, report: Report): Series[] {
  const series: Series[] = [];
  for (const [key, path] of filesBelow(`${folder}/metrics`, claim)) {
    const bytes = files.read(path, LARGEST_METRIC);
    if (bytes === null) continue;
    if (bytes.length === 0) report(diagnostic('empty-file', { path }, { format: 'metric file' }));
    series.push(readMetricFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), path, key, report));
  }
  return series;
}

/** Data sets and models that went in, and models that came out but lie nowhere in the experiment. */
function inputsOf(
  folder: string,
  claim: Claim,
  index: DirectoryIndex,
  files: Files,
  report: Report,
): { data: DataInput[]; models: Artifact[] } {
  const data: DataInput[] = [];
  const models: Artifact[] = [];
  const experiment = parentOf(folder);
  for (const direction of ['input', 'output'] as const) {
    for (const [key, path] of filesBelow(`${folder}/${direction}s`, claim)) {
      if (!key.endsWith('meta.yaml')) continue;
      const link = readMeta(path, files, report);
      const source = link?.text('source_id');
      if (link === null || source === undefined) continue;
      if (link.text('source_type') === 'DATASET') {
        const tags = link.value('tags');
        const context = isMap(tags) ? tags['mlflow.data.context'] : undefined;
        const meta = entity(within(experiment, `datasets/${source}/meta.yaml`), claim, index, files, report);
        data.push(
          dataInput(
            meta?.text('name') ?? source,
            meta?.text('digest'),
            meta?.text('source_type'),
            meta?.text('source'),
            typeof context === 'string' ? context : undefined,
          ),
        );
        continue;
      }
      const meta = entity(within(experiment, `models/${source}/meta.yaml`), claim, index, files, report);
      // A model that the run made tells of itself, as a part of the run.
      if (direction === 'output' && meta !== null) continue;
      const model: Draft<Artifact> = { name: meta?.text('name') ?? source, type: 'model', direction, version: source, present: false };
      const status = MODEL_STATUS.get(meta?.text('status') ?? '');
      if (status !== undefined) model.status = status;
      models.push(model);
    }
  }
  return { data, models };
}

function entity(path: string, claim: Claim, index: DirectoryIndex, files: Files, report: Report): Meta | null {
  if (claim.files.includes(path)) return readMeta(path, files, report);
  if (index.file(path) !== undefined)
    report(diagnostic('limit-reached', { path }, { what: 'pairs of run and data set', limit: MOST_PAIRS }));
  return null;
}
