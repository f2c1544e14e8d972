import fs from 'node:fs';
import path from 'node:path';
import { openDoor } from './folder/door.ts';
import { openListings } from './folder/listings.ts';
import { mountArchives, placeInWorkTree } from './folder/mount.ts';
import { scan } from './folder/scan.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { DirectoryIndex, Files } from './model/folder.ts';
import type { StoredFragment } from './model/fragment.ts';
import type { Project } from './model/project.ts';
import type { Columns } from './model/report/input.ts';
import type { Run, RunSeries } from './model/run.ts';
import type { Site } from './model/site.ts';
import { loadProjects } from './project/load.ts';
import { declaredFaults } from './query/declared.ts';
import { type Excluded, exclude } from './query/exclude.ts';
import { type Ground, readArchives } from './read.ts';
import { readers } from './readers/index.ts';
import { join } from './runs/join.ts';
import { recentColumns } from './store/recent.ts';
import { measure } from './store/stats.ts';
import { openStore, type Store, StoreDamaged } from './store/store.ts';

export interface LoadOptions {
  /** Absolute. */
  readonly folder: string;
  readonly cache: string;
  /** Folders outside that `archives:` may name. */
  readonly roots: readonly string[];
  readonly skip: readonly string[];
  readonly fingerprint: string;
}

/** Everything that was read, before analysis. `close` must be called when no columns are needed any more. */
export interface Loaded {
  readonly ground: Ground;
  readonly site: Site;
  readonly projects: readonly LoadedProject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Counts;
  columns(run: Run, series: RunSeries): Columns;
  /** A door for what comes after the runs: journals, prose. */
  files(report: (diagnostic: Diagnostic) => void): Files & { close(): void };
  close(): void;
}

export interface LoadedProject extends Excluded {
  readonly project: Project;
}

export interface Counts {
  readonly files: number;
  readonly runs: number;
  readonly points: number;
  readonly claims: number;
  /** Claims that were read anew. */
  readonly read: number;
}

/**
 * ```
 * folder ─► scan ─► project files ─► readers ─► Fragment ─► join ─► Run ─► exclude ─► Loaded
 *                                       ▲▼ store
 * ```
 * A damaged store is removed and everything read again.
 */
export async function load(options: LoadOptions, say: (words: string) => void, surveyed?: Surveyed): Promise<Loaded> {
  const name = path.basename(options.folder);
  const { index, allowed, found } = surveyed ?? (await survey(options, say));
  const ground: Ground = { root: options.folder, index, allowed };
  const { site, projects, diagnostics: projectFaults } = found;
  try {
    const store = openStore(options.cache, options.fingerprint);
    const reading = readArchives(ground, readers, store, (done, all) => {
      if (done % 50 === 0 || done === all) say(`Reading archives: ${done} of ${all}`);
    });
    const joined = join({
      fragments: reading.fragments,
      places: found.places,
      rootName: name,
      prefix: placeInWorkTree(options.folder),
      isPrefix: (a, b) => isPrefix(a, b, store),
      measure: (parts, rule) => measure(concatenate(parts.map((part) => store.columns(part))), rule),
    });
    const kept = joined.projects.map(({ slug, title, declared, runs }) => {
      const project = projects.find(({ folder }) => declared !== null && folder === declared.folder) ?? found.undeclared(slug, title);
      const excluded = exclude(runs, project.exclude);
      return { project, ...excluded, diagnostics: [...excluded.diagnostics, ...declaredFaults(project, excluded.runs)] };
    });
    const runs = kept.flatMap((project) => project.runs);
    const columns = recentColumns((part) => store.columns(part), RECENT_BYTES);
    return {
      ground,
      site,
      projects: kept,
      diagnostics: [
        ...found.scanned,
        ...projectFaults,
        ...reading.diagnostics,
        ...joined.diagnostics,
        ...kept.flatMap(({ diagnostics }) => diagnostics),
      ],
      counts: {
        files: index.files.length,
        runs: runs.length,
        points: runs.reduce((sum, { series }) => sum + series.reduce((of, { stats }) => of + stats.points, 0), 0),
        claims: reading.claims,
        read: reading.read,
      },
      columns: (_, series) => concatenate(series.parts.map(columns)),
      files: (report) => openDoor(ground.root, ground.index, report, ground.allowed),
      close: () => store.close(),
    };
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    say('The cache was damaged or of another version; reading everything again');
    return load(options, say);
  }
}

/** Of columns that pages have just asked for. */
const RECENT_BYTES = 24_000_000;

export type Surveyed = Awaited<ReturnType<typeof survey>>;

/** Lists the folder, reads the project files, and lists again what they ignore or add. */
export async function survey(options: LoadOptions, say: (words: string) => void) {
  say('Listing files');
  try {
    fs.mkdirSync(options.cache, { recursive: true });
  } catch {
    // The store will meet the same, and says it.
  }
  const listings = openListings(path.join(options.cache, 'folders.json'), options.cache);
  const first = await scan(options.folder, [], options.skip, listings.entries);
  const read = (index: DirectoryIndex) => {
    const door = openDoor(options.folder, index, () => {});
    const result = loadProjects(index, door, path.basename(options.folder));
    door.close();
    return result;
  };
  const ignore = read(first.index).ignore;
  const again = ignore.length === 0 ? first : await scan(options.folder, ignore, options.skip, listings.entries);
  listings.keep();
  const loaded = read(again.index);
  return mountArchives({ root: options.folder, roots: options.roots, skip: options.skip }, again, loaded);
}

function concatenate(parts: readonly Columns[]): Columns {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const length = parts.reduce((sum, { step }) => sum + step.length, 0);
  const all = { step: new Float64Array(length), value: new Float64Array(length), time: new Float64Array(length) };
  let at = 0;
  for (const part of parts) {
    all.step.set(part.step, at);
    all.value.set(part.value, at);
    all.time.set(part.time, at);
    at += part.step.length;
  }
  return all;
}

function isPrefix(a: StoredFragment, b: StoredFragment, store: Store): boolean {
  const others = new Map(b.series.map((series) => [series.name, series]));
  return a.series.every((series) => {
    const other = others.get(series.name);
    if (other === undefined || other.stats.points < series.stats.points) return false;
    const [short, long] = [store.columns(series), store.columns(other)];
    return (['step', 'value'] as const).every((column) => short[column].every((value, i) => Object.is(value, long[column][i])));
  });
}
