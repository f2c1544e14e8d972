import type { BuiltLine } from './home.ts';
import type { MetricRow } from './metric.ts';

export interface DataPage {
  /** Slug of the project, null for the whole site. */
  readonly project: string | null;
  readonly downloads: readonly DownloadGroup[];
  /** The files that were read, the first of them by path. */
  readonly inputs: { readonly shown: readonly InputFile[]; readonly files: number; readonly bytes: number };
  readonly metrics: readonly MetricRow[];
  readonly rules: readonly Rule[];
  readonly built: BuiltLine;
}

/** Documents of one kind. */
export interface DownloadGroup {
  /** What they are of: `runs`, `tables of variants`. */
  readonly title: string;
  /** How many rows there would be; the list has the first. */
  readonly total: number;
  readonly list: readonly Download[];
  /** Where those are that the list has no room for. */
  readonly others: string;
}

/** What there is of one run, table, sweep or project. */
export interface Download {
  readonly title: string;
  /** Its page, where it has one. */
  readonly page: string | null;
  readonly files: readonly DownloadFile[];
  readonly holds: string;
}

export interface DownloadFile {
  /** `CSV`, `LaTeX`. */
  readonly label: string;
  /** Address in the site. */
  readonly path: string;
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
