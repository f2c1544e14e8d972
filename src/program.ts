import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Compiled } from './compile-process.ts';
import { type Compiling, sourcesFingerprint } from './integration.ts';
import { sha256 } from './model/hash.ts';
import type { PageRoute, Pages } from './pages/routes.ts';

/** The pages as Astro compiled them. */
export interface Program {
  readonly pages: Pages;
  /** What browsers load, by its place in the site: `_astro/…`. */
  readonly assets: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

export interface ProgramOptions {
  /** Folder for what is kept between builds. */
  readonly cache: string;
  readonly routes: readonly PageRoute[];
  /** Starts and ends with `/`. */
  readonly base: string;
  readonly url: string | null;
}

/** sha256 of every file of a compiled program, by its path in it. */
type Contents = Readonly<Record<string, string>>;

const CONTENTS = 'contents.json';
/** `.ts` in the repository, `.js` in the package. */
const COMPILER = path.join(import.meta.dirname, `compile-process${path.extname(import.meta.filename)}`);
/** Programs of other addresses or versions that are kept. */
const KEPT = 3;

/**
 * The program that renders the pages: kept from an earlier build of the same sources for the same address, if every file of
 * it is as it was written, else compiled. That is done by a process of its own, whose memory is gone when it has ended.
 */
export async function openProgram({ cache, ...asked }: ProgramOptions, signal?: AbortSignal): Promise<Program> {
  const folder = path.join(cache, 'programs');
  const place = path.join(folder, sha256(JSON.stringify([asked.base, asked.url, sourcesFingerprint(asked.routes)])).slice(0, 24));
  let contents = contentsOf(place);
  if (contents === null) {
    await compileTo(place, asked, signal);
    contents = contentsOf(place);
    if (contents === null) throw new Error(`${place} cannot be written; the pages were compiled and are not there`);
  }
  forget(folder, place);
  const pages: Pages = await import(pathToFileURL(path.join(place, 'server/entry.mjs')).href);
  const assets = Object.keys(contents)
    .filter((file) => file.startsWith(CLIENT))
    .map((file) => ({ file: file.slice(CLIENT.length), bytes: fs.readFileSync(path.join(place, file)) }));
  return { pages, assets };
}

const CLIENT = 'client/';

/** null where the program is not there or damaged. */
function contentsOf(place: string): Contents | null {
  try {
    const contents = JSON.parse(fs.readFileSync(path.join(place, CONTENTS), 'utf8')) as Contents;
    const whole = Object.entries(contents).every(([file, hash]) => sha256(fs.readFileSync(path.join(place, file))) === hash);
    return whole ? contents : null;
  } catch {
    return null;
  }
}

async function compileTo(place: string, asked: Omit<Compiling, 'out' | 'scratch'>, signal?: AbortSignal): Promise<void> {
  const beside = `${place}.${randomUUID()}`;
  const scratch = `${beside}.scratch`;
  try {
    fs.mkdirSync(beside, { recursive: true });
    await compileElsewhere({ ...asked, out: beside, scratch }, signal);
    const files = fs.readdirSync(beside, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const names = files.map((entry) => path.relative(beside, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    const contents = Object.fromEntries(names.sort().map((file) => [file, sha256(fs.readFileSync(path.join(beside, file)))]));
    fs.writeFileSync(path.join(beside, CONTENTS), JSON.stringify(contents));
    // Another build may have been faster.
    if (contentsOf(place) !== null) return;
    fs.rmSync(place, { recursive: true, force: true });
    fs.renameSync(beside, place);
  } finally {
    for (const left of [beside, scratch]) fs.rmSync(left, { recursive: true, force: true });
  }
}

function compileElsewhere(job: Compiling, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // The bundler's allocator gives memory that is free back to the system at once, not when it ends.
    const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', MIMALLOC_PURGE_DELAY: '0' };
    const child = fork(COMPILER, {
      env,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      ...(signal === undefined ? {} : { signal }),
    });
    let answer: Compiled | null = null;
    child.once('message', (words) => {
      answer = words as Compiled;
    });
    child.once('error', (error) => reject(signal?.aborted === true ? signal.reason : error));
    child.once('exit', (code, killed) => {
      if (answer === null) reject(new Error(`the process that compiles the pages ended before it was done (${killed ?? code})`));
      else if (answer.error !== null) reject(new Error(answer.error));
      else resolve();
    });
    child.send(job);
  });
}

/** Forgets programs that were not used for long, and what killed builds left. */
function forget(folder: string, used: string): void {
  try {
    const now = new Date();
    fs.utimesSync(used, now, now);
    const others = fs
      .readdirSync(folder)
      .map((name) => path.join(folder, name))
      .filter((place) => place !== used)
      .map((place) => ({ place, at: fs.statSync(place).mtimeMs }))
      .sort((a, b) => b.at - a.at);
    for (const { place } of others.slice(KEPT)) fs.rmSync(place, { recursive: true, force: true });
  } catch {
    // The next build tidies up.
  }
}
