import type { Severity } from '../diagnostic.ts';
import type { Phrase } from './phrase.ts';

/** Something to look at, with the page that tells more. */
export interface Attention {
  readonly project: string | null;
  readonly severity: Severity;
  /** What it is, in few words that are the same for every project, and how often. */
  readonly kind: string;
  readonly count: number;
  readonly text: Phrase;
  /** `checks` or a query of the runs table. */
  readonly page: { readonly kind: 'checks'; readonly code: string } | { readonly kind: 'runs'; readonly query: string } | null;
}
