/** A key of the runs by which a reader can narrow the table, with its values as they are in all runs. */
export type RunFacet = ValueFacet | RangeFacet;

interface AnyFacet {
  /** The column, as a query names it where the name needs no quotes. */
  readonly key: string;
  /** The key as a query writes it. */
  readonly written: string;
  readonly title: string;
}

export interface ValueFacet extends AnyFacet {
  readonly kind: 'values';
  /** The most frequent first. */
  readonly values: readonly FacetValue[];
  /** Values beyond these. */
  readonly more: number;
}

export interface FacetValue {
  /** As a query writes it after `:`; `""` for runs that have none. */
  readonly written: string;
  /** What it is called; null for runs that have none. */
  readonly label: string | null;
  readonly runs: number;
}

/** Numbers of which there are many. */
export interface RangeFacet extends AnyFacet {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
  /** Runs with a finite number. */
  readonly runs: number;
}
