import type { NumberFormat } from '../number.ts';

/** A line ready to be drawn: thinned, in the order of x. */
export interface Curve {
  /** Pieces without a hole; the coordinates of a piece are x0, y0, x1, y1 … */
  readonly pieces: readonly (readonly number[])[];
  /** Where the values are not finite: from x, to x. */
  readonly holes: readonly Hole[];
  /** Points of the series under its rule, and how many of them are drawn. */
  readonly points: number;
  readonly drawn: number;
}

export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly kind: 'NaN' | '+∞' | '−∞' | 'mixed';
}

/** One small chart: one metric of one run. */
export interface SmallMultiple {
  readonly label: string;
  readonly curve: Curve;
  /** Lines of other runs of the same variant, drawn faintly behind. */
  readonly behind?: readonly Curve[];
  /** Place in the palette of the variant that the run belongs to; absent for a run that is alone in its variant. */
  readonly slot?: number;
  /** Domain of x, shared by the charts of a page where their steps allow it. */
  readonly x: readonly [number, number];
  readonly xLabel: string;
  readonly log: boolean;
  readonly bits: 32 | 64;
  /** The last value, to stand at the end of the line; not finite values too. */
  readonly last: number | null;
  /** Places to look at, each with its word, in the order of x. */
  readonly marks?: readonly Mark[];
}

export interface Mark {
  readonly at: number;
  readonly word: string;
}

/** Every run a dot on one scale, in rows. */
export interface Strip {
  readonly label: string;
  readonly rows: readonly StripRow[];
  /** Values beyond these limits are marked at the edge: a few far ones would push all others together. */
  readonly limits: readonly [number, number];
  readonly log: boolean;
  readonly direction: 'higher' | 'lower' | null;
  readonly format: NumberFormat;
}

export interface StripRow {
  readonly label: string;
  readonly n: number;
  /** Finite values, ascending; at most a few hundred, extremes among them. */
  readonly values: readonly number[];
  readonly notFinite: number;
  /** The best value of the figure stands in this row. */
  readonly best: number | null;
}
