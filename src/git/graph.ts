import { git, type Repository } from './command.ts';

/** A commit with those that it goes back to. */
export interface GraphCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  /** ISO 8601, when it was committed. */
  readonly date: string;
  readonly subject: string;
}

const SUBJECT = 200;

/**
 * All commits that some commits (full hashes) do not have in common, newest first: what lies between any two of them can be
 * told from these. null where they have no common ancestor, where there are more than `limit`, and for above 500 commits.
 */
export async function readGraph(repository: Repository, hashes: readonly string[], limit: number): Promise<readonly GraphCommit[] | null> {
  const wanted = [...new Set(hashes)].filter((hash) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(hash)).sort();
  if (wanted.length < 2 || wanted.length > 500) return null;
  const base = (await git(repository, { words: ['merge-base', '--octopus', ...wanted] })).text.trim();
  if (base === '') return null;
  const flags = ['--topo-order', `--max-count=${limit + 1}`, '--no-show-signature', '--no-notes', '--no-color', '--encoding=UTF-8'];
  const { text } = await git(repository, {
    words: ['log', ...flags, '--format=%H%n%P%n%cI%n%s', '-z', '--stdin'],
    input: [...wanted, `^${base}`, ''].join('\n'),
  });
  const records = text.split('\0').filter((record) => record !== '');
  if (records.length > limit) return null;
  return records.map((record) => {
    const [commit = '', parents = '', date = '', subject = ''] = record.split('\n');
    return { commit, parents: parents.split(' ').filter((hash) => hash !== ''), date, subject: subject.slice(0, SUBJECT) };
  });
}
