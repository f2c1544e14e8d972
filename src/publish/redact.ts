import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Code, Environment } from '../model/fragment.ts';
import { sha256 } from '../model/hash.ts';
import type { Publish } from '../model/publish.ts';
import type { Run, RunSeries, RunSource } from '../model/run.ts';
import type { Value } from '../model/value.ts';
import { type Cleaner, cleanerOf } from './clean.ts';
import type { Harmless } from './harmless.ts';
import { type Identities, identitiesOf } from './identities.ts';
import { presetSecrets } from './secretlint.ts';
import { withoutSecrets } from './secrets.ts';

export interface Redacted {
  readonly run: Run;
  /** What was recorded and is held back, sorted: `code.diff`, `environment.host`, `secret: W&B key`. */
  readonly held: readonly string[];
  /** One for each field that held a credential; it names the field, never the value. */
  readonly diagnostics: readonly Diagnostic[];
  /** The credentials themselves, for the last look at the site. */
  readonly secrets: ReadonlySet<string>;
}

const PERSONAL = ['host', 'user', 'email', 'executable', 'workingDirectory'] as const;

/**
 * The run as the site may show it: who and where is held back, and so is what was not named under `publish:`. What a
 * credential is in one field is one in every other: where some are found, all is looked through again for their values.
 */
export async function redact(
  run: Run,
  publish: Publish,
  who: Identities = identitiesOf([run]),
  harmless: Harmless = new Map(),
): Promise<Redacted> {
  const first = cleanerOf(publish, who, new Map(), harmless);
  const open = openRun(run, publish, first);
  const known = new Map<string, string>();
  // Words that rules need stand in one line each, so that none stands in all where none stands in one.
  const all = first.isHinted() ? first.seen.join('\n') : '';
  for (const { kind, start, end } of await presetSecrets(all)) {
    const value = all.slice(start, end);
    if (!publish.allow.includes(sha256(value))) known.set(value, kind);
  }
  for (const { kind, value } of first.secrets) known.set(value, kind);
  if (known.size === 0) return { ...open, held: [...new Set(open.held)].sort(), diagnostics: [], secrets: new Set() };
  const telling = new Map([...known].filter(([value]) => value.length >= 12 || (value.length >= 8 && /\d/.test(value))));
  const second = cleanerOf(publish, who, telling);
  const again = openRun(run, publish, second);
  const kinds = new Map<string, Set<string>>();
  for (const { field, kind } of second.secrets) kinds.set(field, (kinds.get(field) ?? new Set()).add(kind));
  return {
    run: again.run,
    held: [...new Set([...again.held, ...second.secrets.map(({ kind }) => `secret: ${kind}`)])].sort(),
    diagnostics: [...kinds].map(([field, what]) => ({
      ...diagnostic('secret-held-back', { path: withoutSecrets(run.path) }, { field, kind: [...what].sort().join(', ') }),
      run: run.id,
    })),
    secrets: new Set(telling.keys()),
  };
}

interface Open {
  readonly run: Run;
  readonly held: readonly string[];
}

function openRun(run: Run, publish: Publish, clean: Cleaner): Open {
  const held: string[] = [];
  const { text } = clean;
  const said = (field: string, words: string | null) => (words === null ? null : text(field, words));
  /** Objects of the model keep their plain prototype. */
  const each = <T extends object>(field: string, list: readonly T[]): T[] =>
    list.map((one) => {
      const shown = clean.value(field, one as unknown as Value) as unknown as T;
      return shown === one ? one : { ...shown };
    });
  const { console: output, code, environment } = run;
  if (output !== null && output.tail !== '' && !publish.console) held.push('console');
  const hosted = said('hosted', run.hosted);
  const kept = hosted === null || hosted === run.hosted;
  if (!kept) held.push('hosted');
  const open: Run = {
    ...run,
    trackerId: said('id', run.trackerId),
    parent: said('parent', run.parent),
    path: text('path', run.path),
    sources: openSources(run.sources, text),
    name: text('name', run.name),
    recordedProject: said('project', run.recordedProject),
    entity: said('entity', run.entity),
    group: said('group', run.group),
    sweep: said('sweep', run.sweep),
    jobType: said('job type', run.jobType),
    notes: said('notes', run.notes),
    statusReason: said('status reason', run.statusReason),
    tags: run.tags.map((tag) => text('tags', tag)),
    hosted: kept ? hosted : null,
    config: clean.value('config', run.config),
    summary: clean.value('summary', run.summary),
    seeds: clean.value('seeds', run.seeds),
    extra: clean.value('extra', run.extra),
    overrides: run.overrides.map((override) => text('overrides', override)),
    metrics: each('metrics', run.metrics),
    series: openSeries(run.series, text),
    alerts: each('alerts', run.alerts),
    data: each('data', run.data),
    artifacts: each('artifacts', run.artifacts),
    media: each('media', run.media),
    registry: each('registry', run.registry),
    console:
      output === null
        ? null
        : {
            ...output,
            ...(output.path === undefined ? {} : { path: text('console.path', output.path) }),
            tail: publish.console ? text('console', output.tail) : '',
          },
    code: code === null ? null : openCode(code, publish, clean, held),
    environment: environment === null ? null : openEnvironment(environment, publish, clean, held),
  };
  return { run: open, held: [...held, ...clean.personal] };
}

/** Hashes stay as they are; of several hosts in one folder each keeps its own file. */
function openSources(sources: readonly RunSource[], text: Cleaner['text']): RunSource[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    const path = text('sources', source.path);
    let own = path;
    for (let number = 2; taken.has(own); number += 1)
      own = path.includes('.host') ? path.replace('.host', `.host-${number}`) : `${path}-${number}`;
    taken.add(own);
    return own === source.path ? source : { ...source, path: own };
  });
}

/** Sorted by name, as those of the record are. */
function openSeries(series: readonly RunSeries[], text: Cleaner['text']): readonly RunSeries[] {
  const taken = new Set(series.map(({ name }) => name));
  const open = series.map((one) => {
    let name = text('metrics', one.name);
    if (name === one.name) return one;
    while (taken.has(name)) name += '′';
    taken.add(name);
    return { ...one, name };
  });
  return open.every((one, at) => one === series[at]) ? series : open.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function openCode(code: Code, publish: Publish, clean: Cleaner, held: string[]): Code {
  const { diff, diffSummary, snapshot, ...rest } = code;
  if (diff !== undefined && !publish.diff) held.push('code.diff');
  const summary = diffSummary ?? (diff === undefined || publish.diff ? undefined : summarise(diff));
  return {
    ...(clean.value('code', rest as Value) as unknown as Code),
    ...(snapshot === undefined ? {} : { snapshot: snapshot.map((file) => ({ ...file, path: clean.text('code.snapshot', file.path) })) }),
    ...(diff === undefined || !publish.diff ? {} : { diff: clean.text('code.diff', diff) }),
    ...(summary === undefined ? {} : { diffSummary: { ...summary, files: summary.files.map((file) => clean.text('code.diff', file)) } }),
  };
}

function openEnvironment(environment: Environment, publish: Publish, clean: Cleaner, held: string[]): Environment {
  const away: readonly string[] = [
    ...(publish.personal ? [] : PERSONAL),
    ...(publish.argv ? [] : ['arguments']),
    ...(publish.environment ? [] : ['variables']),
  ];
  const recorded = environment as unknown as { readonly [key: string]: Value };
  const open: Record<string, Value> = {};
  for (const key of Object.keys(recorded)) {
    // Credentials of what is held back anyway are known then, wherever else they stand.
    const value =
      publish.personal && PERSONAL.some((name) => name === key)
        ? (recorded[key] as Value)
        : clean.value(`environment.${key}`, recorded[key] as Value);
    if (away.includes(key)) held.push(`environment.${key}`);
    else open[key] = value;
  }
  return open as unknown as Environment;
}

/** What a patch changes, without its text: files in the order of the patch, counts of lines, hash of the whole. */
export function summarise(diff: string): NonNullable<Code['diffSummary']> {
  const files: string[] = [];
  let added = 0;
  let removed = 0;
  for (const line of diff.split('\n')) {
    const header = /^diff --git a\/.+ b\/(.+)$/.exec(line) ?? (files.length === 0 ? /^\+\+\+ b\/(.+)$/.exec(line) : null);
    if (header !== null) files.push(header[1] as string);
    else if (line.startsWith('+') && !line.startsWith('+++ ')) added += 1;
    else if (line.startsWith('-') && !line.startsWith('--- ')) removed += 1;
  }
  return { files, added, removed, sha256: sha256(diff) };
}
