import type { NumberFormat } from '../number.ts';
import type { Exclusion } from '../variant.ts';
import type { Bounds, MeasuredRow } from './ablation.ts';
import type { ComparedColumn, Differences, OverlayBand } from './compare.ts';
import type { Curve } from './figure.ts';
import type { Direction } from './metric.ts';
import type { Phrase, RunLink } from './phrase.ts';
import type { Foot } from './report.ts';

/** All variants of a project by one metric, best mean first. */
export interface Leaderboard {
  readonly metric: string;
  readonly unit: string | null;
  readonly direction: Direction;
  readonly selection: string;
  readonly level: number;
  readonly format: NumberFormat;
  readonly deltaFormat: NumberFormat;
  /** The finding, what is shown, and how. */
  readonly title: Phrase;
  readonly subtitle: Phrase;
  readonly caption: Phrase;
  readonly rows: readonly LeaderRow[];
  /** Variants beyond those shown, and how many have no value at all. */
  readonly left: number;
  readonly without: number;
  /** Mean of the baseline. */
  readonly reference: number | null;
  /** Tests against the baseline that the correction is for. */
  readonly tests: number;
  readonly correction: 'holm' | 'bonferroni' | 'none';
  /** Variants of one run that lie beyond the best of those with two. */
  readonly singleAhead: number;
  /** Studies that its variants are of, where trials tell nothing but that; else 0. */
  readonly studies: number;
  /** Of all runs with a known duration; core-hours where the prices tell the cores of a run. */
  readonly spent: { readonly runs: number; readonly seconds: number; readonly coreHours: number | null };
}

export interface LeaderRow {
  /** null: one run and no page of its own. */
  readonly slug: string | null;
  readonly run: RunLink | null;
  readonly label: string;
  readonly slot: number;
  readonly baseline: boolean;
  /** All its runs; `cells.n` of them count. */
  readonly runs: number;
  readonly cells: MeasuredRow;
  /** What it changes of the baseline; empty where that is unknown. */
  readonly changes: Phrase;
  readonly seconds: number | null;
}

/** Pages of variants, made when they are rendered. */
export interface VariantPages {
  readonly pages: readonly { readonly slug: string; readonly cacheKey: string }[];
  page(slug: string): VariantPage | undefined;
}

/** The runs of one variant, and what they say together. */
export interface VariantPage {
  readonly project: string;
  readonly slug: string;
  readonly label: string;
  readonly baseline: boolean;
  readonly headline: Phrase;
  readonly evidence: Phrase;
  /** What makes it this variant. */
  readonly rule: Phrase;
  readonly primary: string | null;
  /** Of the intervals of means. */
  readonly level: number;
  /** How many runs it has; `replicates` are the first. */
  readonly runs: number;
  readonly replicates: readonly ReplicateRow[];
  /** Of their values. */
  readonly format: NumberFormat;
  readonly charts: readonly ReplicateFigure[];
  readonly chartsLeft: number;
  readonly metrics: readonly VariantMetric[];
  /** What differs between its runs; one column a run, while they are few. */
  readonly columns: readonly ComparedColumn[];
  readonly differences: readonly Differences[];
  /** Tables that have it as a row. */
  readonly tables: readonly { readonly slug: string; readonly declared: boolean; readonly title: Phrase }[];
  /** Configuration keys that were left out of the question whether two runs are one variant, and why. */
  readonly excludedKeys: readonly { readonly key: string; readonly role: string; readonly why: string }[];
  readonly foot: Foot;
}

export interface ReplicateRow {
  readonly run: RunLink;
  readonly status: string;
  readonly seed: string | null;
  readonly value: number | null;
  readonly excluded: Exclusion | null;
  readonly steps: number | null;
  readonly seconds: number | null;
}

export interface VariantMetric {
  readonly name: string;
  readonly unit: string | null;
  readonly direction: Direction;
  readonly n: number;
  readonly left: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly interval: Bounds | null;
  readonly method: string;
  readonly format: NumberFormat;
}

/** One metric: the runs that count as thin lines, their mean and its band. */
export interface ReplicateFigure {
  readonly label: string;
  readonly unit: string | null;
  readonly lines: readonly { readonly name: string; readonly curve: Curve; readonly counted: boolean }[];
  readonly band: OverlayBand | null;
  readonly log: boolean;
  readonly slot: number;
  /** What the band is, in words; points drawn. */
  readonly words: string;
}
