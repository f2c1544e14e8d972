import type { Value } from '../value.ts';
import type { RunFacet } from './facet.ts';
import type { Phrase } from './phrase.ts';
import type { Foot } from './report.ts';
import type { RunTable } from './table.ts';

export interface RunsPage {
  readonly headline: Phrase;
  readonly evidence: Phrase;
  readonly table: RunTable;
  /** Hash of the table. */
  readonly tableKey: string;
  /** By what the table can be narrowed. */
  readonly facets: readonly RunFacet[];
  /** What a query can ask for and the table has no column of. */
  readonly asked: readonly AskedColumn[];
  readonly excluded: readonly { readonly id: string; readonly name: string; readonly path: string; readonly reason: string }[];
  readonly foot: Foot;
}

export interface AskedColumn {
  /** As a query names it: `notes`, `metric:system/gpu`. */
  readonly key: string;
  /** One a row of the table. */
  readonly cells: readonly (Value | undefined)[];
}
