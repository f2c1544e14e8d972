import fs from 'node:fs';
import path from 'node:path';
import type { Listings } from '../folder/listings.ts';
import { SiteError } from './error.ts';
import { listTree, MANIFEST, readManifest } from './manifest.ts';

/**
 * Where one site is made. Everything lies beside the site, on its file system, so that a rename puts it in place:
 *
 *     _site/                      the site that visitors see
 *     _site.staging/next/         the one that is being built
 *     _site.staging/twin/         its files under second names, which will be the retired site where there is none like it
 *     _site.staging/previous/     the retired one, from which the next is brought up to date
 *     _site.staging/lock          who is building
 */
export interface Places {
  readonly live: string;
  readonly staging: string;
  readonly next: string;
  readonly twin: string;
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
    twin: path.join(staging, 'twin'),
    previous: path.join(staging, 'previous'),
    lock: path.join(staging, 'lock'),
  };
}

/**
 * Throws (exit code 2) where `out` holds files that this program did not write. `known`: the files of the site in place,
 * where it is known to be ours.
 */
export function refuseForeign(out: string, known: ReadonlyMap<string, unknown> | null): void {
  if (!fs.existsSync(out)) return;
  if (!fs.statSync(out).isDirectory()) throw new SiteError(`${out} is a file; the site needs a folder. Name another with --out.`, 2);
  const manifest = known === null ? readManifest(out) : null;
  const foreign = foreignIn(out, known ?? new Set(manifest?.files.map((file) => file.path)));
  if (known !== null || manifest !== null) {
    if (foreign.length > 0) throw foreignFound(out, foreign);
  } else if (foreign.length > 0 || fs.existsSync(path.join(out, MANIFEST))) {
    const named = foreign.slice(0, 3).join(', ') || MANIFEST;
    throw new SiteError(
      `${out} is not empty and was not made by Runfolio (${named}). Nothing was deleted. Name another folder with --out.`,
      2,
    );
  }
}

/** Files of a folder that are not among the known ones, sorted. */
export function foreignIn(folder: string, known: Pick<ReadonlySet<string>, 'has'>, list?: Listings['list']): string[] {
  return listTree(folder, list)
    .files.filter((file) => !known.has(file))
    .sort();
}

/** The words for files that the next site would not have. */
export function foreignFound(out: string, foreign: readonly string[]): SiteError {
  const named = `${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ` and ${foreign.length - 3} more` : ''}`;
  const words = `${out} holds files that Runfolio did not make and would lose: ${named}. Move them away, or name another folder with --out.`;
  return new SiteError(words, 2);
}

/** Makes the staging folder, which git leaves alone. */
export function openStaging(places: Places): void {
  fs.mkdirSync(places.staging, { recursive: true });
  fs.writeFileSync(path.join(places.staging, '.gitignore'), '*\n');
}

/**
 * Mends what a killed build left: puts the retired site back where none is in place, and removes a half-built one, or keeps it
 * for the next build to begin with, if it was built upon the site in place.
 */
export function recover(places: Places): 'restored' | 'nothing' {
  // A folder with a manifest that is not ours was refused before.
  const gone =
    !fs.existsSync(places.live) || (!fs.existsSync(path.join(places.live, MANIFEST)) && listTree(places.live).files.length === 0);
  const restore = gone && readManifest(places.previous) !== null;
  if (restore) fs.renameSync(places.previous, places.live);
  else if (!gone && !fs.existsSync(places.twin)) putBack(places);
  discard(places);
  return restore ? 'restored' : 'nothing';
}

/** Makes a folder that holds nothing. */
export function openEmpty(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
}

/** Makes a folder unless it is among those that are known to be there. */
export function makeFolder(folder: string, known: Set<string>): void {
  if (known.has(folder)) return;
  fs.mkdirSync(folder, { recursive: true });
  known.add(folder);
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

/** Has the twin of the site that was put in place take the part of the retired one. */
export function adoptTwin(places: Places): void {
  fs.linkSync(path.join(places.live, MANIFEST), path.join(places.twin, MANIFEST));
  if (fs.existsSync(places.previous)) fs.renameSync(places.previous, path.join(places.staging, 'old'));
  fs.renameSync(places.twin, places.previous);
  discard(places);
}

/** Keeps what was copied of the live site for the next build, where this one fails. It is checked there file by file. */
export function putBack(places: Places): void {
  if (!fs.existsSync(places.previous) && fs.existsSync(places.next)) fs.renameSync(places.next, places.previous);
}

/** Removes what is neither the site in place nor the retired one. */
export function discard(places: Places): void {
  for (const name of fs.readdirSync(places.staging)) {
    const found = path.join(places.staging, name);
    if (found !== places.previous && !name.startsWith('lock') && name !== '.gitignore') fs.rmSync(found, { recursive: true, force: true });
  }
}
