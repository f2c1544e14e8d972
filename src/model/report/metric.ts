import type { NumberFormat } from '../number.ts';

/** Which way a metric is better, and who said so. */
export interface Direction {
  readonly better: 'higher' | 'lower' | null;
  readonly source: 'declared' | 'tracker' | 'guessed' | 'unknown';
}

/** One metric of a project. */
export interface MetricRow {
  readonly name: string;
  readonly direction: Direction;
  readonly unit: string | null;
  /** Runs that have it. */
  readonly runs: number;
  readonly primary: boolean;
  /** Reported on the way to an objective of another name: nothing is ranked by it while runs have that. */
  readonly interim?: true;
  /** Over all runs that have it, of the value that the selection rule takes. */
  readonly low: number | null;
  readonly high: number | null;
  /** Runs whose value by the rule is not finite. */
  readonly notFinite: number;
  /** Of these values. */
  readonly format: NumberFormat;
  /** Of points of its curves and of what is computed from its values. */
  readonly pointFormat: NumberFormat;
}
