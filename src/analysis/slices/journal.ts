import { bytesOf, journalPages, sizeOf } from '../../model/journal-pages.ts';
import type { EarlierEntry, JournalPages } from '../../model/report/journal.ts';
import { shorten } from '../../model/visible.ts';
import type { Overview } from '../overview.ts';
import { footOf } from '../provenance.ts';

/** Bytes that the first page spends on naming earlier entries, and that it has with them; what is older is found on the pages themselves. */
const EARLIER_BYTES = 150_000;
const PAGE_BYTES = 280_000;
const LONGEST_TITLE = 80;

export function journalOf({ input: { entries } }: Overview): JournalPages | null {
  if (entries.length === 0) return null;
  const pages = journalPages(entries);
  const newest = pages[0]?.[0]?.date ?? null;
  return {
    entries: entries.length,
    newest,
    pages,
    earlier: earlierOf(pages),
    foot: footOf(
      entries.map(({ path }) => path),
      newest,
    ),
  };
}

function earlierOf(pages: JournalPages['pages']): readonly EarlierEntry[] {
  const all = pages.slice(1).flatMap((page, i) => page.map((entry) => ({ entry, page: i + 2 })));
  const first = (pages[0] ?? []).reduce((sum, entry) => sum + sizeOf(entry), 0);
  let left = Math.min(EARLIER_BYTES, PAGE_BYTES - first);
  const named: EarlierEntry[] = [];
  for (const { entry, page } of all) {
    const title = shorten(entry.title, LONGEST_TITLE);
    left -= 2 * bytesOf(entry.id) + 2 * bytesOf(title) + 140;
    if (left < 0) break;
    named.push({ id: entry.id, title, date: entry.date, page });
  }
  return named;
}
