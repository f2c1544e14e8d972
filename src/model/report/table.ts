import type { NumberFormat } from '../number.ts';
import type { Value } from '../value.ts';

/** What a column of the runs table holds; also where its values are found in a run. */
export type ColumnKind =
  | 'status'
  | 'group'
  | 'sweep'
  | 'jobType'
  | 'tags'
  | 'tracker'
  | 'parent'
  | 'seed'
  | 'config'
  | 'metric'
  | 'started'
  | 'duration'
  | 'commit'
  | 'id';

/** One column of a table of runs, one cell a run. */
export interface Column {
  /** Unique in its table, as a query names it: `status`, `config.lr`, `metric:val/acc`. */
  readonly key: string;
  readonly kind: ColumnKind;
  readonly label: string;
  /** Second line of the header: unit, `seconds`, `UTC`. */
  readonly unit: string | null;
  /** For metrics: which way is better. */
  readonly direction: 'higher' | 'lower' | null;
  /** Every cell that is there is a number, so that the column is aligned and sorted as numbers. */
  readonly format: NumberFormat | null;
  /** undefined: the run does not have it. */
  readonly cells: readonly (Value | undefined)[];
  /** How many different values there are. */
  readonly distinct: number;
}

/** The first cell of a row, which names the run. */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** Place of its variant in the palette; absent where it is alone in its variant. */
  readonly slot?: number;
}

export interface RunTable {
  readonly rows: readonly RunRow[];
  /** Those worth seeing first, first. */
  readonly columns: readonly Column[];
  /** How many of `columns` are shown at first. */
  readonly shown: number;
  /** Columns beyond the limit of the table, of which the run pages alone tell. */
  readonly left: number;
  /** Equal in all runs. */
  readonly same: readonly { readonly key: string; readonly value: Value }[];
  /** The column that the rows are sorted by, with its direction; null: newest first. */
  readonly primary: string | null;
}
