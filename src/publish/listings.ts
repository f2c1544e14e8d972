import fs from 'node:fs';
import path from 'node:path';
import { readChecked, writeChecked } from '../formats/checked-text.ts';

/** What lies below a folder: POSIX paths in no order, a folder before what is in it. */
export interface Tree {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** What lies in folders, remembered between builds by how each of them looked. */
export interface Listings {
  /** All that lies below a folder. Its own entries are always read. */
  list(root: string): Tree;
  /** Takes over that nothing but these files lies below a folder. */
  learn(root: string, files: Iterable<string>): void;
  /** Remembers what was listed or learnt, and forgets the rest. */
  keep(): void;
}

interface Entries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

interface Listing extends Entries {
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** The coarsest clocks of file systems tick every two seconds. */
const TICK_MS = 2000;

/**
 * Listings kept in a file, which may be missing or damaged. A folder is not read again while its inode and its times are
 * those under which it was read: whoever adds an entry, removes or renames one, changes them. `beside`: a folder of ours on
 * the same file system, where that is tried out. `tickMs`: of its clock.
 */
export function openListings(file: string, beside: string, tickMs = TICK_MS): Listings {
  const text = readChecked(file);
  const known = text === null ? new Map<number, Listing>() : parsed(text);
  const used = new Map<number, Listing>();

  function note(folder: string, now: number | null, entries: (folder: string) => Entries): Entries {
    const { ino, mtimeMs, ctimeMs } = fs.lstatSync(folder);
    const before = known.get(ino);
    const listing = before?.mtimeMs === mtimeMs && before.ctimeMs === ctimeMs ? before : { mtimeMs, ctimeMs, ...entries(folder) };
    // What changes again within the same tick of the clock looks the same.
    if (now !== null && Math.max(mtimeMs, ctimeMs) < now - tickMs) used.set(ino, listing);
    return listing;
  }

  return {
    list(root) {
      const now = clockOf(beside);
      return walk(root, (folder) => (folder === root || now === null ? entriesOf(folder) : note(folder, now, entriesOf)));
    },
    learn(root, files) {
      const now = clockOf(beside);
      if (now === null) return;
      for (const [folder, { files: names, folders }] of byFolder(files))
        if (folder !== '') note(path.join(root, folder), now, () => ({ files: names, folders: [...folders] }));
    },
    keep() {
      const rows = Array.from(used, ([inode, { mtimeMs, ctimeMs, files, folders }]) => [
        inode,
        mtimeMs,
        ctimeMs,
        files.join('/'),
        folders.join('/'),
      ]);
      const next = JSON.stringify(rows);
      if (next === text) return;
      try {
        writeChecked(file, next);
      } catch {
        // The next build reads the folders again.
      }
    },
  };
}

/** All that lies below a folder, read anew. */
export function readTree(root: string): Tree {
  return walk(root, entriesOf);
}

function walk(root: string, entries: (folder: string) => Entries): Tree {
  const files: string[] = [];
  const folders: string[] = [];
  const enter = (folder: string, prefix: string): void => {
    const here = entries(folder);
    for (const name of here.files) files.push(prefix + name);
    for (const name of here.folders) {
      folders.push(prefix + name);
      enter(`${folder}${path.sep}${name}`, `${prefix}${name}/`);
    }
  };
  enter(root, '');
  return { files, folders };
}

function entriesOf(folder: string): Entries {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) (entry.isDirectory() ? folders : files).push(entry.name);
  return { files, folders };
}

function byFolder(files: Iterable<string>): ReadonlyMap<string, { files: string[]; folders: Set<string> }> {
  const found = new Map([['', { files: [] as string[], folders: new Set<string>() }]]);
  const at = (folder: string) => {
    const known = found.get(folder);
    if (known !== undefined) return known;
    const made = { files: [], folders: new Set<string>() };
    found.set(folder, made);
    const cut = folder.lastIndexOf('/');
    at(folder.slice(0, Math.max(0, cut))).folders.add(folder.slice(cut + 1));
    return made;
  };
  for (const file of files) {
    const cut = file.lastIndexOf('/');
    at(file.slice(0, Math.max(0, cut))).files.push(file.slice(cut + 1));
  }
  return found;
}

/** The time of the file system; null where a folder does not tell by its time that something was added to it. */
function clockOf(beside: string): number | null {
  const probe = path.join(beside, `clock-${process.pid}`);
  try {
    fs.mkdirSync(probe);
    fs.utimesSync(probe, 0, 0);
    fs.writeFileSync(path.join(probe, 'entry'), '');
    const { mtimeMs } = fs.lstatSync(probe);
    return mtimeMs > 0 ? mtimeMs : null;
  } catch {
    return null;
  } finally {
    fs.rmSync(probe, { recursive: true, force: true });
  }
}

/** Names lie between slashes, so that none of them leads anywhere else. */
function parsed(text: string): Map<number, Listing> {
  const names = (joined: string) => (joined === '' ? [] : joined.split('/').filter((name) => !/^\.{0,2}$/.test(name)));
  const rows = JSON.parse(text) as readonly (readonly [number, number, number, string, string])[];
  return new Map(
    rows.map(([inode, mtimeMs, ctimeMs, files, folders]) => [inode, { mtimeMs, ctimeMs, files: names(files), folders: names(folders) }]),
  );
}
