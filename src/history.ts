import path from 'node:path';
import { openHistory } from './git/history.ts';
import type { LoadedProject } from './load.ts';
import { type Diagnostic, diagnostic } from './model/diagnostic.ts';
import { hashOf } from './model/hash.ts';
import type { CommitFacts, GraphCommit } from './model/report/input.ts';
import type { Run } from './model/run.ts';

export interface HistoryFacts {
  /** What git knows of the commits that a project's runs name. */
  commits(project: string): ReadonlyMap<string, CommitFacts>;
  /** How these commits lie to one another, and where changes between them can be seen. */
  graph(project: string): ProjectGraph;
  /** The commit of the folder that is built, with `+` where something in it is not committed. */
  readonly head: { readonly commit: string; readonly date: string } | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProjectGraph {
  readonly graph: readonly GraphCommit[] | null;
  readonly ranges: string | null;
}

const NO_GRAPH: ProjectGraph = { graph: null, ranges: null };

/** The commits that the runs of a project name, each with what the first run says that names it. */
export interface Question {
  readonly slug: string;
  /** Folder of the project, null where nobody declared it. */
  readonly folder: string | null;
  /** `code:` of the project. */
  readonly code: string | null;
  readonly commits: readonly { readonly hash: string; readonly path: string; readonly remote: string | null }[];
}

export function questionsOf(projects: readonly LoadedProject[]): Question[] {
  return projects.map(({ project: { slug, folder, code }, runs }) => {
    const first = new Map<string, Run>();
    const last = new Map<string, Run>();
    for (const run of runs) {
      const hash = run.code?.commit;
      if (hash === undefined) continue;
      if (!first.has(hash)) first.set(hash, run);
      last.set(hash, run);
    }
    const commits = [...first].map(([hash, { path: place }]) => ({ hash, path: place, remote: last.get(hash)?.code?.remote ?? null }));
    return { slug, folder, code, commits: commits.sort((a, b) => (a.hash < b.hash ? -1 : 1)) };
  });
}

/** The repository that holds the folder. Asked early git answers while archives are read, and starts before memory has grown. */
export type OwnHistory = ReturnType<typeof openHistory>;

export function ownHistory({ folder }: { readonly folder: string }): OwnHistory {
  return openHistory({ folder });
}

/** Asks git for the commits that runs name: in the bundle or repository of `code:`, else in the folder's own repository. */
export async function askHistory(
  questions: readonly Question[],
  where: { folder: string; cache: string; skip: readonly string[] },
  say: (words: string) => void,
  opened: OwnHistory = ownHistory(where),
): Promise<HistoryFacts> {
  say('Asking git');
  const diagnostics: Diagnostic[] = [];
  const own = await opened;
  const commits = new Map<string, ReadonlyMap<string, CommitFacts>>();
  const graphs = new Map<string, ProjectGraph>();
  for (const { slug, code, folder, commits: asked } of questions) {
    if (asked.length === 0) continue;
    const history = code === null ? own : await openHistory(codePlace(path.resolve(where.folder, folder ?? '', code), where.cache));
    const file = folder === null || folder === '' ? 'project.yaml' : `${folder}/project.yaml`;
    if ('reason' in history) {
      if (code !== null) diagnostics.push(diagnostic('git-unavailable', { path: file }, { reason: history.reason }));
      continue;
    }
    const found = await history.commits(asked.map(({ hash }) => hash));
    const isBundle = code?.endsWith('.bundle') === true;
    const withUrl = asked.flatMap(({ hash, remote }): [string, CommitFacts][] => {
      const commit = found.get(hash);
      // The record's remote is no address of a history that is in a bundle: nobody can tell whether it is there.
      return commit === undefined ? [] : [[hash, { ...commit, url: isBundle ? null : history.commitUrl(hash, remote ?? undefined) }]];
    });
    commits.set(slug, new Map(withUrl));
    const remotes = new Set(asked.map(({ remote }) => remote));
    const [recorded] = remotes;
    graphs.set(slug, {
      graph: await history.graph([...found.values()].map(({ commit }) => commit)),
      ranges: isBundle || remotes.size > 1 ? null : history.rangeUrl(recorded ?? undefined),
    });
    for (const { hash, path: place } of asked)
      if (!found.has(hash))
        diagnostics.push(diagnostic('commit-not-found', { path: place }, { commit: hash, where: code ?? 'the folder’s repository' }));
  }
  const head = 'reason' in own ? null : await own.head(where.skip);
  return {
    commits: (slug) => commits.get(slug) ?? new Map(),
    graph: (slug) => graphs.get(slug) ?? NO_GRAPH,
    head: head === null ? null : { commit: `${head.commit}${head.dirty === true ? '+' : ''}`, date: head.date },
    diagnostics,
  };
}

/** Hash of what git says. */
export function answersOf({ commits, graph, head, diagnostics }: HistoryFacts, questions: readonly Question[]): string {
  return hashOf(
    questions.map(({ slug }) => [slug, commits(slug), graph(slug)]),
    head,
    diagnostics,
  );
}

function codePlace(place: string, cache: string): Parameters<typeof openHistory>[0] {
  return place.endsWith('.bundle') ? { bundle: place, cache } : { folder: place };
}
