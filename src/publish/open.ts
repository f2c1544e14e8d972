import type { Diagnostic } from '../model/diagnostic.ts';
import type { Publish } from '../model/publish.ts';
import type { CommitFacts, GraphCommit } from '../model/report/input.ts';
import type { Run } from '../model/run.ts';
import { cleanerOf } from './clean.ts';
import { type Harmless, learnHarmless } from './harmless.ts';
import { type Identities, identitiesOf, NOBODY } from './identities.ts';
import { type Redacted, redact } from './redact.ts';

/** What a site may show of all its projects, and what must not be found in it. */
export interface Opening {
  /** Redacted runs by the runs as recorded. */
  readonly runs: ReadonlyMap<Run, Redacted>;
  readonly diagnostics: readonly Diagnostic[];
  readonly needles: Needles;
  readonly who: Identities;
}

/** What was held back; the built site is searched for it. */
export interface Needles {
  readonly secrets: ReadonlySet<string>;
  /** Logins, hosts and e-mail addresses. */
  readonly words: ReadonlySet<string>;
  /** sha256 of what looks like a credential and is none. */
  readonly allow: ReadonlySet<string>;
}

export const NO_NEEDLES: Needles = { secrets: new Set(), words: new Set(), allow: new Set() };

/** What hides credentials alone, as on a terminal, where nobody's name is private. */
export const CREDENTIALS_ONLY: Publish = {
  ...{ diff: true, console: true, environment: true, argv: true, images: true, personal: true },
  allow: [],
};

interface Part {
  readonly publish: Publish;
  readonly runs: readonly Run[];
}

/**
 * Redacts the runs of every project. Who is named by a record of one project is masked in all of them, but for those that
 * publish personal data; whom people name themselves, in `authored` texts that the site shows, is no secret of it.
 * `allow`: what the last search of the site lets through.
 */
export async function openRuns(parts: readonly Part[], authored: readonly string[], allow: readonly string[] = []): Promise<Opening> {
  const who = identitiesOfSite(parts, authored);
  const runs = new Map<Run, Redacted>();
  const secrets = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { publish, runs: own } of parts) {
    const hidden = publish.personal ? NOBODY : who;
    const harmless: Harmless = new Map();
    learnHarmless(own.flatMap(namesAndPaths), hidden, harmless);
    for (const run of own) {
      const redacted = await redact(run, publish, hidden, harmless);
      runs.set(run, redacted);
      diagnostics.push(...redacted.diagnostics);
      for (const secret of redacted.secrets) secrets.add(secret);
    }
  }
  return { runs, diagnostics, needles: { secrets, words: new Set(who.words.keys()), allow: new Set(allow) }, who };
}

/** What no other run has. */
function namesAndPaths({ name, trackerId, path, sources }: Run): string[] {
  return [name, ...(trackerId === null ? [] : [trackerId]), path, ...sources.map((source) => source.path)];
}

export function identitiesOfSite(parts: readonly Part[], authored: readonly string[]): Identities {
  const written = authored.join('\n');
  const shown = identitiesOf(parts.filter(({ publish }) => publish.personal).flatMap(({ runs }) => runs));
  return identitiesOf(
    parts.filter(({ publish }) => !publish.personal).flatMap(({ runs }) => runs),
    (word) => shown.words.has(word) || written.includes(word),
  );
}

/** Diagnostics repeat what stands in records: names of files, values, keys. */
export function openDiagnostics(diagnostics: readonly Diagnostic[], publish: Publish, who: Identities): Diagnostic[] {
  const { text } = cleanerOf(publish, who);
  return diagnostics.map((found) => {
    const args = Object.entries(found.args).map(([key, value]) => [key, typeof value === 'string' ? text(key, value) : value]);
    return { ...found, place: { ...found.place, path: text('path', found.place.path) }, args: Object.fromEntries(args) } as Diagnostic;
  });
}

/** The same of all commits between those. */
export function openGraph(
  { graph, ranges }: { readonly graph: readonly GraphCommit[] | null; readonly ranges: string | null },
  publish: Publish,
  who: Identities,
) {
  const { text } = cleanerOf(publish, who);
  return {
    graph: graph?.map((commit) => ({ ...commit, subject: text('subject', commit.subject) })) ?? null,
    ranges: ranges === null || text('url', ranges) !== ranges ? null : ranges,
  };
}

/** Subjects and addresses of commits as they may be shown; an address that names somebody is dropped, for it would lead nowhere. */
export function openCommits(commits: ReadonlyMap<string, CommitFacts>, publish: Publish, who: Identities): Map<string, CommitFacts> {
  const { text } = cleanerOf(publish, who);
  return new Map(
    [...commits].map(([hash, facts]) => [
      hash,
      {
        ...facts,
        subject: text('subject', facts.subject),
        url: facts.url === null || text('url', facts.url) !== facts.url ? null : facts.url,
      },
    ]),
  );
}
