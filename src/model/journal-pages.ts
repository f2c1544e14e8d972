import type { Entry } from './journal.ts';

/** Entries and bytes of HTML on one page of a journal: with its frame it stays below what a page may have. */
const MOST = 60;
const BYTES = 110_000;
/** Bytes that an entry has beside its HTML. */
const AROUND = 1000;

/** Newest first; those without a date after them, as they stand in their files. */
export function journalOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries
    .map((entry, i) => ({ entry, i }))
    .sort((a, b) => compare(b.entry.date ?? '', a.entry.date ?? '') || a.i - b.i)
    .map(({ entry }) => entry);
}

/** The entries of each page of a journal, in its order; one that is longer than a page has a page of its own. */
export function journalPages(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const pages: Entry[][] = [];
  let bytes = 0;
  for (const entry of journalOrder(entries)) {
    const size = sizeOf(entry);
    const page = pages.at(-1);
    if (page === undefined || page.length >= MOST || bytes + size > BYTES) {
      pages.push([entry]);
      bytes = size;
    } else {
      page.push(entry);
      bytes += size;
    }
  }
  return pages;
}

/** Bytes of an entry on its page, about. */
export function sizeOf(entry: Entry): number {
  return bytesOf(entry.html) + 4 * bytesOf(entry.title) + AROUND;
}

/** The address of a page of a journal below the journal's own: `''`, `2/`, `3/` …; from 1. */
export function pageAddress(number: number): string {
  return number === 1 ? '' : `${number}/`;
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
