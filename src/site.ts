import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { buildPages, handOver, runfolio } from './integration.ts';
import type { Report } from './model/report/report.ts';
import { type PageRoute, ROUTES } from './pages/routes.ts';
import { inWords } from './publish/error.ts';
import type { Address } from './publish/links.ts';
import { takeLock } from './publish/lock.ts';
import { type Inventory, MANIFEST, sha256Of, takeInventory, writeManifest } from './publish/manifest.ts';
import { scanForSecrets, secretsFound } from './publish/scan.ts';
import { checkSizes } from './publish/sizes.ts';
import {
  discard,
  openCopy,
  openEmpty,
  openStaging,
  type Places,
  placesOf,
  recover,
  refuseForeign,
  removeExcept,
  swap,
} from './publish/stage.ts';
import { NOTHING_UNCHANGED, unchangedSince, verifierFingerprint } from './publish/unchanged.ts';
import { refusal, verify } from './publish/verify.ts';
import { chartRenderer } from './render/cache.ts';

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
  /** Pages other than the product's own. */
  readonly routes?: readonly PageRoute[];
}

export interface Published {
  readonly pages: number;
  /** Pages that were rendered; the others were unchanged. */
  readonly rendered: number;
  readonly files: number;
  readonly bytes: number;
}

/** A site that is built and verified, but not yet in place. */
interface Staged {
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
  const staged =
    (options.incremental ? await stage(report, places, workshop, options, true, progress) : null) ??
    (await stage(report, places, workshop, options, false, progress));
  if (staged === null) throw new Error('a full build gave no site');
  const sha256 = writeManifest(places.next, { generator: report.frame.tool, base: addressOf(options).base }, staged.inventory);
  options.signal?.throwIfAborted();
  swap(places);
  attempt(() =>
    options.incremental
      ? fs.writeFileSync(workshop.slot, slotOf(sha256, options))
      : fs.rmSync(places.previous, { recursive: true, force: true }),
  );
  const files = [...staged.inventory.keys()];
  return {
    pages: files.filter((file) => file.endsWith('.html')).length,
    rendered: staged.rendered,
    files: files.length + 1,
    bytes: staged.bytes,
  };
}

/** Tidies up where a failure changes nothing for the visitor: the next build meets what is left and removes it. */
function attempt(tidy: () => void): void {
  try {
    tidy();
  } catch {
    // Said above.
  }
}

/** Astro's own folder for one site: sources without pages, for ours are injected, and its record of what it rendered. */
interface Workshop {
  readonly sources: string;
  readonly cache: string;
  /** Holds the hash of the manifest of the site that the record describes, and what verified it; absent while Astro is at work. */
  readonly slot: string;
}

function workshopOf(places: Places, options: SiteOptions): Workshop {
  const name = createHash('sha256').update(places.live).digest('hex').slice(0, 12);
  const top = path.join(options.cache, 'astro', name);
  return { sources: path.join(top, 'src'), cache: path.join(top, 'cache'), slot: path.join(top, 'slot') };
}

/** Builds and verifies. With `reuse` null where the site in place cannot be built upon, or where the result has faults. */
async function stage(
  report: Report,
  places: Places,
  workshop: Workshop,
  options: SiteOptions,
  reuse: boolean,
  progress: (words: string) => void,
): Promise<Staged | null> {
  if (reuse && !(describes(workshop, places, options) && (await openCopy(places, ASSETS, options.signal)))) return null;
  if (!reuse) openEmpty(places);
  fs.rmSync(workshop.slot, { force: true });
  if (!reuse) fs.rmSync(workshop.cache, { recursive: true, force: true });
  const before = changeTimes(places.next);
  progress('Rendering pages');
  const made = await render(report, places, workshop, options);
  fs.writeFileSync(path.join(places.next, '.nojekyll'), '');
  for (const { file, bytes } of options.assets ?? []) {
    fs.mkdirSync(path.dirname(path.join(places.next, file)), { recursive: true });
    fs.writeFileSync(path.join(places.next, file), bytes);
    made.add(file);
  }
  removeExcept(places.next, (file) => made.has(file) || file.startsWith(`${ASSETS}/`) || file === '.nojekyll');
  const after = changeTimes(places.next);
  progress('Verifying links and sizes');
  const inventory = await takeInventory(places.next, options.signal);
  const { bytes, warnings } = checkSizes(inventory, options.maxBytes);
  for (const warning of warnings) progress(warning);
  const unchanged = reuse ? unchangedSince(places.live, places.next, inventory) : NOTHING_UNCHANGED;
  const faults = await verify(places.next, inventory, addressOf(options), unchanged, options.signal);
  if (faults.length > 0 && reuse) return null;
  if (faults.length > 0) throw refusal(faults);
  const secrets = await scanForSecrets(places.next, inventory, unchanged, options.signal);
  if (secrets.length > 0) throw secretsFound(secrets);
  return { inventory, bytes, rendered: [...after].filter(([file, time]) => before.get(file) !== time).length };
}

function describes(workshop: Workshop, places: Places, options: SiteOptions): boolean {
  const manifest = path.join(places.live, MANIFEST);
  if (!fs.existsSync(workshop.slot) || !fs.existsSync(manifest)) return false;
  return fs.readFileSync(workshop.slot, 'utf8') === slotOf(sha256Of(manifest), options);
}

function slotOf(manifest: string, { url }: SiteOptions): string {
  return `${manifest} for ${url}, verified by ${verifierFingerprint()}\n`;
}

/** When each page was last written; a page that Astro took over as it was keeps its time. */
function changeTimes(root: string): Map<string, number> {
  const pages = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  return new Map(pages.map((file) => [file, fs.statSync(path.join(root, file)).ctimeMs]));
}

async function render(report: Report, places: Places, workshop: Workshop, options: SiteOptions): Promise<Set<string>> {
  const { signal, routes = ROUTES } = options;
  fs.mkdirSync(path.join(workshop.sources, 'pages'), { recursive: true });
  const program = path.join(places.staging, `program-${randomUUID()}`);
  const stop = Promise.withResolvers<never>();
  const abort = () => {
    handOver(undefined);
    stop.reject(signal?.reason);
  };
  signal?.throwIfAborted();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const own = runfolio(() => report, routes, chartRenderer(path.join(options.cache, 'charts')));
    const { base, url } = addressOf(options);
    const made = buildPages(own, {
      ...{ sources: workshop.sources, cache: workshop.cache, out: places.next, program },
      ...{ base, url, incremental: options.incremental },
    });
    const files = await Promise.race([made, stop.promise]);
    // Astro keeps a second copy of every page there; the site in place serves as well.
    fs.rmSync(path.join(workshop.cache, 'dist'), { recursive: true, force: true });
    return files;
  } finally {
    signal?.removeEventListener('abort', abort);
    handOver(undefined);
    attempt(() => fs.rmSync(program, { recursive: true, force: true }));
  }
}

function addressOf({ base, url }: SiteOptions): Address {
  const trimmed = base.replace(/^\/+|\/+$/g, '');
  return { base: trimmed === '' ? '/' : `/${trimmed}/`, url };
}
