import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';

/** What `hydra.yaml` says of a job; a value that is missing there (`???`, null) is absent. */
export interface Settings {
  readonly jobName?: string;
  /** Of a multirun; text, since launchers give ids of their own. */
  readonly jobNumber?: string;
  readonly jobId?: string;
  readonly configName?: string;
  readonly overrideDirname?: string;
  readonly overrides?: readonly string[];
  readonly multirun: boolean;
  readonly version?: string;
  readonly workingDirectory?: string;
  /** Configuration group → chosen option, without Hydra's own groups. */
  readonly choices: ValueMap;
  readonly launcher?: string;
  readonly sweeper?: string;
  /** The folder of a job below its sweep's, as configured. */
  readonly sweepSubdir?: string;
  /** The whole of Hydra's node, for `${hydra:…}`. */
  readonly node: ValueMap;
}

export function settingsOf(document: Value | undefined): Settings {
  const top = map(document);
  const node = map(top.hydra);
  const job = map(node.job);
  const runtime = map(node.runtime);
  const task = map(node.overrides).task;
  const number = word(job.num);
  const mode = word(node.mode);
  const choices = valueMap();
  const chosen = map(runtime.choices);
  for (const group of Object.keys(chosen)) {
    const option = chosen[group];
    if (!group.startsWith('hydra/') && option !== undefined && option !== null) choices[group] = option;
  }
  return {
    ...field('jobName', word(job.name)),
    ...field('jobNumber', number),
    ...field('jobId', word(job.id)),
    ...field('configName', word(job.config_name)),
    ...field('overrideDirname', word(job.override_dirname)),
    ...(Array.isArray(task) ? { overrides: task.map(overrideText) } : {}),
    // Before 1.2 there was no mode; a single run's number was missing there.
    multirun: mode === undefined ? number !== undefined : mode.endsWith('MULTIRUN'),
    ...field('version', word(runtime.version)),
    ...field('workingDirectory', word(runtime.cwd)),
    choices,
    ...field('launcher', word(map(node.launcher)._target_)),
    ...field('sweeper', word(map(node.sweeper)._target_)),
    ...field('sweepSubdir', word(map(node.sweep).subdir)),
    node,
  };
}

/**
 * Blanks the sections of `hydra.yaml` that nobody asks for (help texts, logging): four fifths of the file, and the only
 * parts that need the slow parser. Lines keep their numbers.
 */
export function withoutHelp(text: string): string {
  if (!text.startsWith('hydra:\n')) return text;
  let dropping = false;
  const lines = text.split('\n');
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at] as string;
    const section = /^(?: {2}([a-z_]+):|\S)/.exec(line);
    if (section !== null) dropping = section[1] !== undefined && DROPPED.has(section[1]) && line === `  ${section[1]}:`;
    if (dropping) lines[at] = '';
  }
  return lines.join('\n');
}

const DROPPED = new Set(['help', 'hydra_help', 'hydra_logging', 'job_logging']);

/** An override as the command line had it; YAML may have taken `a: 1` for a map. */
export function overrideText(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item));
}

function map(value: Value | undefined): ValueMap {
  return isMap(value) ? value : valueMap();
}

function word(value: Value | undefined): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' && value !== '???' ? value : undefined;
}

function field<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string };
}
