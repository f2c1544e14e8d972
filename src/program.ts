import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Compiled } from './compile-process.ts';
import { type Compiling, PACKAGE, sourcesFingerprint } from './integration.ts';
import { sha256 } from './model/hash.ts';
import type { PageRoute, Pages } from './pages/routes.ts';

/** The pages as Astro compiled them. */
export interface Program {
  readonly pages: Pages;
  /** What browsers load, by its place in the site: `_astro/…`. */
  readonly assets: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

export interface ProgramOptions {
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
/** Programs of other addresses or versions that are kept, and for how long all are, in milliseconds. */
const KEPT = 8;
const YOUNG = 3_600_000;

/**
 * The program that renders the pages: kept from an earlier build of the same sources for the same address, if every file of
 * it is as it was written, else compiled. That is done by a process of its own, whose memory is gone when it has ended.
 * `folder` must lie where only the user writes, such as beside the package: what is in it is run, so it may never come with
 * an archive. Where it cannot be written, the program lives for this build alone.
 */
export async function openProgram(asked: ProgramOptions, signal?: AbortSignal, folder = besidePackage()): Promise<Program> {
  if (!isWritable(folder)) return openOnce(asked, signal);
  const place = path.join(folder, sha256(JSON.stringify([asked.base, asked.url, sourcesFingerprint(asked.routes)])).slice(0, 24));
  const there = contentsOf(place);
  if (there === null) await compileTo(place, asked, signal);
  forget(folder, place);
  return programAt(place, there ?? contentsOf(place));
}

async function openOnce(asked: ProgramOptions, signal?: AbortSignal): Promise<Program> {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-program-'));
  const place = path.join(top, 'program');
  try {
    await compileTo(place, asked, signal);
    return await programAt(place, contentsOf(place));
  } finally {
    fs.rmSync(top, { recursive: true, force: true });
  }
}

/** With all its modules in memory: its files are not needed afterwards. */
async function programAt(place: string, contents: Contents | null): Promise<Program> {
  if (contents === null) throw new Error(`the pages were compiled to ${place} and are not there`);
  const pages: Pages = await import(pathToFileURL(path.join(place, 'server/entry.mjs')).href);
  await pages.load();
  const assets = Object.keys(contents)
    .filter((file) => file.startsWith(CLIENT))
    .map((file) => ({ file: file.slice(CLIENT.length), bytes: fs.readFileSync(path.join(place, file)) }));
  return { pages, assets };
}

/** The folder for caches of the packages among which this one is installed, or which it has. */
function besidePackage(): string {
  const above = path.dirname(PACKAGE);
  const modules = path.basename(above) === 'node_modules' ? above : path.join(PACKAGE, 'node_modules');
  return path.join(modules, '.cache/runfolio/programs');
}

function isWritable(folder: string): boolean {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
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
    const compiled = getCompileCacheDir();
    const env = {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: '1',
      // The bundler's allocator gives memory that is free back to the system at once, not when it ends.
      MIMALLOC_PURGE_DELAY: '0',
      ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
    };
    const child = fork(COMPILER, {
      ...{ env, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
      ...(signal === undefined ? {} : { signal }),
    });
    let answer: Compiled | null = null;
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-SAID);
    });
    child.once('message', (words) => {
      answer = words as Compiled;
    });
    child.on('error', (error) => {
      // Where it was started its end is waited for: until then it writes.
      if (child.pid === undefined) reject(error);
    });
    child.once('close', (code, killed) => {
      if (signal?.aborted === true) reject(signal.reason);
      else if (answer === null) reject(new Error(`the process that compiles the pages ended too early (${killed ?? code}) ${said}`.trim()));
      else if (answer.error !== null) reject(new Error(answer.error));
      else resolve();
    });
    child.send(job);
  });
}

/** Characters of what it said last, which may tell why it died. */
const SAID = 2000;

/** Forgets programs that were not used for long, and what killed builds left. Others may be about to use the young ones. */
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
    const old = others.slice(KEPT).filter(({ at }) => now.getTime() - at > YOUNG);
    // Beside the build, which need not wait for it.
    for (const { place } of old) fs.rm(place, { recursive: true, force: true }, () => {});
  } catch {
    // The next build tidies up.
  }
}
