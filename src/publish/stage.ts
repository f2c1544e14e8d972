import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { SiteError } from './error.ts';
import { listFiles, MANIFEST, readManifest, sha256Of } from './manifest.ts';

/**
 * Where one site is made. Everything lies beside the site, on its file system, so that a rename puts it in place:
 *
 *     _site/                      the site that visitors see
 *     _site.staging/next/         the one that is being built
 *     _site.staging/previous/     the retired one, from which the next is brought up to date
 *     _site.staging/lock          who is building
 */
export interface Places {
  readonly live: string;
  readonly staging: string;
  readonly next: string;
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

/** An empty folder to build into. */
export function openEmpty(places: Places): void {
  fs.rmSync(places.next, { recursive: true, force: true });
  fs.mkdirSync(places.next, { recursive: true });
}

/**
 * The folder to build into as a copy of the live site: the retired site with what differs copied over; every file is
 * checked against the manifest of the live one. False where the live site is not what its manifest says. What Astro
 * writes in every build (`assets`) is left out.
 */
export async function openCopy(places: Places, assets: string, signal?: AbortSignal): Promise<boolean> {
  const manifest = readManifest(places.live);
  if (manifest === null) return false;
  fs.rmSync(places.next, { recursive: true, force: true });
  if (fs.existsSync(places.previous)) fs.renameSync(places.previous, places.next);
  else fs.mkdirSync(places.next, { recursive: true });
  const wanted = new Map(manifest.files.filter((file) => !file.path.startsWith(`${assets}/`)).map((file) => [file.path, file.sha256]));
  removeExcept(places.next, (file) => wanted.has(file));
  let done = 0;
  for (const [file, sha256] of wanted) {
    const target = path.join(places.next, file);
    if (!holds(target, sha256)) {
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.rmSync(target, { force: true });
      if (!fs.existsSync(path.join(places.live, file))) return false;
      fs.copyFileSync(path.join(places.live, file), target, fs.constants.COPYFILE_FICLONE);
      if (!holds(target, sha256)) return false;
    }
    done += 1;
    if (done % 256 === 0) await setImmediate();
    signal?.throwIfAborted();
  }
  return true;
}

function holds(file: string, sha256: string): boolean {
  return fs.existsSync(file) && sha256Of(file) === sha256;
}

/** Removes files that `keep` refuses, the manifest, and folders that are empty then. */
export function removeExcept(root: string, keep: (file: string) => boolean): void {
  fs.rmSync(path.join(root, MANIFEST), { force: true });
  for (const file of listFiles(root)) if (!keep(file)) fs.rmSync(path.join(root, file));
  removeEmptyFolders(root);
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
