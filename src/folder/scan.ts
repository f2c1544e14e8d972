import fs from 'node:fs';
import path from 'node:path';
import glob from 'fast-glob';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { DirectoryIndex, FileEntry } from '../model/folder.ts';
import type { Listings } from './listings.ts';

/** Never data, and often huge; at any depth. */
const NEVER: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  '__pycache__',
  '.runfolio',
  '.ipynb_checkpoints',
  '.tox',
  '.mypy_cache',
  '.pytest_cache',
  '.astro',
]);

/** Links that W&B's client makes to its own debug log in the user's home: no reader reads them, so that nothing is lost. */
const DEBUG_LOG = /(?:^|\/)logs\/debug-[a-z]+\.log$/;

export interface Scan {
  readonly index: DirectoryIndex;
  /** Links, pipes, devices and folders that could not be listed. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lists a folder once. Links are not followed. `ignore` holds the user's globs, `skip` absolute paths that are never
 * scanned (the site, its staging folder, the cache). `entries` may remember what lies in a folder.
 */
export async function scan(
  root: string,
  ignore: readonly string[] = [],
  skip: readonly string[] = [],
  entries: Listings['entries'] = (folder) => fs.readdirSync(folder, { withFileTypes: true }),
): Promise<Scan> {
  const diagnostics: Diagnostic[] = [];
  const skipped = new Set(skip.map((place) => path.resolve(place)));
  const relative = (place: string) => path.relative(root, place).split(path.sep).join('/');
  // Without the pool of threads this takes half the time.
  const listed = glob.sync('**', {
    cwd: root,
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    objectMode: true,
    suppressErrors: true,
    // A listing names nothing twice.
    unique: false,
    ignore: [...ignore],
    fs: {
      readdirSync: reportingReaddir(skipped, entries, (place, reason) =>
        diagnostics.push(diagnostic('unreadable-folder', { path: relative(place) }, { reason })),
      ),
    },
  });
  const files: FileEntry[] = [];
  for (const entry of listed) {
    const kind = entry.dirent;
    if (kind.isDirectory()) continue;
    if (kind.isFile()) {
      const stats = statsOf(`${root}${path.sep}${entry.path}`);
      if (typeof stats === 'string') diagnostics.push(diagnostic('unreadable-file', { path: entry.path }, { reason: stats }));
      if (typeof stats === 'string' || !stats.isFile()) continue;
      files.push({
        path: entry.path,
        dir: folderOf(entry.path),
        name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
        size: stats.size,
        mtimeMs: stats.mtimeMs,
        ctimeMs: stats.ctimeMs,
      });
    } else if (!kind.isSymbolicLink()) {
      diagnostics.push(
        diagnostic(
          'not-a-plain-file',
          { path: entry.path },
          { kind: kind.isFIFO() ? 'named pipe' : kind.isSocket() ? 'socket' : 'device' },
        ),
      );
    } else if (!DEBUG_LOG.test(entry.path) && leavesRoot(root, entry.path)) {
      diagnostics.push(diagnostic('outside-folder', { path: entry.path }, { target: 'a symbolic link' }));
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  diagnostics.sort((a, b) => (a.place.path < b.place.path ? -1 : 1));
  return { index: indexOf(files), diagnostics };
}

/**
 * The stats of one file, or why there are none. One after the other is faster than through the pool of threads, for which
 * fast-glob would queue them.
 */
function statsOf(place: string): fs.Stats | string {
  try {
    return fs.lstatSync(place);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** An index over any list of files, sorted by path. */
export function indexOf(files: readonly FileEntry[]): DirectoryIndex {
  const byPath = new Map<string, FileEntry>();
  const byDir = new Map<string, FileEntry[]>();
  const children = new Map<string, Set<string>>();
  for (const file of files) {
    byPath.set(file.path, file);
    const here = byDir.get(file.dir);
    if (here === undefined) {
      byDir.set(file.dir, [file]);
      for (let dir = file.dir; dir !== ''; dir = folderOf(dir)) {
        const above = folderOf(dir);
        const known = children.get(above);
        if (known?.has(dir)) break;
        if (known === undefined) children.set(above, new Set([dir]));
        else known.add(dir);
      }
    } else here.push(file);
  }
  const dirs = [...new Set([...byDir.keys(), ...children.keys()])].sort();
  return {
    files,
    dirs,
    file: (place) => byPath.get(place),
    inside: (dir) => byDir.get(dir) ?? [],
    below: (dir) => (dir === '' ? files : files.slice(firstAtOrAfter(files, `${dir}/`), firstAtOrAfter(files, `${dir}0`))),
    children: (dir) => [...(children.get(dir) ?? [])].sort(),
  };
}

/** The folder of a path, `''` at the top. */
export function folderOf(place: string): string {
  const cut = place.lastIndexOf('/');
  return cut < 0 ? '' : place.slice(0, cut);
}

/** First file whose path is at or after `place` ('0' is the code unit after '/'). */
function firstAtOrAfter(files: readonly FileEntry[], place: string): number {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((files[middle] as FileEntry).path < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function leavesRoot(root: string, place: string): boolean {
  try {
    const target = fs.realpathSync(path.join(root, place));
    const top = fs.realpathSync(root);
    return target !== top && !target.startsWith(top + path.sep);
  } catch {
    return false; // dangling, or a loop: nothing to read, nothing lost
  }
}

type Readdir = typeof fs.readdirSync;

/** fast-glob either dies of one unreadable folder or passes over it without a word; this says which it was. */
function reportingReaddir(
  skipped: ReadonlySet<string>,
  entries: Listings['entries'],
  report: (place: string, reason: string) => void,
): Readdir {
  const readdir = (place: string) => {
    if (skipped.has(path.resolve(place))) return [];
    try {
      // Here, for fast-glob would try a pattern for each of them on every path.
      return entries(place).filter(({ name }) => !NEVER.has(name));
    } catch (error) {
      report(place, (error as NodeJS.ErrnoException).code ?? String(error));
      return [];
    }
  };
  return readdir as unknown as Readdir;
}
