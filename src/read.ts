import { createHash, hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type Door, doorsOf } from './folder/door.ts';
import { type Diagnostic, diagnostic, isDiagnostic } from './model/diagnostic.ts';
import type { DirectoryIndex, FileEntry } from './model/folder.ts';
import type { Source, StoredFragment } from './model/fragment.ts';
import type { Claim, Reader } from './readers/reader.ts';
import type { ClaimResult, Store } from './store/store.ts';

export interface Reading {
  readonly fragments: readonly StoredFragment[];
  readonly diagnostics: readonly Diagnostic[];
  readonly claims: number;
  /** Claims that had to be read, the others came from the store. */
  readonly read: number;
}

/** Where files are: the folder, and the real paths that may be opened through it. */
export interface Ground {
  readonly root: string;
  readonly index: DirectoryIndex;
  readonly allowed: readonly string[];
}

/**
 * Reads every archive of a folder, each claim once: from the store where its files are unchanged, else by its reader.
 * `progress` gets the number of claims done and in all.
 */
export function readArchives(
  ground: Ground,
  readers: readonly Reader[],
  store: Store,
  progress: (done: number, all: number) => void,
): Reading {
  const work = readers.flatMap((reader) => reader.detect(ground.index).map((claim) => ({ reader, claim })));
  work.sort((a, b) => compare(a.claim.path, b.claim.path) || compare(a.claim.tracker, b.claim.tracker));
  const fragments: StoredFragment[] = [];
  const diagnostics: Diagnostic[] = [];
  let read = 0;
  const openDoor = doorsOf(ground.root, ground.index, ground.allowed);
  const hashes: Hashes = new Map();

  /** By the content of its files; what nobody knows is read. */
  function look(reader: Reader, claim: Claim, stamp: string, opened: Opened): ClaimResult {
    const key = signature(ground, reader, claim, hashes, opened.door);
    const known = key === null ? null : store.find(key);
    if (key !== null && known !== null) store.stamp(key, stamp);
    if (known !== null) return known;
    read += 1;
    const name = key === null ? { key: `${reader.tracker}:${claim.path}`, stamp: null } : { key, stamp };
    return readClaim(ground, reader, claim, store, opened, name, hashes);
  }

  work.forEach(({ reader, claim }, done) => {
    progress(done, work.length);
    const found: Diagnostic[] = [];
    // What was opened to be hashed need not be opened again to be read.
    const door = openDoor((one) => found.push(one));
    try {
      const stamp = stampOf(ground, reader, claim);
      const result = recall(store, stamp) ?? look(reader, claim, stamp, { door, found });
      fragments.push(...result.fragments);
      diagnostics.push(...result.diagnostics);
    } finally {
      door.close();
    }
  });
  progress(work.length, work.length);
  return { fragments, diagnostics: once(diagnostics), claims: work.length, read };
}

/** What an earlier build read, if every file of the claim looks as it did then. */
function recall(store: Store, stamp: string): ClaimResult | null {
  const key = store.keyOf(stamp);
  return key === null ? null : store.find(key);
}

/** How the files of a claim look: hash of their paths, sizes and times of change. */
function stampOf({ index }: Ground, { tracker, revision }: Reader, { path: place, files }: Claim): string {
  let looks = `${tracker}.${revision} ${place}`;
  for (const file of files) {
    const entry = index.file(file);
    if (entry !== undefined) looks += `\n${file}\t${entry.size}\t${entry.mtimeMs}`;
  }
  return hash('sha256', looks, 'hex');
}

/**
 * Key of the claim: hash of its paths and contents; null where a file cannot be read, so that nothing is cached. Files that
 * several claims share are hashed once.
 */
function signature(ground: Ground, { tracker, revision }: Reader, claim: Claim, hashes: Hashes, door: Door): string | null {
  let signed = claim.path;
  let whole = true;
  for (const place of claim.files) {
    const entry = ground.index.file(place);
    if (entry === undefined) continue;
    let sha256 = hashes.get(place);
    if (sha256 === undefined) {
      sha256 = hashOf(ground, entry, door.signature(place));
      hashes.set(place, sha256);
    }
    if (sha256 === null) whole = false;
    signed += `\n${place}\t${sha256}`;
  }
  return whole ? `${tracker}.${revision}.${hash('sha256', signed, 'hex')}` : null;
}

/** sha256 of files by path; null of those that cannot be read. */
type Hashes = Map<string, string | null>;

/** Git LFS pointers are not opened by the door, yet have a content that can change. */
function hashOf(ground: Ground, entry: FileEntry, byDoor: string | null): string | null {
  if (byDoor !== null || entry.size > 1024) return byDoor;
  try {
    const text = fs.readFileSync(path.join(ground.root, entry.path), 'latin1');
    return text.startsWith('version https://git-lfs') ? createHash('sha256').update(text, 'latin1').digest('hex') : null;
  } catch {
    return null;
  }
}

/** The door of a claim, and what was told at it. */
interface Opened {
  readonly door: Door;
  readonly found: Diagnostic[];
}

function readClaim(
  ground: Ground,
  reader: Reader,
  claim: Claim,
  store: Store,
  { door, found: diagnostics }: Opened,
  { key, stamp }: { readonly key: string; readonly stamp: string | null },
  hashes: Hashes,
): ClaimResult {
  const fragments: StoredFragment[] = [];
  let keep = true;
  const source = (place: string): Source => ({ path: place, size: ground.index.file(place)?.size ?? 0, sha256: hashes.get(place) ?? '' });
  try {
    for (const item of reader.read(claim, ground.index, door)) {
      if (isDiagnostic(item)) diagnostics.push(item);
      else fragments.push(store.add(key, item, item.sources.map(source)));
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'StoreDamaged') throw error;
    diagnostics.push(diagnostic('reader-failed', { path: claim.path }, { reader: reader.title, reason: String(error) }));
    keep = false;
  }
  for (const place of claim.files) {
    if (!changed(ground, place)) continue;
    diagnostics.push(diagnostic('changed-while-reading', { path: place }, {}));
    keep = false;
  }
  const result = { fragments, diagnostics: once(diagnostics) };
  store.finish(key, result, keep ? stamp : null);
  return result;
}

function changed(ground: Ground, place: string): boolean {
  const entry = ground.index.file(place);
  if (entry === undefined) return false;
  try {
    const now = fs.statSync(path.join(ground.root, place));
    return now.size !== entry.size || now.mtimeMs !== entry.mtimeMs;
  } catch {
    return true;
  }
}

/** Several claims may meet the same fault. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(diagnostics.map((found) => [JSON.stringify(found), found]));
  return [...seen.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
