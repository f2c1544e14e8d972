import type { Artifact, Code, Environment } from '../model/fragment.ts';
import { sha256 } from '../model/hash.ts';
import type { Publish } from '../model/publish.ts';
import type { Run } from '../model/run.ts';
import type { Value } from '../model/value.ts';
import { homeNames, impersonal, mapStrings, withoutUserinfo } from './private-text.ts';
import { findSecrets, HELD_BACK, isSecretValue, withoutSecrets } from './secrets.ts';

export interface Redacted {
  readonly run: Run;
  /** What was recorded and is held back, sorted: `code.diff`, `environment.host`, `secret: W&B key`. */
  readonly held: readonly string[];
}

const PERSONAL = ['host', 'user', 'email', 'executable', 'workingDirectory'] as const;

/** The run as the site may show it: who and where is held back, and so is what was not named under `publish:`. */
export function redact(run: Run, publish: Publish): Redacted {
  const held: string[] = [];
  const names = publish.personal ? new Set<string>() : loginsOf(run);
  const text = (words: string) => {
    const anonymous = withoutUserinfo(words);
    const secrets = findSecrets(anonymous);
    held.push(...secrets.map(({ kind }) => `secret: ${kind}`));
    const safe = withoutSecrets(anonymous, secrets);
    return publish.personal ? safe : impersonal(safe, names);
  };
  const under = (key: string, words: string) => {
    if (!isSecretValue(key, words)) return text(words);
    held.push(`secret: value of ${key}`);
    return HELD_BACK;
  };
  const clean = <T extends Value>(value: T): T => mapStrings(value, (words, key) => under(key, words));
  const artifact = (found: Artifact): Artifact => ({
    ...found,
    name: text(found.name),
    ...(found.path === undefined ? {} : { path: text(found.path) }),
    ...(found.uri === undefined ? {} : { uri: text(found.uri) }),
  });
  const { console: output } = run;
  if (output !== null && output.tail !== '' && !publish.console) held.push('console');
  const open: Run = {
    ...run,
    name: text(run.name),
    notes: run.notes === null ? null : text(run.notes),
    statusReason: run.statusReason === null ? null : text(run.statusReason),
    tags: run.tags.map(text),
    hosted: run.hosted === null ? null : withoutUserinfo(run.hosted),
    config: clean(run.config),
    summary: clean(run.summary),
    seeds: clean(run.seeds),
    extra: clean(run.extra),
    overrides: run.overrides.map(text),
    alerts: run.alerts.map((alert) => ({ ...alert, title: text(alert.title), text: text(alert.text) })),
    data: run.data.map((input) => ({ ...input, name: text(input.name), ...(input.uri === undefined ? {} : { uri: text(input.uri) }) })),
    artifacts: run.artifacts.map(artifact),
    registry: run.registry.map((entry) => (entry.description === undefined ? entry : { ...entry, description: text(entry.description) })),
    console: output === null || publish.console ? output && { ...output, tail: text(output.tail) } : { ...output, tail: '' },
    code: run.code === null ? null : redactCode(run.code, publish, text, held),
    environment: run.environment === null ? null : redactEnvironment(run.environment, publish, clean, held),
  };
  return { run: open, held: [...new Set(held)].sort() };
}

function redactCode(code: Code, publish: Publish, text: (words: string) => string, held: string[]): Code {
  const { diff, program, remote, ...rest } = code;
  if (diff !== undefined && !publish.diff) held.push('code.diff');
  return {
    ...rest,
    ...(remote === undefined ? {} : { remote: text(remote) }),
    ...(program === undefined ? {} : { program: text(program) }),
    ...(diff === undefined ? {} : publish.diff ? { diff: text(diff) } : { diffSummary: summarise(diff) }),
  };
}

function redactEnvironment(
  environment: Environment,
  publish: Publish,
  clean: <T extends Value>(value: T) => T,
  held: string[],
): Environment {
  const open: Record<string, unknown> = { ...environment };
  const away = [
    ...(publish.personal ? [] : PERSONAL),
    ...(publish.argv ? [] : (['arguments'] as const)),
    ...(publish.environment ? [] : (['variables'] as const)),
  ];
  for (const key of Object.keys(environment)) {
    const value = open[key] as Value;
    if (key === 'arguments') open[key] = cleanArguments(environment.arguments ?? [], clean);
    else open[key] = clean(value);
    if (away.some((name) => name === key)) delete open[key];
  }
  held.push(...away.filter((key) => environment[key] !== undefined).map((key) => `environment.${key}`));
  return open as unknown as Environment;
}

/** `--hub-token`, `…`: the name stands in the argument before. */
function cleanArguments(words: readonly string[], clean: <T extends Value>(value: T) => T): string[] {
  return words.map((word, index) => {
    const option = /^--?([\w.-]+)$/.exec(words[index - 1] ?? '')?.[1];
    return option === undefined ? clean(word) : (clean({ [option]: word })[option] as string);
  });
}

/** Logins that the record names, or gives away by a home directory. */
function loginsOf(run: Run): Set<string> {
  const { environment, code } = run;
  const paths = [environment?.executable, environment?.workingDirectory, code?.program, ...(environment?.arguments ?? [])];
  const names = [environment?.user, ...paths.flatMap((path) => (path === undefined ? [] : homeNames(path)))];
  mapStrings(run.config, (words) => {
    names.push(...homeNames(words));
    return words;
  });
  return new Set(names.filter((name): name is string => name !== undefined && name.length > 2));
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
