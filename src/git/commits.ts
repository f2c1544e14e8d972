import { git, type Repository } from './command.ts';

export interface Commit {
  readonly commit: string;
  readonly subject: string;
  /** ISO 8601 in UTC; when it was committed. */
  readonly date: string;
}

const FULL = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const ASKED = /^[0-9a-f]{7,64}$/;
const SUBJECT = 500;

/**
 * What the repository knows of commits, by the hash as it was asked for, which may be abbreviated. What is not there, is
 * ambiguous, is no commit or no hash is left out. Two processes however many are asked for; authors are not read.
 */
export async function readCommits(repository: Repository, asked: readonly string[]): Promise<ReadonlyMap<string, Commit>> {
  const hashes = [...new Set(asked)].filter((hash) => ASKED.test(hash));
  if (hashes.length === 0) return new Map();
  const checked = await git(repository, { words: ['cat-file', '--batch-check=%(objectname) %(objecttype)'], input: lines(hashes) });
  const full = new Map<string, string>();
  checked.text.split('\n').forEach((line, at) => {
    const [hash = '', type] = line.split(' ');
    const wanted = hashes[at];
    if (wanted !== undefined && type === 'commit' && FULL.test(hash)) full.set(wanted, hash);
  });
  if (full.size === 0) return new Map();
  const log = ['log', '--no-walk=unsorted', '--ignore-missing', '--no-show-signature', '--no-notes', '--no-color', '--encoding=UTF-8'];
  const found = await git(repository, {
    words: [...log, '--format=%H%n%cI%n%s', '-z', '--stdin'],
    input: lines([...new Set(full.values())]),
  });
  const commits = new Map<string, Commit>();
  for (const record of found.text.split('\0')) {
    const [commit = '', date = '', subject = ''] = record.split('\n');
    if (FULL.test(commit)) commits.set(commit, { commit, subject: subject.slice(0, SUBJECT), date: utc(date) });
  }
  return new Map([...full].flatMap(([wanted, hash]) => (commits.has(hash) ? [[wanted, commits.get(hash) as Commit]] : [])));
}

function lines(hashes: readonly string[]): string {
  return `${hashes.join('\n')}\n`;
}

function utc(date: string): string {
  const milliseconds = Date.parse(date);
  return Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z') : date;
}
