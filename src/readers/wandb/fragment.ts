import type { Code, Facts, Fragment } from '../../model/fragment.ts';
import { isMap, type ValueMap, valueMap } from '../../model/value.ts';
import { artifactsOf, dataOf } from './artifacts.ts';
import { clockOf, exitOfMetadata } from './clock.ts';
import { finish } from './columns.ts';
import { type ConfigParts, configOf, unwrapConfig } from './config.ts';
import { consoleOfFile, consoleOfLog } from './console.ts';
import { idOf, isOnline, type Layout, sweepOf } from './detect.ts';
import { environmentOf, mergeSurroundings, type Surroundings } from './environment.ts';
import { filesBelow, jsonOf, pathOf, type RunFiles, snapshotOf, textOf, yamlOf } from './files.ts';
import { mediaOf } from './media.ts';
import { packagesOf, surroundingsOfMetadata } from './metadata.ts';
import { definitions, metricsOfConfig } from './metric.ts';
import type { Records } from './records.ts';
import { statusOf } from './run.ts';
import { summaryOf } from './summary.ts';
import { addInternal, withTelemetry } from './telemetry.ts';
import type { Tree } from './tree.ts';

/** Puts together what the records and the files beside them say; the records come first. */
export function fragmentOf(layout: Layout, records: Records, run: RunFiles): Fragment {
  const { run: recorded, history } = records;
  const metadata = jsonOf(run, 'wandb-metadata.json');
  const parts = configParts(records, run);
  addInternal(records.telemetry, parts.internal);
  const surroundings = surroundingsOf(records, metadata, parts.internal);
  const packages = packagesIn(run);
  const series = [...finish(history.columns, 'metric'), ...finish(records.system.columns, 'system')];
  const id = recorded.id ?? idOf(layout.directory, layout.log);
  const media = mediaOf(history.media, layout.folder ?? '', filesBelow(run, 'media'), run.index, records.told);
  const artifacts = artifactsOf(records.artifacts, layout.folder ?? '', run.index, run.files);
  const facts: Facts = {
    ...named(records, metadata),
    ...statusOf(records.exit ?? exitOfMetadata(metadata)),
    ...clockOf(layout, records, surroundings, parts.internal),
    config: parts.config,
    summary: summaryIn(records, run),
    ...someOf({
      metrics: definitions([...metricsOfConfig(parts.internal), ...records.defined], new Set(series.map((one) => one.name))),
      artifacts,
      data: dataOf(records.artifacts),
      media,
      alerts: records.alerts,
    }),
    ...defined({
      sweep: recorded.sweep ?? sweepOf(run.claim),
      code: codeOf(surroundings, run),
      environment: environmentOf(surroundings, packages, frameworksOf(records)),
      console: consoleIn(run) ?? consoleOfLog(records.printed) ?? undefined,
      hosted: hostedAt(layout, records, id),
      extra: extraOf(records),
    }),
  };
  const goesOn = recorded.resumed === true || records.telemetry.resumed === true;
  const resumed = goesOn || (recorded.startingStep ?? 0) > 0 || (recorded.earlierSeconds ?? 0) > 0;
  return {
    tracker: 'wandb',
    format: formatOf(layout, records),
    keys: { ...(id === '' ? {} : { trackerId: id }), directory: layout.directory, role: 'run', ...(resumed ? { resumed } : {}) },
    sources: run.claim.files,
    facts,
    series,
  };
}

/** The fields that have a value. */
function defined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The lists that are not empty. */
function someOf<T extends { [K in keyof T]: readonly unknown[] }>(lists: T): Partial<T> {
  return Object.fromEntries(Object.entries<readonly unknown[]>(lists).filter(([, list]) => list.length > 0)) as Partial<T>;
}

function formatOf(layout: Layout, records: Records): string {
  const client = records.telemetry.client ?? '';
  const words = (name: string, version: string) => (version === '' ? name : `${name} ${version}`);
  if (layout.log !== null && records.count > 0) {
    if (records.core !== null) return words('W&B log, Go core', records.core.split('+')[0] as string);
    return words('W&B log, Python core', client);
  }
  return words('W&B files', client);
}

/** Before SDK 0.10 the metadata had the names that later ones have in the log. */
function named(records: Records, metadata: ValueMap | null): Partial<Facts> {
  const { run } = records;
  const at = (recorded: string | undefined, key: string) => {
    const value = recorded ?? metadata?.[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const tags = run.tags ?? (Array.isArray(metadata?.tags) ? metadata.tags.map(String) : undefined);
  return defined<Facts>({
    name: at(run.name, 'name'),
    project: at(run.project, 'project'),
    entity: at(run.entity, 'entity'),
    group: at(run.group, 'group'),
    jobType: at(run.jobType, 'jobType'),
    notes: at(run.notes, 'notes'),
    tags,
    parent: run.branch?.run === '' ? undefined : run.branch?.run,
  });
}

/** The configuration of the log or, where it has none, of `config.yaml`. */
function configParts(records: Records, run: RunFiles): ConfigParts {
  if (records.config.changes.length > 0) return configOf(records.config, records.core !== null);
  const file = yamlOf(run, 'config.yaml');
  return file === null ? { config: valueMap(), internal: valueMap() } : unwrapConfig(file);
}

function summaryIn(records: Records, run: RunFiles): ValueMap {
  const { summary } = records;
  if (summary.latest.changes === 0) {
    const file = jsonOf(run, 'wandb-summary.json');
    if (file !== null) summary.base = Object.assign(valueMap(), summary.base, file);
  }
  return summaryOf(summary, records.history);
}

function surroundingsOf(records: Records, metadata: ValueMap | null, internal: ValueMap): Surroundings {
  const { run } = records;
  const ofRun: Surroundings = {
    environment: defined<Surroundings['environment']>({ host: run.host }),
    ...defined<{ remote: string; commit: string }>({ remote: run.remote, commit: run.commit }),
  };
  let all = mergeSurroundings(ofRun, records.surroundings);
  if (metadata !== null) all = mergeSurroundings(all, surroundingsOfMetadata(metadata));
  if (isMap(internal.e))
    for (const entry of Object.values(internal.e)) if (isMap(entry)) all = mergeSurroundings(all, surroundingsOfMetadata(entry));
  return withTelemetry(all, records.telemetry);
}

function packagesIn(run: RunFiles): Tree | null {
  const text = textOf(run, 'requirements.txt');
  return text === null ? null : packagesOf(text);
}

function frameworksOf(records: Records): Tree {
  const { telemetry } = records;
  const core = records.core?.split('+')[0];
  const client = telemetry.client ?? core;
  return client === undefined ? telemetry.frameworks : Object.assign(valueMap(), telemetry.frameworks, { wandb: client });
}

function codeOf(surroundings: Surroundings, run: RunFiles): Code | undefined {
  const diff = textOf(run, 'diff.patch');
  const snapshot = snapshotOf(run);
  const { commit, remote, program } = surroundings;
  const changed = diff !== null && diff.trim() !== '';
  const code = defined<Code>({
    commit,
    remote,
    program,
    diff: changed ? diff : undefined,
    snapshot: snapshot.length === 0 ? undefined : snapshot,
  });
  return Object.keys(code).length === 0 ? undefined : { ...code, dirty: changed ? true : null };
}

function consoleIn(run: RunFiles) {
  const path = pathOf(run, 'output.log');
  return path === null ? null : consoleOfFile(path, run.files);
}

/** Only a run that was written while connected is at W&B, and only with all three names is its address known. */
function hostedAt(layout: Layout, records: Records, id: string): string | undefined {
  const { entity, project } = records.run;
  if (!isOnline(layout.directory) || entity === undefined || project === undefined || id === '') return undefined;
  return `https://wandb.ai/${[entity, project].map(encodeURIComponent).join('/')}/runs/${encodeURIComponent(id)}`;
}

function extraOf(records: Records): ValueMap | undefined {
  const { branch, startingStep, earlierSeconds } = records.run;
  const extra: Tree = valueMap();
  if (branch !== undefined) extra.branch_point = Object.assign(valueMap(), branch);
  if (startingStep) extra.starting_step = startingStep;
  if (earlierSeconds) extra.earlier_seconds = earlierSeconds;
  if (records.tensorboard.length > 0) extra.tensorboard = [...new Set(records.tensorboard)];
  return Object.keys(extra).length === 0 ? undefined : extra;
}
