import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { handOver } from './integration.ts';
import type { Report } from './model/report/report.ts';
import { BUILT_ROUTES, type PageRoute } from './pages/routes.ts';
import { openProgram, type Program } from './program.ts';
import { type Assembly, keepFile, putDocuments, putFile, type SiteDocument, takeFile } from './publish/assembly.ts';
import { siteAddress } from './publish/links.ts';
import { chartRenderer } from './render/cache.ts';
import { pruneCharts } from './render/prune.ts';

/** What a site is filled with beside its Report, and for which address. */
export interface Filling {
  /** Folder for what is kept between builds. */
  readonly cache: string;
  /** Path under which the site is served: `/`, `/repository/`. */
  readonly base: string;
  /** Absolute address of the site, null where unknown. */
  readonly url: string | null;
  readonly signal?: AbortSignal;
  /** Pages other than the product's own. */
  readonly routes?: readonly PageRoute[];
  /** `programOf` this site, where it was asked for earlier. */
  readonly program?: Promise<Program>;
  /** Further files of the site, such as the images of journals. Names are ours, never from records. */
  readonly assets?: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** Documents of the JSON API that are made without Astro, because they are as many as the runs. */
  readonly documents?: Iterable<SiteDocument>;
}

/** Puts everything into the assembly but what it has already; gives the number of pages that were rendered. */
export async function fillSite(report: Report, assembly: Assembly, options: Filling, progress: (words: string) => void): Promise<number> {
  progress('Rendering pages');
  const program = await (options.program ?? programOf(options));
  const rendered = await render(report, assembly, program, options);
  for (const { file, bytes } of program.assets) await putFile(assembly, file, bytes, null);
  for (const { file, bytes } of [{ file: '.nojekyll', bytes: new Uint8Array() }, ...(options.assets ?? [])])
    await putFile(assembly, file, bytes, null);
  await putDocuments(assembly, options.documents ?? [], options.signal);
  return rendered;
}

/** The program for the pages of a site; a build may ask for it early. */
export function programOf(options: Pick<Filling, 'base' | 'url' | 'routes' | 'signal'>): Promise<Program> {
  const { routes = BUILT_ROUTES, signal } = options;
  return openProgram({ routes, ...siteAddress(options) }, signal);
}

/** Renders what the assembly does not have already; gives the number of pages that were rendered. */
async function render(report: Report, assembly: Assembly, { pages }: Program, options: Filling): Promise<number> {
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
      await takeFile(assembly, file, await render(), key);
      if (file.endsWith('.html')) rendered += 1;
    }
  } finally {
    handOver(undefined);
  }
  try {
    pruneCharts(charts, used);
  } catch {
    // The next build tidies up.
  }
  return rendered;
}

/** Stands for the host of a site that has none yet. */
const NOWHERE = 'http://localhost';
