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
  /** What lies in a folder. Throws what the file system throws. */
  entries(folder: string): readonly Entry[];
  /** All that lies below a folder. Its own entries are always read. */
  list(root: string): Tree;
  /** Takes over that nothing but these files lies below a folder. */
  learn(root: string, files: Iterable<string>): void;
  /** Remembers what was listed or learnt, and forgets the rest. */
  keep(): void;
}

/** As `fs.Dirent` tells it. */
export type Entry = Pick<
  fs.Dirent,
  'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket' | 'isBlockDevice' | 'isCharacterDevice'
>;

interface Listing {
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** The time of a file system, and which one it is. */
interface Clock {
  readonly now: number;
  readonly device: number;
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
  let first: Clock | null | undefined;
  let fresh = false;

  /** `read` is asked where nothing is remembered; null: what cannot be remembered is there. */
  function listingOf(folder: string, { now, device }: Clock, read: () => Names | null): Listing | null {
    // Of what a link leads to, where the folder was named by one: the times of the link tell nothing.
    const { ino, dev, mtimeMs, ctimeMs } = fs.statSync(folder);
    if (dev !== device) return null;
    const before = known.get(ino);
    const same = before?.mtimeMs === mtimeMs && before.ctimeMs === ctimeMs;
    const names = same ? before : read();
    if (names === null) return null;
    const listing = same ? before : { mtimeMs, ctimeMs, ...names };
    // What changes again within the same tick of the clock looks the same.
    if (Math.max(mtimeMs, ctimeMs) < now - tickMs) {
      used.set(ino, listing);
      fresh ||= !same;
    }
    return listing;
  }

  function entries(folder: string, clock: Clock | null): readonly Entry[] {
    let read: readonly Entry[] | null = null;
    const look = () => {
      read = fs.readdirSync(folder, { withFileTypes: true });
      return namesOf(read);
    };
    const listing = clock === null ? null : listingOf(folder, clock, look);
    return read ?? (listing === null ? fs.readdirSync(folder, { withFileTypes: true }) : remembered(listing));
  }

  return {
    entries(folder) {
      if (first === undefined) first = clockOf(beside);
      return entries(folder, first);
    },
    list(root) {
      const clock = clockOf(beside);
      return walk(root, (folder) => entries(folder, folder === root ? null : clock));
    },
    learn(root, files) {
      const clock = clockOf(beside);
      if (clock === null) return;
      for (const [folder, names] of byFolder(files))
        if (folder !== '') listingOf(path.join(root, folder), clock, () => ({ files: names.files, folders: [...names.folders] }));
    },
    keep() {
      if (!fresh && used.size === known.size) return;
      const rows = Array.from(used, ([inode, { mtimeMs, ctimeMs, files, folders }]) => [
        inode,
        mtimeMs,
        ctimeMs,
        files.join('/'),
        folders.join('/'),
      ]);
      try {
        writeChecked(file, JSON.stringify(rows));
      } catch {
        // The next build reads the folders again.
      }
    },
  };
}

/** All that lies below a folder, read anew. */
export function readTree(root: string): Tree {
  return walk(root, (folder) => fs.readdirSync(folder, { withFileTypes: true }));
}

function walk(root: string, entries: (folder: string) => readonly Entry[]): Tree {
  const files: string[] = [];
  const folders: string[] = [];
  const enter = (folder: string, prefix: string): void => {
    for (const entry of entries(folder)) {
      if (!entry.isDirectory()) files.push(prefix + entry.name);
      else {
        folders.push(prefix + entry.name);
        enter(`${folder}${path.sep}${entry.name}`, `${prefix}${entry.name}/`);
      }
    }
  };
  enter(root, '');
  return { files, folders };
}

type Names = Pick<Listing, 'files' | 'folders'>;

/** Null where there is something else than plain files and folders: links, pipes and devices are looked at every time. */
function namesOf(entries: readonly Entry[]): Names | null {
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) folders.push(entry.name);
    else if (entry.isFile()) files.push(entry.name);
    else return null;
  }
  return { files, folders };
}

function remembered({ files, folders }: Listing): readonly Entry[] {
  return [...files.map((name) => new Remembered(name, false)), ...folders.map((name) => new Remembered(name, true))];
}

class Remembered implements Entry {
  readonly name: string;
  readonly #folder: boolean;
  constructor(name: string, folder: boolean) {
    this.name = name;
    this.#folder = folder;
  }
  isDirectory(): boolean {
    return this.#folder;
  }
  isFile(): boolean {
    return !this.#folder;
  }
  isSymbolicLink(): boolean {
    return false;
  }
  isFIFO(): boolean {
    return false;
  }
  isSocket(): boolean {
    return false;
  }
  isBlockDevice(): boolean {
    return false;
  }
  isCharacterDevice(): boolean {
    return false;
  }
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

/** Of the file system; null where a folder does not tell by its time that something was added to it. */
function clockOf(beside: string): Clock | null {
  const probe = path.join(beside, `clock-${process.pid}`);
  try {
    fs.mkdirSync(probe);
    fs.utimesSync(probe, 0, 0);
    fs.writeFileSync(path.join(probe, 'entry'), '');
    const { mtimeMs, dev } = fs.lstatSync(probe);
    return mtimeMs > 0 ? { now: mtimeMs, device: dev } : null;
  } catch {
    return null;
  } finally {
    fs.rmSync(probe, { recursive: true, force: true });
  }
}

/** Names lie between slashes, so that none of them leads anywhere else. Nothing of a file that holds anything else: it may come with an archive. */
function parsed(text: string): Map<number, Listing> {
  const names = (joined: string) => (joined === '' ? [] : joined.split('/').filter((name) => !/^\.{0,2}$/.test(name)));
  try {
    const rows = JSON.parse(text) as readonly (readonly [number, number, number, string, string])[];
    return new Map(
      rows.map(([inode, mtimeMs, ctimeMs, files, folders]) => [inode, { mtimeMs, ctimeMs, files: names(files), folders: names(folders) }]),
    );
  } catch {
    return new Map();
  }
}
