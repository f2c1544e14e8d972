import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { handOver, sourcesFingerprint } from './integration.ts';
import { sha256 } from './model/hash.ts';
import type { Report } from './model/report/report.ts';
import { BUILT_ROUTES, type PageRoute } from './pages/routes.ts';
import { openProgram, type Program } from './program.ts';
import {
  type Assembly,
  assemblyIn,
  closeAssembly,
  isPressed,
  keepFile,
  ledgerFiles,
  putDocuments,
  putFile,
  type SiteDocument,
} from './publish/assembly.ts';
import { inWords } from './publish/error.ts';
import { type Ledger, readLedger, sameStamp, stampOf, writeLedger } from './publish/ledger.ts';
import type { Address } from './publish/links.ts';
import { takeLock } from './publish/lock.ts';
import { type Inventory, listFiles, MANIFEST, type SiteFile, sha256Of, writeManifest } from './publish/manifest.ts';
import { type Needles, NO_NEEDLES } from './publish/open.ts';
import { pressFor } from './publish/press.ts';
import { foundInSite, scanSite } from './publish/scan.ts';
import { checkSizes } from './publish/sizes.ts';
import { discard, openCopy, openEmpty, openStaging, type Places, placesOf, recover, refuseForeign, swap } from './publish/stage.ts';
import { NOTHING_UNCHANGED, type Unchanged, unchangedSince } from './publish/unchanged.ts';
import { refusal, verify } from './publish/verify.ts';
import { chartRenderer } from './render/cache.ts';
import { pruneCharts } from './render/prune.ts';

export interface SiteOptions {
  /** Folder for what is kept between builds. */
  readonly cache: string;
  /** Where the site goes. An existing folder must be empty or ours. */
  readonly out: string;
  /** Path under which the site is served: `/`, `/repository/`. */
  readonly base: string;
  /** Absolute address of the site, null where unknown. */
  readonly url: string | null;
  /** Pages whose data and code are unchanged are taken from the site in place. */
  readonly incremental: boolean;
  /** A larger site is refused. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** Further files of the site, such as the images of journals. Names are ours, never from records. */
  readonly assets?: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** Documents of the JSON API that are made without Astro, because they are as many as the runs. */
  readonly documents?: Iterable<SiteDocument>;
  /** What must not be found in the site. */
  readonly needles?: Needles;
  /** Pages other than the product's own. */
  readonly routes?: readonly PageRoute[];
  /** `programOf` this site, where it was asked for earlier. */
  readonly program?: Promise<Program>;
}

export interface Published {
  readonly pages: number;
  /** Pages that were rendered; the others were unchanged. */
  readonly rendered: number;
  readonly files: number;
  readonly bytes: number;
  /** Hash of the site's manifest. */
  readonly manifest: string;
}

/** A site that is built and verified, but not yet in place. */
interface Staged {
  readonly assembly: Assembly;
  readonly inventory: Inventory;
  readonly rendered: number;
  readonly bytes: number;
}

const ASSETS = '_astro';

/**
 * ```
 * Report ─► stage beside the site ─► Astro renders ─► prune ─► verify ─► manifest ─► swap
 * ```
 * Whatever happens before the swap, the site in place stays as it is, byte by byte. Throws `SiteError`.
 */
export async function publishSite(report: Report, options: SiteOptions, progress: (words: string) => void): Promise<Published> {
  const places = placesOf(options.out);
  try {
    refuseForeign(places.live);
    openStaging(places);
    const release = takeLock(places.lock);
    try {
      if (recover(places) === 'restored') progress('Put back the site that an interrupted build had left aside');
      return await stageAndSwap(report, places, options, progress);
    } catch (error) {
      attempt(() => discard(places));
      throw error;
    } finally {
      release();
    }
  } catch (error) {
    throw inWords(error);
  }
}

async function stageAndSwap(report: Report, places: Places, options: SiteOptions, progress: (words: string) => void): Promise<Published> {
  const workshop = workshopOf(places, options);
  const before = options.incremental ? ledgerOf(places.live, workshop) : null;
  const live = before?.made === workshop.made ? before : null;
  const staged =
    (live === null ? null : await stage(report, places, workshop, options, live, progress)) ??
    (await stage(report, places, workshop, options, null, progress));
  if (staged === null) throw new Error('a full build gave no site');
  const { assembly, inventory, rendered, bytes } = staged;
  const manifest = writeManifest(places.next, { generator: report.frame.tool, base: addressOf(options).base }, inventory);
  options.signal?.throwIfAborted();
  swap(places);
  attempt(() => {
    if (options.incremental) {
      const files = ledgerFiles(assembly, inventory, places.live);
      const needles = fingerprintOf(options.needles ?? NO_NEEDLES);
      writeLedger(workshop.ledgers, { manifest, made: workshop.made, needles, files }, before?.manifest ?? null);
    } else fs.rmSync(places.previous, { recursive: true, force: true });
  });
  return { ...sizesOf(inventory.values()), rendered, bytes, manifest };
}

/** Pages and files of a site, the manifest too. */
function sizesOf(files: Iterable<SiteFile>): Pick<Published, 'pages' | 'files'> {
  const names = Array.from(files, ({ path: file }) => file);
  return { pages: names.filter((file) => file.endsWith('.html')).length, files: names.length + 1 };
}

/**
 * The site in place, if it is as the last build left it, down to the last file, and this program would verify it under the
 * same address with the same result; else null.
 */
export function siteInPlace(options: SiteOptions): Published | null {
  const places = placesOf(options.out);
  const idle = new Set(['.gitignore', path.basename(places.previous)]);
  if (fs.existsSync(places.staging) && fs.readdirSync(places.staging).some((name) => !idle.has(name))) return null;
  const workshop = workshopOf(places, options);
  const ledger = ledgerOf(places.live, workshop);
  if (ledger?.made !== workshop.made) return null;
  const found = listFiles(places.live);
  const whole =
    found.length === ledger.files.size &&
    found.every((file) => {
      const known = ledger.files.get(file);
      return known !== undefined && sameStamp(known, stampOf(path.join(places.live, file)));
    });
  if (!whole) return null;
  const bytes = [...ledger.files.values()].reduce((sum, { size }) => sum + size, 0);
  return { ...sizesOf(ledger.files.values()), rendered: 0, bytes, manifest: ledger.manifest };
}

/** Tidies up where a failure changes nothing for the visitor: the next build meets what is left and removes it. */
function attempt(tidy: () => void): void {
  try {
    tidy();
  } catch {
    // Said above.
  }
}

/** What is kept between builds of one site. */
interface Workshop {
  readonly ledgers: string;
  /** Hash of what every file of the site depends on beside its own content. */
  readonly made: string;
}

function workshopOf(places: Places, options: SiteOptions): Workshop {
  const name = createHash('sha256').update(places.live).digest('hex').slice(0, 12);
  const top = path.join(options.cache, 'astro', name);
  const { base, url } = addressOf(options);
  const allow = [...(options.needles ?? NO_NEEDLES).allow].sort();
  const made = sha256(JSON.stringify([base, url, allow, sourcesFingerprint(options.routes ?? BUILT_ROUTES)]));
  return { ledgers: top, made };
}

/** What is known of a site by its manifest, which must be the one that it was put in place with. */
function ledgerOf(root: string, { ledgers }: Workshop): Ledger | null {
  const manifest = path.join(root, MANIFEST);
  return fs.existsSync(manifest) ? readLedger(ledgers, sha256Of(manifest)) : null;
}

/**
 * Builds and verifies, upon the site in place (`before`) or from nothing. Gives null where the site in place cannot be built
 * upon, or where the result has faults.
 */
async function stage(
  report: Report,
  places: Places,
  workshop: Workshop,
  options: SiteOptions,
  before: Ledger | null,
  progress: (words: string) => void,
): Promise<Staged | null> {
  const { signal, needles = NO_NEEDLES } = options;
  const kept = before === null ? new Map() : await openCopy(places, before, ledgerOf(places.previous, workshop), ASSETS, signal);
  if (kept === null) return null;
  if (before === null) openEmpty(places.next);
  const press = before === null ? pressFor({ root: places.next, needles }) : null;
  try {
    const assembly = assemblyIn(places.next, kept, press);
    const rendered = await fill(report, assembly, options, progress);
    const inventory = await closeAssembly(assembly, signal);
    progress('Verifying links and sizes');
    const { bytes, warnings } = checkSizes(inventory, options.maxBytes);
    for (const warning of warnings) progress(warning);
    const { faults, found } =
      press !== null && isPressed(assembly)
        ? await press.judge(inventory, addressOf(options))
        : await lookThrough(places, options, inventory, before);
    if (faults.length > 0 && before !== null) return null;
    if (faults.length > 0) throw refusal(faults);
    if (found.length > 0) throw foundInSite(found);
    return { assembly, inventory, bytes, rendered };
  } finally {
    await press?.close();
  }
}

/** Puts everything into the assembly but what it has already; gives the number of pages that were rendered. */
async function fill(report: Report, assembly: Assembly, options: SiteOptions, progress: (words: string) => void): Promise<number> {
  progress('Rendering pages');
  const program = await (options.program ?? programOf(options));
  const rendered = await render(report, assembly, program, options);
  for (const { file, bytes } of program.assets) await putFile(assembly, file, bytes, null);
  for (const { file, bytes } of [{ file: '.nojekyll', bytes: new Uint8Array() }, ...(options.assets ?? [])])
    await putFile(assembly, file, bytes, null);
  await putDocuments(assembly, options.documents ?? [], options.signal);
  return rendered;
}

/** Verifies what was built upon a site that was verified: what is unchanged in it need not be looked at again. */
async function lookThrough(places: Places, options: SiteOptions, inventory: Inventory, before: Ledger | null) {
  const { signal, needles = NO_NEEDLES } = options;
  const unchanged = before === null ? NOTHING_UNCHANGED : unchangedSince(places.live, places.next, inventory);
  const faults = await verify(places.next, inventory, addressOf(options), unchanged, signal);
  if (faults.length > 0) return { faults, found: [] };
  const looked = before?.needles === fingerprintOf(needles) ? changedOf(inventory, unchanged) : inventory;
  return { faults, found: await scanSite(places.next, looked, needles, unchanged, signal) };
}

function changedOf(inventory: Inventory, { files }: Unchanged): Inventory {
  return new Map([...inventory].filter(([file]) => !files.has(file)));
}

function fingerprintOf({ secrets, words }: Needles): string {
  return sha256(JSON.stringify([[...secrets].sort(), [...words].sort()]));
}

/** The program for the pages of a site; a build may ask for it early. */
export function programOf(options: Pick<SiteOptions, 'base' | 'url' | 'routes' | 'signal'>): Promise<Program> {
  const { routes = BUILT_ROUTES, signal } = options;
  return openProgram({ routes, ...addressOf(options) }, signal);
}

/** Renders what the assembly does not have already; gives the number of pages that were rendered. */
async function render(report: Report, assembly: Assembly, { pages }: Program, options: SiteOptions): Promise<number> {
  const charts = path.join(options.cache, 'charts');
  const used = new Set<string>();
  let rendered = 0;
  handOver(report, chartRenderer(charts, used));
  try {
    let done = 0;
    for (const { file, key, render } of await pages.addresses(options.url === null ? NOWHERE : new URL(options.url).origin)) {
      if (done % 16 === 0) await setImmediate();
      done += 1;
      options.signal?.throwIfAborted();
      if (key !== null && keepFile(assembly, file, key)) continue;
      await putFile(assembly, file, await render(), key);
      if (file.endsWith('.html')) rendered += 1;
    }
  } finally {
    handOver(undefined);
  }
  attempt(() => pruneCharts(charts, used));
  return rendered;
}

/** Stands for the host of a site that has none yet. */
const NOWHERE = 'http://localhost';

function addressOf({ base, url }: Pick<SiteOptions, 'base' | 'url'>): Address {
  const trimmed = base.replace(/^\/+|\/+$/g, '');
  return { base: trimmed === '' ? '/' : `/${trimmed}/`, url };
}
