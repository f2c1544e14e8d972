import type { DirectoryIndex, FileEntry } from '../../model/folder.ts';
import type { Claim } from '../reader.ts';
import { parentOf } from './paths.ts';

/** How Optuna's artifact store names a file. */
export const ARTIFACT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** More artifacts than this are not laid beside the storages of a folder. */
const MOST_PAIRS = 1_000_000;
/** A journal may have any name; a log beyond this size whose name says nothing is not looked into. */
const LARGEST_UNNAMED = 512 * 1024 * 1024;

/** One claim a database, one a file that may be a journal; the content decides, when it is read. */
export function detect(index: DirectoryIndex): Claim[] {
  const artifacts = index.files.filter(({ name }) => ARTIFACT_ID.test(name)).map(({ path }) => path);
  const claims: Claim[] = [];
  let pairs = 0;
  for (const file of index.files) {
    const database = isDatabaseName(file.name);
    if (!database && !mayBeJournal(file)) continue;
    const files = [file.path];
    if (database)
      for (const end of ['-wal', '-shm', '-journal']) if (index.file(file.path + end) !== undefined) files.push(file.path + end);
    const below = within(artifacts, parentOf(file.path));
    pairs += below.length;
    if (pairs <= MOST_PAIRS) files.push(...below);
    claims.push({ tracker: 'optuna', path: file.path, files: [...new Set(files)].sort() });
  }
  return claims;
}

const TEXTS =
  /\.(?:py|pyc|ipynb|md|rst|txt|ya?ml|json|toml|cfg|ini|conf|env|sh|bat|ps1|sql|out|err|csv|html?|css|[jt]sx?|svg|png|jpe?g|gif|ico|pdf|lock|whl|zip|gz|tar|pkl|r|java|scala|dvc|gitignore|parquet|pth?|npz?)$/i;
const DATABASE = /\.(?:db|sqlite|sqlite3)$/i;
const SIDECAR = /-(?:wal|shm|journal)$/;
const SAYS_SO = /optuna|study/i;

function isDatabaseName(name: string): boolean {
  if (SIDECAR.test(name)) return false;
  return DATABASE.test(name) || (SAYS_SO.test(name) && !TEXTS.test(name) && !LINES.test(name) && !/^optuna\./i.test(name));
}

const LINES = /\.(?:log|jsonl|ndjson|journal)$/i;
/** Logs whose writer is known, and is another. */
const OTHERS = /^(?:debug(?:-internal|-core)?\.log|output\.log|metrics\.jsonl|events\.jsonl|\d{6}\.log|wandb-.*)$/i;

/** By whole lines of JSON and by their names; a plain `journal` counts too. */
export function mayBeJournal({ name, size }: Pick<FileEntry, 'name' | 'size'>): boolean {
  if (SIDECAR.test(name) || OTHERS.test(name) || DATABASE.test(name) || size === 0) return false;
  const named = (SAYS_SO.test(name) || /journal/i.test(name)) && (!TEXTS.test(name) || /\.(?:txt|json)$/i.test(name));
  return named || (LINES.test(name) && size <= LARGEST_UNNAMED);
}

/** Of sorted paths those below a folder. */
function within(paths: readonly string[], folder: string): readonly string[] {
  if (folder === '' || paths.length === 0) return paths;
  const start = `${folder}/`;
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] as string) < start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < paths.length && (paths[end] as string).startsWith(start)) end += 1;
  return paths.slice(low, end);
}
