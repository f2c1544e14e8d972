import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { SiteError } from './error.ts';
import { type Ledger, type LedgerFile, type Stamp, sameStamp, stampOf } from './ledger.ts';
import { listFiles, MANIFEST, readManifest, sha256Of } from './manifest.ts';

/**
 * Where one site is made. Everything lies beside the site, on its file system, so that a rename puts it in place:
 *
 *     _site/                      the site that visitors see
 *     _site.staging/next/         the one that is being built
 *     _site.staging/pages/        pages that were rendered for it
 *     _site.staging/previous/     the retired one, from which the next is brought up to date
 *     _site.staging/lock          who is building
 */
export interface Places {
  readonly live: string;
  readonly staging: string;
  readonly next: string;
  readonly pages: string;
  readonly previous: string;
  readonly lock: string;
}

export function placesOf(out: string): Places {
  const live = fs.existsSync(out) ? fs.realpathSync(out) : path.resolve(out);
  const staging = `${live}.staging`;
  return {
    live,
    staging,
    next: path.join(staging, 'next'),
    pages: path.join(staging, 'pages'),
    previous: path.join(staging, 'previous'),
    lock: path.join(staging, 'lock'),
  };
}

/** Throws (exit code 2) where `out` holds files that this program did not write. */
export function refuseForeign(out: string): void {
  if (!fs.existsSync(out)) return;
  if (!fs.statSync(out).isDirectory()) throw new SiteError(`${out} is a file; the site needs a folder. Name another with --out.`, 2);
  const found = listFiles(out);
  const manifest = readManifest(out);
  const known = new Set(manifest?.files.map((file) => file.path));
  const foreign = found.filter((file) => !known.has(file));
  if (foreign.length === 0 && (manifest !== null || !fs.existsSync(path.join(out, MANIFEST)))) return;
  const named = foreign.slice(0, 3).join(', ');
  throw new SiteError(
    manifest === null
      ? `${out} is not empty and was not made by Runfolio (${named || MANIFEST}). Nothing was deleted. Name another folder with --out.`
      : `${out} holds files that Runfolio did not make and would lose: ${named}${foreign.length > 3 ? ` and ${foreign.length - 3} more` : ''}. Move them away, or name another folder with --out.`,
    2,
  );
}

/** Makes the staging folder, which git leaves alone. */
export function openStaging(places: Places): void {
  fs.mkdirSync(places.staging, { recursive: true });
  fs.writeFileSync(path.join(places.staging, '.gitignore'), '*\n');
}

/** Mends what a killed build left: puts the retired site back where none is in place, and removes a half-built one. */
export function recover(places: Places): 'restored' | 'nothing' {
  const gone = !fs.existsSync(places.live) || (readManifest(places.live) === null && listFiles(places.live).length === 0);
  const restore = gone && readManifest(places.previous) !== null;
  if (restore) fs.renameSync(places.previous, places.live);
  discard(places);
  return restore ? 'restored' : 'nothing';
}

/** Makes a folder that holds nothing. */
export function openEmpty(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
}

/**
 * Fills the folder to build into with what `before` says of the live site: the retired site with what differs put in. A file
 * that looks as when it was last hashed is not read again. Files are shared with the live site by hard links where the file
 * system has them, so that nothing may be written into one: it is removed first. False where the live site is not what
 * `before` says. What Astro writes in every build (`assets`) is left out.
 */
export async function openCopy(
  places: Places,
  before: Ledger,
  retired: Ledger | null,
  assets: string,
  signal?: AbortSignal,
): Promise<Map<string, LedgerFile> | null> {
  fs.rmSync(places.next, { recursive: true, force: true });
  if (fs.existsSync(places.previous)) fs.renameSync(places.previous, places.next);
  else fs.mkdirSync(places.next, { recursive: true });
  const wanted = [...before.files.values()].filter((file) => !file.path.startsWith(`${assets}/`));
  const names = new Set(wanted.map((file) => file.path));
  const present = removeExcept(places.next, (file) => names.has(file));
  const folders = new Set<string>();
  const copied = new Map<string, LedgerFile>();
  for (const file of wanted) {
    const target = path.join(places.next, file.path);
    let stamp = present.has(file.path) ? checked(target, file.sha256, retired?.files.get(file.path)) : null;
    if (stamp === null) {
      const source = path.join(places.live, file.path);
      if (checked(source, file.sha256, file) === null) return null;
      if (present.has(file.path)) fs.rmSync(target);
      makeFolder(path.dirname(target), folders);
      share(source, target);
      stamp = stampOf(target);
      if (stamp === null) return null;
    }
    copied.set(file.path, { ...file, ...stamp });
    if (copied.size % 256 === 0) await setImmediate();
    signal?.throwIfAborted();
  }
  return copied;
}

/** The stamp of a file with this hash, null where it is another; read only where it does not look as it did when `known` was. */
function checked(file: string, sha256: string, known: LedgerFile | undefined): Stamp | null {
  const stamp = stampOf(file);
  if (stamp === null) return null;
  if (known !== undefined && sameStamp(known, stamp)) return known.sha256 === sha256 ? stamp : null;
  return sha256Of(file) === sha256 ? stamp : null;
}

/** One file under two names; a copy where the file system has no such thing. */
function share(source: string, target: string): void {
  try {
    fs.linkSync(source, target);
  } catch {
    fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE);
  }
}

/** Makes a folder unless it is among those that are known to be there. */
export function makeFolder(folder: string, known: Set<string>): void {
  if (known.has(folder)) return;
  fs.mkdirSync(folder, { recursive: true });
  known.add(folder);
}

/** Removes files that `keep` refuses, the manifest, and folders that are empty then. Gives the files that are left. */
export function removeExcept(root: string, keep: (file: string) => boolean): Set<string> {
  fs.rmSync(path.join(root, MANIFEST), { force: true });
  const left = new Set<string>();
  let removed = false;
  for (const file of listFiles(root)) {
    if (keep(file)) left.add(file);
    else {
      fs.rmSync(path.join(root, file));
      removed = true;
    }
  }
  if (removed) removeEmptyFolders(root);
  return left;
}

function removeEmptyFolders(folder: string): boolean {
  let empty = true;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory() && removeEmptyFolders(inside)) fs.rmdirSync(inside);
    else empty = false;
  }
  return empty;
}

/** Puts the built site in place and retires the old one. Where that fails, the old one is put back. */
export function swap(places: Places): void {
  const occupied = fs.existsSync(places.live) && fs.readdirSync(places.live).length > 0;
  if (occupied) {
    fs.rmSync(places.previous, { recursive: true, force: true });
    fs.renameSync(places.live, places.previous);
  }
  try {
    fs.renameSync(places.next, places.live);
  } catch (error) {
    if (occupied) fs.renameSync(places.previous, places.live);
    throw error;
  }
}

/** Removes what is neither the site in place nor the retired one. */
export function discard(places: Places): void {
  for (const name of fs.readdirSync(places.staging)) {
    const found = path.join(places.staging, name);
    if (found !== places.previous && !name.startsWith('lock') && name !== '.gitignore') fs.rmSync(found, { recursive: true, force: true });
  }
}
