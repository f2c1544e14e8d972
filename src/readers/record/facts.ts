import { diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex } from '../../model/folder.ts';
import type {
  Alert,
  Artifact,
  Code,
  DataInput,
  Environment,
  Facts,
  Media,
  MetricDefinition,
  RegistryVersion,
  Status,
} from '../../model/fragment.ts';
import { leaves, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import { type Fields, fieldsOf, type Source } from './fields.ts';
import { ownPath } from './files.ts';

const STATUS: readonly Status[] = ['running', 'finished', 'failed', 'killed', 'pruned', 'queued', 'unknown'];

/** The run's own facts and its id, from the keys of `run.yaml`; keys of other names go to `extra`. */
export function factsOf(
  source: Source,
  typed: ValueMap,
  spelled: ValueMap,
  dir: string,
  index: DirectoryIndex,
): { readonly id: string | undefined; readonly facts: Facts } {
  const top = fieldsOf(source, typed, spelled);
  let timeZoneAssumed = false;
  const assumed = () => {
    timeZoneAssumed = true;
  };
  const refuse = (path: string, way: readonly (string | number)[]) =>
    source.report(
      diagnostic('path-refused', { path: source.path, ...source.placeOf(way) }, { path, reason: 'it leads out of the record’s folder' }),
    );
  const id = top.text('id');
  const startedAt = top.time('started', assumed) ?? top.time('started_at', assumed);
  const endedAt = top.time('ended', assumed) ?? top.time('ended_at', assumed);
  const config = withSeeds(top.map('config'), top.any('seeds'));
  const facts: Facts = compact({
    name: top.text('name'),
    project: top.text('project'),
    entity: top.text('entity'),
    group: top.text('group'),
    sweep: top.text('sweep'),
    jobType: top.text('job_type'),
    parent: top.text('parent'),
    tags: top.texts('tags'),
    notes: top.text('notes'),
    status: top.oneOf('status', STATUS),
    statusReason: top.text('status_reason'),
    startedAt,
    endedAt,
    durationSeconds: top.number('duration_seconds'),
    config,
    summary: top.map('summary'),
    metrics: some(top.list('metrics').flatMap(metricOf)),
    code: top.any('code') === undefined ? undefined : codeOf(top.fields('code')),
    data: some(top.list('data').flatMap(dataOf)),
    environment: environmentOf(top.fields('environment')),
    artifacts: some(
      top.list('artifacts').flatMap((fields, at) => artifactOf(fields, dir, index, (path) => refuse(path, ['artifacts', at]))),
    ),
    media: some(top.list('media').flatMap((fields, at) => mediaOf(fields, dir, (path) => refuse(path, ['media', at])))),
    registry: some(top.list('registry').flatMap((fields) => registryOf(fields, assumed))),
    hosted: top.text('hosted'),
    alerts: some(top.list('alerts').map((fields) => alertOf(fields, assumed))),
    overrides: top.texts('overrides'),
    deleted: top.boolean('deleted'),
  });
  top.any('series');
  const extra = valueMap();
  const more = top.map('extra') ?? valueMap();
  for (const part of [more, top.rest()]) for (const key of Object.keys(part)) extra[key] = part[key] as Value;
  return {
    id: id === undefined || id.trim() === '' ? undefined : id,
    facts: {
      ...facts,
      ...(timeZoneAssumed ? { timeZoneAssumed } : {}),
      ...(Object.keys(extra).length === 0 ? {} : { extra }),
    },
  };
}

/**
 * Seeds are inputs like any other, so they stand in the configuration: `seeds: 3` as `seed`, `{torch: 3}` as
 * `torch_seed`, unless the configuration already has that key.
 */
function withSeeds(config: ValueMap | undefined, seeds: Value | undefined): ValueMap | undefined {
  if (seeds === undefined || seeds === null) return config;
  const known = new Set(Array.from(leaves(config ?? valueMap()), ([key]) => key));
  const all = valueMap();
  for (const key of Object.keys(config ?? {})) all[key] = config?.[key] as Value;
  const entries: [string, Value][] =
    typeof seeds === 'object' && !Array.isArray(seeds) ? Object.entries(seeds as ValueMap) : [['seed', seeds]];
  for (const [name, value] of entries) {
    const key = known.has(name) || /seed|random_state/i.test(name) ? name : `${name}_seed`;
    if (!known.has(key) && !(key in all)) all[key] = value;
  }
  return all;
}

function metricOf(fields: Fields): MetricDefinition[] {
  const name = fields.name ?? fields.text('name');
  if (name === undefined) return [];
  const goal = fields.oneOf('goal', ['minimize', 'maximize'] as const);
  return [compact({ name, goal, stepMetric: fields.text('step_metric'), summary: fields.text('summary') })];
}

function codeOf(fields: Fields | undefined): Code | undefined {
  if (fields === undefined) return undefined;
  return compact({
    commit: fields.text('commit'),
    branch: fields.text('branch'),
    remote: fields.text('remote'),
    dirty: fields.boolean('dirty'),
    diff: fields.text('diff'),
    program: fields.text('program'),
  });
}

function dataOf(fields: Fields): DataInput[] {
  const name = fields.name ?? fields.text('name');
  if (name === undefined) return [];
  const [type, version, digest] = [fields.text('type'), fields.text('version'), fields.text('digest')];
  return [compact({ name, type, version, digest, uri: fields.text('uri'), context: fields.text('context') })];
}

function environmentOf(fields: Fields | undefined): Environment | undefined {
  if (fields === undefined) return undefined;
  return compact({
    os: fields.text('os'),
    python: fields.text('python'),
    packages: fields.map('packages'),
    container: fields.text('container'),
    cuda: fields.text('cuda'),
    gpu: fields.text('gpu'),
    gpuCount: fields.number('gpu_count'),
    cpu: fields.text('cpu'),
    cpuCount: fields.number('cpu_count'),
    memoryBytes: fields.number('memory_bytes'),
    frameworks: fields.map('frameworks'),
    host: fields.text('host'),
    user: fields.text('user'),
    email: fields.text('email'),
    executable: fields.text('executable'),
    workingDirectory: fields.text('working_directory'),
    arguments: fields.texts('arguments'),
    variables: fields.map('variables'),
  });
}

function artifactOf(fields: Fields, dir: string, index: DirectoryIndex, refuse: (path: string) => void): Artifact[] {
  const name = fields.name ?? fields.text('name');
  const said = fields.text('path');
  if (name === undefined && said === undefined) return [];
  const own = said === undefined ? null : ownPath(dir, said);
  const declared = fields.boolean('present');
  if (said !== undefined && own === null && declared !== false) refuse(said);
  const present = own !== null && declared !== false && index.file(own) !== undefined;
  return [
    compact({
      name: name ?? (said as string),
      type: fields.text('type'),
      direction: fields.oneOf('direction', ['input', 'output'] as const) ?? ('output' as const),
      version: fields.text('version'),
      aliases: fields.texts('aliases'),
      path: present ? own : said,
      present,
      size: fields.number('size'),
      sha256: fields.text('sha256'),
      digest: fields.text('digest'),
      uri: fields.text('uri'),
    }),
  ];
}

function mediaOf(fields: Fields, dir: string, refuse: (path: string) => void): Media[] {
  const said = fields.text('path');
  if (said === undefined) return [];
  const path = ownPath(dir, said);
  if (path === null) refuse(said);
  const [name, step, type] = [fields.text('name') ?? said, fields.number('step') ?? null, fields.text('type') ?? 'file'];
  return path === null ? [] : [{ name, step, type, path }];
}

function registryOf(fields: Fields, assumed: () => void): RegistryVersion[] {
  const model = fields.name ?? fields.text('model');
  const version = fields.text('version');
  if (model === undefined || version === undefined) return [];
  const [createdAt, updatedAt] = [fields.time('created_at', assumed), fields.time('updated_at', assumed)];
  const [stage, description] = [fields.text('stage'), fields.text('description')];
  return [compact({ model, version, stage, aliases: fields.texts('aliases') ?? [], createdAt, updatedAt, description })];
}

function alertOf(fields: Fields, assumed: () => void): Alert {
  const [title, text] = [fields.text('title') ?? '', fields.text('text') ?? ''];
  return compact({ title, text, level: fields.text('level'), time: fields.time('time', assumed) });
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without the keys whose value is undefined. */
function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Compact<T>;
}
