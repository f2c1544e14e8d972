import fs from 'node:fs';
import path from 'node:path';
import { type Filling, fillSite } from './fill.ts';
import { openListings } from './folder/listings.ts';
import { sourcesFingerprint } from './integration.ts';
import { sha256 } from './model/hash.ts';
import type { Report } from './model/report/report.ts';
import { BUILT_ROUTES } from './pages/routes.ts';
import { assemblyFor, closeAssembly, ledgerFiles } from './publish/assembly.ts';
import { inside } from './publish/copy.ts';
import { inWords } from './publish/error.ts';
import { type Ledger, ledgerText, sameStamp, stampOf, writeLedger } from './publish/ledger.ts';
import { siteAddress } from './publish/links.ts';
import { type Inventory, listTree, manifestText, type SiteFile, writeManifest } from './publish/manifest.ts';
import { type Needles, NO_NEEDLES } from './publish/open.ts';
import { SiteDiffers } from './publish/press.ts';
import { foundInSite } from './publish/scan.ts';
import { checkSizes } from './publish/sizes.ts';
import { adoptTwin, placesOf, swap } from './publish/stage.ts';
import { refusal } from './publish/verify.ts';
import { ledgerOf, listingsOf, openPlace, type Workplace } from './publish/workplace.ts';

export interface SiteOptions extends Filling {
  /** Where the site goes. An existing folder must be empty or ours. */
  readonly out: string;
  /** Pages whose data and code are unchanged are taken from the site in place. */
  readonly incremental: boolean;
  /** A larger site is refused. */
  readonly maxBytes: number;
  /** What must not be found in the site. */
  readonly needles?: Needles;
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
interface Staged extends Told {
  readonly inventory: Inventory;
  readonly rendered: number;
  readonly bytes: number;
  /** Whether all of it has second names. */
  readonly twin: boolean;
}

/** What is written of a site that is put in place. */
interface Told {
  readonly manifest: string;
  /** Of the manifest. */
  readonly hash: string;
  /** null: nothing is to be built upon it. */
  readonly ledger: string | null;
}

/** What is known of a site before its Report is made. `allow`: of the needles. */
export type SiteFrame = Omit<SiteOptions, 'assets' | 'documents' | 'needles' | 'program'> & { readonly allow?: ReadonlySet<string> };
export type SiteContent = Pick<SiteOptions, 'assets' | 'documents' | 'needles' | 'program'>;

/** A site that is locked for one build. */
export interface OpenSite {
  /** Builds, verifies and puts in place; once. `allow` of the needles is that of the frame. Throws `SiteError`. */
  publish(report: Report, content: SiteContent, progress: (words: string) => void): Promise<Published>;
  /** Leaves it to other builds, whatever has happened. */
  close(): Promise<void>;
}

/**
 * ```
 * Report ─► stage beside the site ─► pages are rendered ─► verify ─► manifest ─► swap
 * ```
 * Whatever happens before the swap, the site in place stays as it is, byte by byte. Throws `SiteError`.
 */
export async function publishSite(report: Report, options: SiteOptions, progress: (words: string) => void): Promise<Published> {
  const site = openSite({ ...options, ...(options.needles === undefined ? {} : { allow: options.needles.allow }) }, progress);
  try {
    return await site.publish(report, options, progress);
  } finally {
    await site.close();
  }
}

/**
 * Takes the lock, and has a thread bring a copy of the site in place up to date, where the next one can be built upon it.
 * That takes a while, so that a build does it early. Whether the copy is what it should be is said when pages are made.
 */
export function openSite(frame: SiteFrame, progress: (words: string) => void): OpenSite {
  const workshop = workshopOf(frame);
  const { out, incremental, signal } = frame;
  const wanted = { out, ledgers: workshop.ledgers, made: incremental ? workshop.made : null, twin: incremental };
  const place = wording(() => openPlace({ ...wanted, ...(signal === undefined ? {} : { signal }) }));
  if (place.restored) progress('Put back the site that an interrupted build had left aside');
  let done = false;
  return {
    async publish(report, content, progress) {
      try {
        // Of a generator there would be nothing left for a second attempt.
        const documents = Array.from(content.documents ?? []);
        const published = await stageAndSwap(report, place, workshop, { ...frame, ...content, documents }, progress);
        done = true;
        return published;
      } catch (error) {
        throw inWords(error);
      }
    },
    close: () => place.close(done),
  };
}

function wording<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inWords(error);
  }
}

async function stageAndSwap(
  report: Report,
  place: Workplace,
  workshop: Workshop,
  options: SiteOptions,
  progress: (words: string) => void,
): Promise<Published> {
  const { places, standing, before } = place;
  const staged =
    (before === null ? null : await stage(report, place, workshop, options, before, progress)) ??
    (await stage(report, place, workshop, options, null, progress));
  if (staged === null) throw new Error('a full build gave no site');
  const { inventory, rendered, bytes, twin, ledger, hash: manifest } = staged;
  writeManifest(places.next, staged.manifest);
  options.signal?.throwIfAborted();
  swap(places);
  if (twin) attempt(() => adoptTwin(places));
  attempt(() => {
    if (ledger !== null) writeLedger(workshop.ledgers, manifest, ledger, standing?.manifest ?? null);
    else fs.rmSync(places.previous, { recursive: true, force: true });
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
  const workshop = workshopOf({ ...options, allow: (options.needles ?? NO_NEEDLES).allow });
  const ledger = ledgerOf(places.live, workshop.ledgers);
  if (ledger?.made !== workshop.made) return null;
  const { file, beside } = listingsOf(places, workshop.ledgers);
  const { files: found } = listTree(places.live, openListings(file, beside).list);
  const whole =
    found.length === ledger.files.size &&
    found.every((file) => {
      const known = ledger.files.get(file);
      return known !== undefined && sameStamp(known, stampOf(inside(places.live, file)));
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

function workshopOf({ out, cache, routes = BUILT_ROUTES, allow = NO_NEEDLES.allow, ...address }: SiteFrame): Workshop {
  const name = sha256(placesOf(out).live).slice(0, 12);
  const { base, url } = siteAddress(address);
  const made = sha256(JSON.stringify([base, url, [...allow].sort(), sourcesFingerprint(routes)]));
  return { ledgers: path.join(cache, 'astro', name), made };
}

/**
 * Builds and verifies, upon the site in place (`before`) or from nothing. Gives null where the site in place cannot be built
 * upon, or where the result has faults.
 */
async function stage(
  report: Report,
  place: Workplace,
  workshop: Workshop,
  options: SiteOptions,
  before: Ledger | null,
  progress: (words: string) => void,
): Promise<Staged | null> {
  const { needles = NO_NEEDLES } = options;
  const press = await place.press(before);
  let judged = false;
  try {
    press.begin({ needles, known: before?.needles === fingerprintOf(needles) });
    const assembly = assemblyFor(before?.files ?? new Map(), press);
    const rendered = await fillSite(report, assembly, options, progress);
    const inventory = await closeAssembly(assembly);
    progress('Verifying links and sizes');
    const { bytes, warnings } = checkSizes(inventory, options.maxBytes);
    for (const warning of warnings) progress(warning);
    const address = siteAddress(options);
    const judging = press.judge(inventory.size, address);
    judging.catch(() => {});
    // While the thread looks through the site.
    const manifest = manifestText({ generator: report.frame.tool, base: address.base }, inventory);
    const files = ledgerFiles(assembly, inventory, place.places.next);
    const hash = sha256(manifest);
    const known = { manifest: hash, made: workshop.made, needles: fingerprintOf(needles), files };
    const told: Told = { manifest, hash, ledger: options.incremental ? ledgerText(known) : null };
    const { faults, found, twin } = await judging;
    if (faults.length > 0 && before !== null) return null;
    if (faults.length > 0) throw refusal(faults);
    if (found.length > 0) throw foundInSite(found);
    judged = true;
    return { ...told, inventory, bytes, rendered, twin };
  } catch (error) {
    if (error instanceof SiteDiffers && before !== null) return null;
    throw error;
  } finally {
    const closed = press.close();
    // What was judged is whole: its thread may end while the site is put in place; `close` of the place waits for it.
    if (!judged) await closed;
  }
}

function fingerprintOf({ secrets, words }: Needles): string {
  return sha256(JSON.stringify([[...secrets].sort(), [...words].sort()]));
}
