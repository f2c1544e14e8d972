import type { Code, Environment, Facts, MetricDefinition } from '../../model/fragment.ts';
import { type Value, type ValueMap, valueMap } from '../../model/value.ts';
import { loggedImages } from './images.ts';
import { literal } from './literal.ts';
import type { Draft, RunRecord } from './record.ts';

const SHORT_TAG = 60;

/** Puts a run into the words that all trackers share. */
export function factsOf(run: RunRecord): Facts {
  const facts: Draft<Facts> = {};
  const name = run.name || run.tags.get('mlflow.runName');
  if (name) facts.name = name;
  if (run.experiment !== undefined) facts.project = run.experiment;
  const parent = run.tags.get('mlflow.parentRunId');
  if (parent) facts.parent = parent;
  const tags = tagWords(run.tags);
  if (tags.length > 0) facts.tags = tags;
  const notes = run.tags.get('mlflow.note.content');
  if (notes) facts.notes = notes;
  facts.status = run.status ?? 'unknown';
  if (run.start !== undefined) facts.startedAt = run.start / 1000;
  if (run.end !== undefined) facts.endedAt = run.end / 1000;
  if (run.deleted !== undefined) {
    facts.deleted = true;
    facts.statusReason = run.deleted === 'run' ? 'lifecycle deleted' : 'experiment deleted';
  }
  facts.config = configOf(run.params);
  const metrics = metricsOf(run.experimentTags);
  if (metrics.length > 0) facts.metrics = metrics;
  const code = codeOf(run.tags, run.sourceName, run.sourceVersion);
  if (code !== null) facts.code = code;
  if (run.data.length > 0) facts.data = run.data;
  const environment = environmentOf(run);
  if (Object.keys(environment).length > 0) facts.environment = environment;
  if (run.artifacts.length > 0) facts.artifacts = run.artifacts;
  const media = loggedImages(run.artifacts);
  if (media.length > 0) facts.media = media;
  if (run.registry.length > 0) facts.registry = run.registry;
  const extra = extraOf(run.tags);
  if (Object.keys(extra).length > 0) facts.extra = extra;
  return facts;
}

/** Parameters stay flat: a dot in a key is a dot. */
function configOf(params: RunRecord['params']): ValueMap {
  const config = valueMap();
  for (const [key, text] of params) config[key] = literal(text);
  return config;
}

/** What MLflow knows of the code, from the tags of a run or of a logged model; null where that is nothing. */
export function codeOf(tags: ReadonlyMap<string, string>, sourceName?: string, sourceVersion?: string): Code | null {
  const code: Draft<Code> = {};
  const commit = tags.get('mlflow.source.git.commit') || sourceVersion;
  const branch = tags.get('mlflow.source.git.branch') || tags.get('mlflow.gitBranchName');
  const remote = tags.get('mlflow.source.git.repoURL') || tags.get('mlflow.gitRepoURL') || tags.get('mlflow.project.gitRepoUrl');
  const dirty = tags.get('mlflow.source.git.dirty')?.toLowerCase();
  const diff = tags.get('mlflow.source.git.diff');
  const program = tags.get('mlflow.source.name') || sourceName;
  if (commit) code.commit = commit;
  if (branch) code.branch = branch;
  if (remote) code.remote = remote;
  if (dirty === 'true' || dirty === 'false') code.dirty = dirty === 'true';
  else if (commit) code.dirty = null;
  if (diff) code.diff = diff;
  if (program) code.program = program;
  return Object.keys(code).length > 0 ? code : null;
}

function environmentOf(run: RunRecord): Environment {
  const environment: Draft<Environment> = {};
  const { python, packages, mlflow } = run.software;
  if (python !== undefined) environment.python = python;
  if (packages !== undefined) environment.packages = packages;
  const container = run.tags.get('mlflow.docker.image.uri') || run.tags.get('mlflow.docker.image.id');
  if (container) environment.container = container;
  if (mlflow !== undefined) environment.frameworks = { mlflow };
  const user = run.tags.get('mlflow.user') || run.user;
  if (user) environment.user = user;
  const variables = valueMap();
  for (const [key, value] of run.tags) if (key.startsWith('mlflow.databricks.')) variables[key] = value;
  if (Object.keys(variables).length > 0) environment.variables = variables;
  return environment;
}

function metricsOf(experimentTags: ReadonlyMap<string, string>): MetricDefinition[] {
  const name = experimentTags.get('mlflow.experiment.primaryMetric.name');
  if (!name) return [];
  const greater = experimentTags.get('mlflow.experiment.primaryMetric.greaterIsBetter')?.toLowerCase();
  if (greater !== 'true' && greater !== 'false') return [{ name }];
  return [{ name, goal: greater === 'true' ? 'maximize' : 'minimize' }];
}

/** MLflow's tags are keys with values; a tag named `tags` that holds a list is taken for plain ones. */
function tagWords(tags: ReadonlyMap<string, string>): string[] {
  const words: string[] = [];
  for (const [key, text] of tags) {
    if (key.startsWith('mlflow.')) continue;
    if (key === 'tags') words.push(...listed(text));
    else if (text.length <= SHORT_TAG && !text.includes('\n')) words.push(text === '' ? key : `${key}:${text}`);
  }
  return [...new Set(words)];
}

function listed(text: string): string[] {
  const value = text.startsWith('[') ? literal(text) : text;
  const items: readonly Value[] = Array.isArray(value) ? value : text.split(',');
  return items.map((item) => String(item).trim()).filter((item) => item !== '');
}

/** Tags that have a field of their own elsewhere. */
const TOLD = new Set([
  'mlflow.runName',
  'mlflow.note.content',
  'mlflow.parentRunId',
  'mlflow.user',
  'mlflow.source.name',
  'mlflow.source.git.commit',
  'mlflow.source.git.branch',
  'mlflow.source.git.repoURL',
  'mlflow.source.git.dirty',
  'mlflow.source.git.diff',
  'mlflow.log-model.history',
]);

/** `tags`: the user's own, in full; `mlflow`: what MLflow noted and no other field says. */
function extraOf(tags: ReadonlyMap<string, string>): ValueMap {
  const own = valueMap();
  const system = valueMap();
  for (const [key, text] of tags) {
    if (!key.startsWith('mlflow.')) own[key] = text;
    else if (!TOLD.has(key) && !key.startsWith('mlflow.databricks.')) system[key.slice('mlflow.'.length)] = text;
  }
  const extra = valueMap();
  if (Object.keys(own).length > 0) extra.tags = own;
  if (Object.keys(system).length > 0) extra.mlflow = system;
  return extra;
}
