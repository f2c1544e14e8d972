import fs from 'node:fs';
import path from 'node:path';
import { type Listings, readTree } from '../folder/listings.ts';
import { type Ledger, type LedgerFile, type Stamp, sameStamp, stampOf } from './ledger.ts';
import { listTree, MANIFEST, sha256Of } from './manifest.ts';
import { foreignIn, makeFolder, type Places } from './stage.ts';

/** The folder to build into, filled by name with what a ledger says of the live site. Nothing of it was looked at yet. */
export interface Copy {
  readonly places: CopyPlaces;
  /** What the live site was when it was put in place. */
  readonly files: ReadonlyMap<string, LedgerFile>;
  /** How the files in the copy looked when their hashes were known. */
  readonly expected: (file: string) => LedgerFile | undefined;
  /** Files that the live site lacks: then it is not what the ledger says. */
  readonly lost: readonly string[];
  /** Folders that are there. */
  readonly folders: Set<string>;
  readonly list: Listings['list'];
}

export type CopyPlaces = Pick<Places, 'live' | 'next' | 'previous'>;

/** What a look at the copy and at the live site gave. */
export type Confirmed =
  /** The copy has every file; `stamps` of those that do not look as the ledger says. */
  | { readonly kind: 'whole'; readonly stamps: ReadonlyMap<string, Stamp> }
  /** The live site holds files that would be lost. */
  | { readonly kind: 'foreign'; readonly files: readonly string[] }
  /** A file of the live site is gone or another. */
  | { readonly kind: 'differs' };

/**
 * Fills the folder to build into with what `before` says of the live site: the retired site with what differs put in. Files
 * are shared with the live site by hard links where the file system has them, so that nothing may be written into one: it is
 * removed first.
 */
export function openCopy(places: CopyPlaces, before: Ledger, retired: Ledger | null, list: Listings['list'] = readTree): Copy {
  const { live, next, previous } = places;
  fs.rmSync(next, { recursive: true, force: true });
  if (fs.existsSync(previous)) fs.renameSync(previous, next);
  else fs.mkdirSync(next, { recursive: true });
  fs.rmSync(inside(next, MANIFEST), { force: true });
  const { files } = before;
  const present = new Set<string>();
  const tree = listTree(next, list);
  for (const file of tree.files) {
    const wanted = files.get(file);
    const known = retired?.files.get(file);
    if (wanted !== undefined && (known === undefined || known.sha256 === wanted.sha256)) present.add(file);
    else fs.unlinkSync(inside(next, file));
  }
  const folders = removeUnused(next, tree.folders, files.keys());
  const linked = new Set<string>();
  const lost: string[] = [];
  for (const file of files.keys()) {
    if (present.has(file)) continue;
    const target = inside(next, file);
    makeFolder(path.dirname(target), folders);
    if (share(inside(live, file), target)) linked.add(file);
    else lost.push(file);
  }
  const expected = (file: string) => (linked.has(file) ? undefined : retired?.files.get(file)) ?? files.get(file);
  return { places, files, expected, lost, folders, list };
}

/**
 * Looks at every file of the copy once. One that looks as when it was last hashed is not read again; of one that is another,
 * the live site's is taken, if that is what the ledger says.
 */
export function confirmCopy({ places, files, expected, lost, list }: Copy): Confirmed {
  const { live, next } = places;
  const foreign = foreignIn(live, files, list);
  if (foreign.length > 0) return { kind: 'foreign', files: foreign };
  if (lost.length > 0) return { kind: 'differs' };
  const stamps = new Map<string, Stamp>();
  for (const [file, wanted] of files) {
    const target = inside(next, file);
    const stamp = checked(target, wanted.sha256, expected(file)) ?? taken(inside(live, file), target, wanted);
    if (stamp === null) return { kind: 'differs' };
    if (!sameStamp(wanted, stamp)) stamps.set(file, stamp);
  }
  return { kind: 'whole', stamps };
}

/** The live site's file in place of one that is damaged; null where that one is not what it was either. */
function taken(source: string, target: string, wanted: LedgerFile): Stamp | null {
  if (checked(source, wanted.sha256, wanted) === null) return null;
  fs.rmSync(target, { force: true });
  return share(source, target) ? checked(target, wanted.sha256, wanted) : null;
}

/** The stamp of a file with this hash, null where it is another; read only where it does not look as it did when `known` was. */
function checked(file: string, sha256: string, known: LedgerFile | undefined): Stamp | null {
  const stamp = stampOf(file);
  if (stamp === null) return null;
  if (known !== undefined && sameStamp(known, stamp)) return known.sha256 === sha256 ? stamp : null;
  return sha256Of(file) === sha256 ? stamp : null;
}

/** One file under two names; a copy where the file system has no such thing. False where there is no such file. */
function share(source: string, target: string): boolean {
  try {
    fs.linkSync(source, target);
  } catch {
    if (stampOf(source) === null) return false;
    fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE);
  }
  return true;
}

/** Removes folders that none of the files needs; gives those that are left, as absolute paths. */
function removeUnused(root: string, folders: readonly string[], files: Iterable<string>): Set<string> {
  const needed = new Set<string>();
  for (const file of files)
    for (let cut = file.lastIndexOf('/'); cut > 0 && !needed.has(file.slice(0, cut)); cut = file.lastIndexOf('/', cut - 1))
      needed.add(file.slice(0, cut));
  // A folder comes before those in it.
  for (const folder of folders.toReversed()) if (!needed.has(folder)) removeIfEmpty(inside(root, folder));
  return new Set([root, ...folders.filter((folder) => needed.has(folder)).map((folder) => inside(root, folder))]);
}

/** Removes files of a site, and folders that are empty then. */
export function removeFiles(root: string, files: readonly string[]): void {
  for (const file of files) {
    fs.rmSync(inside(root, file), { force: true });
    for (let cut = file.lastIndexOf('/'); cut > 0 && removeIfEmpty(inside(root, file.slice(0, cut))); cut = file.lastIndexOf('/', cut - 1));
  }
}

function removeIfEmpty(folder: string): boolean {
  try {
    fs.rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** A file of a site by its path there; unlike `path.join` it resolves nothing, for paths of our own need it not. */
export function inside(root: string, file: string): string {
  return `${root}${path.sep}${path.sep === '/' ? file : file.replaceAll('/', path.sep)}`;
}
