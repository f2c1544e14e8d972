import fs from 'node:fs';
import path from 'node:path';
import { unpackBundle } from './bundle.ts';
import { type Environment, git, type Repository } from './command.ts';
import { type Commit, readCommits } from './commits.ts';
import { type GraphCommit, readGraph } from './graph.ts';
import { cleanRemote, commitAddress, rangeAddress } from './hosts.ts';
import { ownFilters } from './programs.ts';
import { reasonOf } from './reason.ts';

export type HistoryPlace = { readonly folder: string } | { readonly bundle: string; readonly cache: string };

/** The history of a repository, read only: nothing is fetched, written or run. Where git fails, answers are empty. */
export interface History {
  /** By the hash as asked for; commits that are not there are left out. */
  commits(hashes: readonly string[]): Promise<ReadonlyMap<string, Commit>>;
  /** The change between two commits as a patch, cut after `limit` bytes; null where one is not there. */
  diff(a: string, b: string, limit?: number): Promise<{ readonly patch: string; readonly cut: boolean } | null>;
  /** Address of the remote without user and password; null where there is none. */
  remote(): string | null;
  /** Address of a commit at its host: of the remote that a record names, else of the repository's own. */
  commitUrl(hash: string, recorded?: string): string | null;
  /** Address of the change between `{from}` and `{to}` at the host; null as above. */
  rangeUrl(recorded?: string): string | null;
  /** All commits that some (full hashes) do not have in common, newest first; null where that cannot be said. */
  graph(hashes: readonly string[]): Promise<readonly GraphCommit[] | null>;
  /** The commit of the folder; `dirty`: something in the folder is not committed (null: cannot be said). null without any commit. */
  head(skip?: readonly string[]): Promise<{ readonly commit: string; readonly dirty: boolean | null; readonly date: string } | null>;
}

const DIFF_LIMIT = 1024 * 1024;
/** More commits would tell a reader nothing. */
const GRAPH_LIMIT = 2000;

/** Opens the repository that holds a folder, or a git bundle by way of the cache. A reason in words where that cannot be done. */
export async function openHistory(
  place: HistoryPlace,
  environment: Environment = process.env,
): Promise<History | { readonly reason: string }> {
  try {
    const repository =
      'bundle' in place ? await unpackBundle(place.bundle, place.cache, environment) : repositoryOf(place.folder, environment);
    await git(repository, { words: ['rev-parse', '--git-dir'] });
    return historyOf(repository, await readRemote(repository));
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function repositoryOf(folder: string, environment: Environment): Repository {
  const bare = ['HEAD', 'objects', 'refs'].every((name) => fs.existsSync(path.join(folder, name)));
  return { folder, gitDir: bare ? folder : null, environment };
}

function historyOf(repository: Repository, remote: string | null): History {
  const commits = (hashes: readonly string[]) => readCommits(repository, hashes).catch((): ReadonlyMap<string, Commit> => new Map());
  return {
    commits,
    async diff(a, b, limit = DIFF_LIMIT) {
      const found = await commits([a, b]);
      const [from, to] = [found.get(a)?.commit, found.get(b)?.commit];
      if (from === undefined || to === undefined) return null;
      const flags = ['--no-ext-diff', '--no-textconv', '--no-color', '--submodule=short', '--src-prefix=a/', '--dst-prefix=b/'];
      try {
        const { text, cut } = await git(repository, { words: ['diff', ...flags, '--end-of-options', from, to, '--'], limit });
        return { patch: text, cut };
      } catch {
        return null;
      }
    },
    remote: () => remote,
    commitUrl(hash, recorded) {
      const source = recorded ?? remote;
      return source === null ? null : commitAddress(source, hash);
    },
    rangeUrl: (recorded) => {
      const source = recorded ?? remote;
      return source === null ? null : rangeAddress(source);
    },
    graph: (hashes) => readGraph(repository, hashes, GRAPH_LIMIT).catch(() => null),
    async head(skip = []) {
      try {
        const { text } = await git(repository, { words: ['rev-parse', '--verify', '--end-of-options', 'HEAD^{commit}'] });
        const found = [...(await commits([text.trim()])).values()][0];
        return found === undefined ? null : { commit: found.commit, dirty: await dirty(repository, skip), date: found.date };
      } catch {
        return null;
      }
    },
  };
}

/** Whether files of the folder are changed or unknown to git; the cache and the folders of `skip` do not count. */
async function dirty(repository: Repository, skip: readonly string[]): Promise<boolean | null> {
  if (repository.gitDir !== null) return null;
  const empty = await ownFilters(repository);
  if (empty === null) return null;
  const left = skip
    .map((place) => path.relative(repository.folder, place).split(path.sep).join('/'))
    .filter((place) => !place.startsWith('..') && place !== '');
  const outside = ['**/.runfolio', '**/.runfolio/**', ...left.flatMap((place) => [place, `${place}/**`])].map(
    (glob) => `:(exclude,glob)${glob}`,
  );
  const flags = ['--porcelain=v1', '-z', '--untracked-files=normal', '--ignore-submodules=all', '--no-renames'];
  try {
    return (await git(repository, { words: ['status', ...flags, '--', '.', ...outside], empty, limit: 1 })).text !== '';
  } catch {
    return null;
  }
}

/** The address of `origin`, else of the first remote by name. */
async function readRemote(repository: Repository): Promise<string | null> {
  try {
    const { text } = await git(repository, { words: ['config', '--local', '-z', '--get-regexp', '^remote\\..*\\.url$'] });
    const remotes = text.split('\0').flatMap((entry) => {
      const [key = '', url] = entry.split('\n');
      return url === undefined ? [] : [[key, url] as const];
    });
    remotes.sort(([a], [b]) => Number(b === 'remote.origin.url') - Number(a === 'remote.origin.url') || (a < b ? -1 : 1));
    return remotes[0] === undefined ? null : cleanRemote(remotes[0][1]);
  } catch {
    return null;
  }
}
