/**
 * One metric of one run as columns of equal length, all points in stored order.
 * `step` is the tracker's step, `value` the number bit for bit as stored (a float32 is widened),
 * `time` seconds since 1970 UTC, NaN where the archive has none.
 */
export interface Series {
  readonly name: string;
  /** System metrics have names that start with `system/`. */
  readonly kind: 'metric' | 'system';
  readonly rule: Rule;
  /** 32: the archive holds float32, so that some seven digits mean something. */
  readonly bits: 32 | 64;
  readonly step: Float64Array;
  readonly value: Float64Array;
  readonly time: Float64Array;
}

/**
 * Which stored points the tracker itself would show.
 * `all`: every one. `last-per-step`: of equal steps the last. `preempt`: a point puts aside all earlier ones of its
 * series at the same or a higher step (TensorBoard's restarts).
 */
export type Rule = 'all' | 'last-per-step' | 'preempt';

/** Figures of a series under its rule; numbers are null where there is no finite value. */
export interface SeriesStats {
  /** Points as stored, and how many of them the rule puts aside. */
  readonly points: number;
  readonly putAside: number;
  readonly nan: number;
  readonly infinite: number;
  readonly firstStep: number | null;
  readonly lastStep: number | null;
  readonly first: number | null;
  /** The last point's value, finite or not. */
  readonly last: number | null;
  readonly min: number | null;
  readonly minStep: number | null;
  readonly max: number | null;
  readonly maxStep: number | null;
  /** Seconds since 1970, null where no point has a time. */
  readonly startTime: number | null;
  readonly endTime: number | null;
}

/** A series whose columns lie in the store. */
export interface SeriesHead {
  readonly name: string;
  readonly kind: 'metric' | 'system';
  readonly rule: Rule;
  readonly bits: 32 | 64;
  readonly stats: SeriesStats;
  /** Where the columns are: the claim's key in the store, the number of the row there, and the place of the series in it. */
  readonly ref: { readonly claim: string; readonly row: number; readonly index: number };
}
