import { MAX_PAGE_BYTES } from '../model/page-size.ts';
import { SiteError } from './error.ts';
import type { Inventory, SiteFile } from './manifest.ts';

/** GitHub Pages refuses a site above 1 GB. */
export const MAX_SITE_BYTES = 900_000_000;
export const LARGE_SITE_BYTES = 500_000_000;

const TOO_LARGE =
  'Split a long page of `docs/` or a long entry of a journal into several; any other page should be smaller by itself, please report it. The previous site is untouched.';

export interface Sizes {
  readonly bytes: number;
  /** What is worth a word, though no reason to stop. */
  readonly warnings: readonly string[];
}

/** Adds up a site; throws (exit code 2) where it is too large to be published, with its largest files. */
export function checkSizes(inventory: Inventory, maxBytes: number = MAX_SITE_BYTES): Sizes {
  const files = [...inventory.values()];
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const pages = files.filter((file) => file.path.endsWith('.html') && file.size > MAX_PAGE_BYTES);
  if (pages.length > 0)
    throw new SiteError(`${count(pages.length)} more than ${kilobytes(MAX_PAGE_BYTES)}:\n${largest(pages)}\n${TOO_LARGE}`, 2);
  if (bytes > maxBytes) {
    throw new SiteError(`The site has ${megabytes(bytes)}, more than ${megabytes(maxBytes)}. The largest files:\n${largest(files)}`, 2);
  }
  const warnings = bytes > LARGE_SITE_BYTES ? [`The site has ${megabytes(bytes)}; GitHub Pages takes at most 1,000 MB.`] : [];
  return { bytes, warnings };
}

function largest(files: readonly SiteFile[]): string {
  const sorted = [...files].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
  const lines = sorted.slice(0, 10).map((file) => `  ${kilobytes(file.size).padStart(12)}  ${file.path}`);
  return [...lines, ...(files.length > 10 ? [`  and ${files.length - 10} more`] : [])].join('\n');
}

const count = (pages: number) => (pages === 1 ? '1 page has' : `${pages} pages have`);
const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000).toLocaleString('en-US')} kB`;
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000).toLocaleString('en-US')} MB`;
