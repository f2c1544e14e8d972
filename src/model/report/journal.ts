import type { Entry } from '../journal.ts';
import type { Foot } from './report.ts';

/** A journal in pages, each below what a page may have. */
export interface JournalPages {
  /** Of all pages. */
  readonly entries: number;
  /** ISO 8601, null where no entry has a date. */
  readonly newest: string | null;
  /** Newest first; entries without a date in the order of their files. */
  readonly pages: readonly (readonly Entry[])[];
  /**
   * Entries beyond the first page, which names them under their own anchors: an address of the journal with an anchor leads
   * to its entry for good, whatever page it moves to.
   */
  readonly earlier: readonly EarlierEntry[];
  readonly foot: Foot;
}

export interface EarlierEntry {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  /** From 1. */
  readonly page: number;
}
