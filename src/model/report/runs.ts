import type { Phrase } from './phrase.ts';
import type { Foot } from './report.ts';
import type { RunTable } from './table.ts';

export interface RunsPage {
  readonly headline: Phrase;
  readonly evidence: Phrase;
  readonly table: RunTable;
  readonly excluded: readonly { readonly id: string; readonly name: string; readonly path: string; readonly reason: string }[];
  readonly foot: Foot;
}
