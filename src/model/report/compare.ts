import type { NumberFormat } from '../number.ts';
import type { AblationTable } from './ablation.ts';
import type { Curve } from './figure.ts';
import type { Direction } from './metric.ts';
import type { Phrase, RunLink } from './phrase.ts';
import type { Foot } from './report.ts';
import type { RunTable } from './table.ts';

/** What a comparison's lines stand over. */
export type AxisKind = 'linear' | 'log' | 'utc';

/** One metric of several runs on common axes. */
export interface Overlay {
  readonly metric: string;
  readonly unit: string | null;
  readonly x: { readonly kind: AxisKind; readonly label: string };
  /** Of the vertical axis. */
  readonly log: boolean;
  readonly lines: readonly OverlayLine[];
  /** One a group of two lines or more: their mean and its interval at every place of x. */
  readonly bands: readonly OverlayBand[];
  readonly format: NumberFormat;
}

/** Mean of the recorded values of a group's runs, never of smoothed ones, with a pointwise interval. */
export interface OverlayBand {
  readonly group: string;
  readonly slot: number;
  /** Runs that have a value at a place: fewest and most. */
  readonly n: readonly [number, number];
  /** Pieces without a hole; x0, mean0, x1, mean1 … */
  readonly mean: readonly (readonly number[])[];
  /** Pieces of x0, low0, high0, x1 …: Student's t from three runs on, lowest to highest of two. */
  readonly edges: readonly (readonly number[])[];
  /** Somewhere only two runs are left, so that the band is from the lowest to the highest. */
  readonly ranges: boolean;
}

export interface OverlayLine {
  /** Short, and no other line of the figure has it. */
  readonly label: string;
  /** The declared variant that the line belongs to, with whose other lines it shares colour and name; null: it stands for itself. */
  readonly group: string | null;
  /** Place in the palette; the same run has the same one everywhere. */
  readonly slot: number;
  readonly curve: Curve;
  /** Where `curve` is smoothed, the recorded line, drawn faintly behind it. */
  readonly raw: Curve | null;
  /** The recorded value at the end of the line, never a smoothed one; null where it is not finite, or not in the part that is shown. */
  readonly last: number | null;
}

/** A picture with all that is said around it. */
export interface CompareFigure {
  /** Unique on its page, and safe in an address. */
  readonly name: string;
  readonly title: Phrase;
  readonly subtitle: Phrase;
  readonly source: Phrase;
  /** For those who do not see it. */
  readonly alternative: string;
  readonly overlay: Overlay;
}

/** The comparison that a page shows before anyone chooses another. */
export interface ComparePage {
  readonly project: string;
  /** Of a declared comparison; null for the project's own. */
  readonly name: string | null;
  readonly title: string;
  readonly headline: Phrase;
  readonly evidence: Phrase;
  /** Of a declared comparison: its variants with their tests. */
  readonly table: AblationTable | null;
  readonly runs: readonly ComparedRun[];
  /** What their curves show, a line a run; runs without anything are not in it. */
  readonly health: readonly Phrase[];
  /** The primary metric over steps and over time. */
  readonly main: readonly CompareFigure[];
  /** Other metrics, over steps. */
  readonly others: readonly CompareFigure[];
  readonly othersLeft: number;
  /** Why nothing is drawn; null where something is, and of no runs. */
  readonly curveless: string | null;
  readonly values: RunTable;
  /** What the columns of the differences are: runs, or variants where the comparison is of variants. */
  readonly columns: readonly ComparedColumn[];
  readonly differences: readonly Differences[];
  readonly differencesTitle: Phrase;
  readonly differencesNote: Phrase;
  readonly patches: readonly { readonly run: RunLink; readonly diff: string }[];
  /** null: of one commit, or none that is known, and no change beside it. */
  readonly code: ComparedCode | null;
  readonly siblings: readonly { readonly name: string | null; readonly title: string }[];
  /** The project has other runs than one to choose from. */
  readonly choosable: boolean;
  readonly foot: Foot;
}

export interface ComparedCode {
  readonly range: CommitRange | null;
  /** Uncommitted changes whose text is held back. */
  readonly held: readonly HeldPatch[];
}

export interface CommitRange {
  /** The oldest and the newest commit of the runs. */
  readonly from: RangeEnd;
  readonly to: RangeEnd;
  /** Address of the whole change at the host. */
  readonly url: string | null;
  /** The newest commits that `to` goes back to and `from` does not; null where nobody knows. */
  readonly added: readonly { readonly commit: string; readonly date: string; readonly subject: string }[] | null;
  /** How many there are. */
  readonly total: number;
  /** Commits that `from` goes back to and `to` does not. */
  readonly left: number;
}

export interface RangeEnd {
  readonly commit: string;
  readonly date: string;
  readonly url: string | null;
}

/** An uncommitted change without its text. */
export interface PatchSummary {
  /** The first of its files. */
  readonly files: readonly string[];
  readonly total: number;
  /** Lines. */
  readonly added: number;
  readonly removed: number;
  readonly sha256: string;
}

export interface HeldPatch extends PatchSummary {
  readonly run: RunLink;
}

export interface ComparedColumn {
  readonly label: string;
  readonly slot: number;
}

export interface ComparedRun {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly group: string | null;
  readonly slot: number;
  readonly status: string;
}

/**
 * A value of a record as a comparison tells it: a string is a string of the record, anything else stands in a list of
 * its own as text. Two are equal where their JSON is.
 */
export type Told = string | readonly [string];

/** What is known of a run under one heading. */
export type Facts = Readonly<Record<string, Told>>;

/** One part of the records of several runs, row by row: only what differs, and what is the same in all. */
export interface Differences {
  readonly part: FactPart;
  readonly rows: readonly DifferentRow[];
  readonly same: readonly { readonly key: string; readonly value: Told }[];
  /** How many of the runs have nothing at all under this heading. */
  readonly silent: number;
}

export interface DifferentRow {
  readonly key: string;
  /** One a column; null where it is not in the record. */
  readonly values: readonly (Told | null)[];
  /** A seed: tells repetitions apart and is no factor. */
  readonly seed: boolean;
}

export type FactPart = 'config' | 'environment' | 'packages' | 'code' | 'data';

/** What the browser loads of one run to compare it with others. */
export interface SeriesFile {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly startedAt: number | null;
  /** Seconds since 1970 of the first point with a time, of any metric. */
  readonly start: number | null;
  readonly facts: Readonly<Record<FactPart, Facts>>;
  readonly seeds: readonly string[];
  readonly metrics: readonly SeriesColumns[];
  /** What its curves show, to stand behind its name: texts and names of metrics; empty where they show nothing. */
  readonly health: Phrase;
  /** Metrics that the file has no room for. */
  readonly left: number;
}

/** A series under its tracker's rule, thinned; what JSON cannot hold is text: `NaN`, `Infinity`, `-Infinity`. */
export interface SeriesColumns {
  readonly name: string;
  readonly unit: string | null;
  readonly direction: Direction['better'];
  readonly bits: 32 | 64;
  /** Points under the rule; the columns hold fewer where the series is long. */
  readonly points: number;
  readonly step: readonly Cell[];
  readonly value: readonly Cell[];
  /** Seconds since the file's `start`, empty where no point has a time. */
  readonly time: readonly Cell[];
  /** By the project's selection rule, from the record. */
  readonly selected: Cell | null;
}

export type Cell = number | 'NaN' | 'Infinity' | '-Infinity';

/** Which runs a project has to compare, for the browser. */
export interface SeriesIndex {
  /** `variant`: the variant of a run that has others beside it. */
  readonly runs: readonly {
    readonly id: string;
    readonly name: string;
    readonly slot: number;
    readonly variant: string | null;
    readonly variantSlot: number;
  }[];
  readonly primary: string | null;
  readonly selection: string;
}

/** All comparisons of a project, made when they are asked for. */
export interface Comparisons {
  /** Declared ones by their slug. */
  readonly names: readonly string[];
  page(name: string | null): ComparePage;
  readonly index: SeriesIndex;
  /** Hash of what the files of all runs depend on beside the run itself: their size, the order of metrics, units, the selection. */
  readonly seriesKey: string;
  /** Undefined for an id that has no page. */
  series(id: string): SeriesFile | undefined;
  /** The place of a run in the palette, the same on every page. */
  colour(id: string): number;
}
