import fs from 'node:fs';
import path from 'node:path';
import { placeInWorkTree } from './folder/mount.ts';
import { readChecked, writeChecked } from './formats/checked-text.ts';
import { parseJson } from './formats/json.ts';
import { answersOf, askHistory, type OwnHistory, type Question } from './history.ts';
import type { Counts, LoadOptions, Surveyed } from './load.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import { hashOf, sha256 } from './model/hash.ts';
import { encode } from './store/encode.ts';

/** What a build gave and what it was made from, to be given again where nothing has changed. */
export interface Kept {
  /** `inputsOf` the build. */
  readonly inputs: string;
  /** Hash of the manifest of the site that it put in place. */
  readonly manifest: string;
  readonly questions: readonly Question[];
  /** `answersOf` git. */
  readonly answers: string;
  readonly base: string;
  readonly url: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Counts;
  readonly projects: number;
}

/**
 * Hash of all that a build depends on but for git and the program: every file of the folder and of its archives elsewhere
 * by size and times of change, what the project files say, what could not be listed, and how the build was asked for.
 */
export function inputsOf({ index, allowed, found }: Surveyed, asked: LoadOptions & { base: string | null; tool: string }): string {
  const files = index.files.map((file) => `${file.path}\t${file.size}\t${file.mtimeMs}\t${file.ctimeMs}\n`);
  const { places, site, projects, scanned, diagnostics } = found;
  const { folder, roots, skip, fingerprint, base, tool } = asked;
  const real = allowed.map((place) => fs.realpathSync(place));
  return hashOf(
    { folder, roots, skip, fingerprint, base, tool, real, place: placeInWorkTree(folder) },
    sha256(files.join('')),
    { places, site, scanned, diagnostics },
    projects,
  );
}

/** The last build from these inputs, if git still says the same; else null. */
export async function lastBuild(
  where: LoadOptions & { out: string },
  inputs: string,
  say: (words: string) => void,
  own: OwnHistory,
): Promise<Kept | null> {
  const kept = readKept(placeOf(where));
  if (kept?.inputs !== inputs) return null;
  const history = await askHistory(kept.questions, where, say, own);
  return answersOf(history, kept.questions) === kept.answers ? kept : null;
}

function readKept(file: string): Kept | null {
  try {
    const text = readChecked(file);
    return text === null ? null : (parseJson(text) as unknown as Kept);
  } catch {
    return null;
  }
}

/** Remembers a build; where that cannot be written, the next one does everything again. */
export function keepBuild(where: LoadOptions & { out: string }, kept: Kept): void {
  try {
    writeChecked(placeOf(where), encode(kept));
  } catch {
    forgetBuild(where);
  }
}

export function forgetBuild(where: LoadOptions & { out: string }): void {
  fs.rmSync(placeOf(where), { force: true });
}

function placeOf({ cache, out }: LoadOptions & { out: string }): string {
  return path.join(cache, `last-${sha256(out).slice(0, 12)}.json`);
}
