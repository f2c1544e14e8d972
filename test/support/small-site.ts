import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Report } from '../../src/model/report/report.ts';
import type { PageRoute } from '../../src/pages/routes.ts';
import { publishSite, type SiteOptions } from '../../src/site.ts';
import type { SmallReport } from '../fixtures/site/report.ts';
import { ROOT } from './source.ts';

const pages = path.join(ROOT, 'test/fixtures/site');

/** A home page, one page for each word, a list as JSON, and 404. */
export const SMALL_ROUTES: readonly PageRoute[] = [
  { pattern: '/', entrypoint: path.join(pages, 'home.astro') },
  { pattern: '/p/[id]', entrypoint: path.join(pages, 'page.astro') },
  { pattern: '/404', entrypoint: path.join(pages, '404.astro') },
  { pattern: '/list.json', entrypoint: path.join(pages, 'list.json.ts') },
];

/** A paragraph that makes its page fail. */
export const NO_WORDS = 'no words';

/** A report of pages with one paragraph each. */
export function smallReport(paragraphs: Readonly<Record<string, string>>): Report {
  const report: SmallReport & { frame: { tool: string } } = {
    title: 'Small',
    frame: { tool: 'Runfolio 0.0.0' },
    pages: Object.entries(paragraphs).map(([id, words]) => ({ id, cacheKey: words })),
    words(id) {
      if (paragraphs[id] === NO_WORDS) throw new Error(`no words for ${id}`);
      return paragraphs[id] as string;
    },
  };
  return report as unknown as Report;
}

/** A folder of its own for one test, and how to build there. */
export function smallPlace(t: { after(done: () => void): void }) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-site-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const out = path.join(top, '_site');
  const said: string[] = [];
  const options: SiteOptions = {
    cache: path.join(top, 'cache'),
    out,
    base: '/',
    url: null,
    incremental: true,
    maxBytes: 1e9,
    routes: SMALL_ROUTES,
  };
  return {
    top,
    out,
    said,
    options,
    build: (paragraphs: Readonly<Record<string, string>>, changed: Partial<SiteOptions> = {}) =>
      publishSite(smallReport(paragraphs), { ...options, ...changed }, (words) => said.push(words)),
    read: (file: string) => fs.readFileSync(path.join(out, file), 'utf8'),
  };
}

/** Every file of a folder with its content, for comparison byte by byte. */
export function treeOf(root: string): Map<string, string> {
  const files = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))).sort();
  return new Map(paths.map((file) => [file, fs.readFileSync(path.join(root, file), 'latin1')]));
}
