import type { Entry } from '../../model/journal.ts';
import type { JournalPage } from '../../model/report/journal.ts';
import type { Overview } from '../overview.ts';
import { footOf } from '../provenance.ts';

export function journalPage({ input: { entries } }: Overview): JournalPage | null {
  if (entries.length === 0) return null;
  const ordered = journalOrder(entries);
  return {
    entries: ordered,
    foot: footOf(
      entries.map(({ path }) => path),
      ordered[0]?.date ?? null,
    ),
  };
}

/** Newest first; those without a date after them, as they stand in their files. */
export function journalOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries
    .map((entry, i) => ({ entry, i }))
    .sort((a, b) => compare(b.entry.date ?? '', a.entry.date ?? '') || a.i - b.i)
    .map(({ entry }) => entry);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
