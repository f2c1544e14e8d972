import path from 'node:path';
import { type History, openHistory } from './git/history.ts';
import type { Loaded, LoadedProject } from './load.ts';
import { type Diagnostic, diagnostic } from './model/diagnostic.ts';
import type { CommitFacts } from './model/report/input.ts';

export interface HistoryFacts {
  /** What git knows of the commits that a project's runs name. */
  commits(project: string): ReadonlyMap<string, CommitFacts>;
  /** The commit of the folder that is built, with `+` where something in it is not committed. */
  readonly head: { readonly commit: string; readonly date: string } | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks git for the commits that runs name: in the bundle or repository of `code:`, else in the folder's own repository. */
export async function commitFacts(
  loaded: Loaded,
  where: { folder: string; cache: string; skip: readonly string[] },
  say: (words: string) => void,
): Promise<HistoryFacts> {
  say('Asking git');
  const diagnostics: Diagnostic[] = [];
  const own = await openHistory({ folder: where.folder });
  const commits = new Map<string, ReadonlyMap<string, CommitFacts>>();
  for (const project of loaded.projects) {
    const hashes = [...new Set(project.runs.map(({ code }) => code?.commit).filter((hash) => hash !== undefined))].sort();
    if (hashes.length === 0) continue;
    const { code, folder } = project.project;
    const history = code === null ? own : await openHistory(codePlace(path.resolve(where.folder, folder ?? '', code), where.cache));
    const file = folder === null || folder === '' ? 'project.yaml' : `${folder}/project.yaml`;
    if ('reason' in history) {
      if (code !== null) diagnostics.push(diagnostic('git-unavailable', { path: file }, { reason: history.reason }));
      continue;
    }
    const found = await history.commits(hashes);
    const isBundle = code?.endsWith('.bundle') === true;
    commits.set(project.project.slug, withUrls(found, isBundle ? null : history, project));
    const missing = hashes.filter((hash) => !found.has(hash));
    for (const commit of missing)
      diagnostics.push(
        diagnostic('commit-not-found', { path: placeOf(project, commit) }, { commit, where: code ?? 'the folder’s repository' }),
      );
  }
  const head = 'reason' in own ? null : await own.head(where.skip);
  return {
    commits: (slug) => commits.get(slug) ?? new Map(),
    head: head === null ? null : { commit: `${head.commit}${head.dirty === true ? '+' : ''}`, date: head.date },
    diagnostics,
  };
}

function codePlace(place: string, cache: string): Parameters<typeof openHistory>[0] {
  return place.endsWith('.bundle') ? { bundle: place, cache } : { folder: place };
}

/** The record's remote is no address of a history that is in a bundle: nobody can tell whether it is there. */
function withUrls(
  found: ReadonlyMap<string, Omit<CommitFacts, 'url'>>,
  history: History | null,
  project: LoadedProject,
): Map<string, CommitFacts> {
  const remotes = new Map(project.runs.map(({ code }) => [code?.commit ?? '', code?.remote]));
  return new Map([...found].map(([hash, commit]) => [hash, { ...commit, url: history?.commitUrl(hash, remotes.get(hash)) ?? null }]));
}

function placeOf(project: LoadedProject, commit: string): string {
  return project.runs.find(({ code }) => code?.commit === commit)?.path ?? '';
}
