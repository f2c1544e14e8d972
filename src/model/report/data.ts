import type { BuiltLine } from './home.ts';
import type { MetricRow } from './metric.ts';

export interface DataPage {
  /** Slug of the project, null for the whole site. */
  readonly project: string | null;
  readonly downloads: readonly Download[];
  /** Every file that was read, sorted by path; pages show the first. */
  readonly inputs: readonly InputFile[];
  readonly metrics: readonly MetricRow[];
  readonly rules: readonly Rule[];
  readonly built: BuiltLine;
}

export interface Download {
  /** Address in the site. */
  readonly path: string;
  readonly title: string;
  readonly holds: string;
}

export interface InputFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** How a number of the pages is computed. */
export interface Rule {
  readonly what: string;
  readonly how: string;
}
