import type { Entry } from '../journal.ts';
import type { Foot } from './report.ts';

export interface JournalPage {
  /** Newest first; entries without a date in the order of the file. */
  readonly entries: readonly Entry[];
  readonly foot: Foot;
}
