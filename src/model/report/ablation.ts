import type { NumberFormat } from '../number.ts';
import type { Pairing } from '../project.ts';
import type { Exclusion } from '../variant.ts';
import type { Direction } from './metric.ts';
import type { Phrase, RunLink } from './phrase.ts';

/** All tables of a project: the declared ones in the order of `project.yaml`, then those found from the configurations. */
export interface Ablations {
  readonly tables: readonly AblationTable[];
  /** What was found and is no table, and why: for the page where there is none, and for the foot of the others. */
  readonly remarks: readonly Phrase[];
}

/**
 * `leave_one_out`: the full model, each row lacks one part. `add_one_in`: the smallest model, each row has one part more.
 * `ladder`: each row changes one factor of the row before it. `sensitivity`: one numeric factor at three levels or more.
 * `factorial`: all combinations of the levels of some factors. `star`: rows that each change one factor of the baseline.
 * `comparison`: declared rows that differ as they were declared.
 */
export type AblationShape = 'leave_one_out' | 'add_one_in' | 'ladder' | 'sensitivity' | 'factorial' | 'star' | 'comparison';

/** Variants that are compared with one of them. */
export interface AblationTable {
  /** Unique in the project, with all declared ones; safe in an address and as an anchor. */
  readonly slug: string;
  readonly title: Phrase;
  readonly origin: 'declared' | 'detected';
  readonly shape: AblationShape;
  /** How it came about, in a sentence: declared with which query, or found by which rule, with the rule of the baseline. */
  readonly rule: Phrase;
  /** The baseline first; rows that change one factor; then those that change several. Of a ladder or a curve, in its order. */
  readonly rows: readonly AblationRow[];
  /** Index in `rows`. */
  readonly baseline: number;
  /** Factors of several keys that only ever change together in the table, so that nobody can tell which of them did it. */
  readonly aliased: readonly { readonly factor: string; readonly keys: readonly string[] }[];
  /** The numeric factor of a `sensitivity`. */
  readonly axis: { readonly factor: string; readonly log: boolean } | null;
  /** The levels of a `factorial`. */
  readonly grid: readonly { readonly factor: string; readonly levels: readonly string[] }[];
  /** One a metric, the table's first metric first; never empty. */
  readonly metrics: readonly MeasuredTable[];
}

/** What a row is, whatever is measured. */
export interface AblationRow {
  readonly key: string;
  /** Of the variant's page; null where the row holds only part of a variant's runs or several variants. */
  readonly variant: { readonly slug: string; readonly label: string } | null;
  /** The label of the variant, or of what the row holds of it. */
  readonly name: string;
  /** `w/o dropout`, `lr: 0.1 → 0.03`, `combined change (2 factors)`; of the baseline its name. */
  readonly label: Phrase;
  readonly changes: readonly Change[];
  /** One factor differs from the baseline, so that a difference can be put down to it; true for the baseline. */
  readonly attributable: boolean;
  /** The row that it differs from in one factor, in a ladder or as a link of a combined change to the baseline. */
  readonly previous: number | null;
  /** x of a `sensitivity`. */
  readonly x: number | null;
  /** One a factor of `grid`. */
  readonly cell: readonly string[];
  /** Place in the palette. */
  readonly slot: number;
  readonly confounders: readonly Confounder[];
  readonly cost: RowCost;
}

export interface Change {
  readonly factor: string;
  readonly keys: readonly string[];
  /** Canonical text; null where the configuration lacks the key. */
  readonly from: string | null;
  readonly to: string | null;
  readonly kind: 'without' | 'with' | 'value';
  readonly words: Phrase;
}

/** Something beside the configuration that differs from the baseline. */
export interface Confounder {
  readonly part: 'code' | 'data' | 'environment' | 'hardware' | 'budget' | 'evaluation';
  /** `differs`: the difference may be due to it, and the mark says so. `mixed`: both sides have several, partly the same. */
  readonly degree: 'differs' | 'mixed';
  /** `code differs: 3 commits`, `budget −20 %`. */
  readonly words: Phrase;
}

/** Of the runs that count and those that do not: they were paid for as well. */
export interface RowCost {
  /** Mean over the runs with a known duration. */
  readonly seconds: number | null;
  readonly runs: number;
  /** Of all runs of the row, where the record tells the cores. */
  readonly coreHours: number | null;
}

/** One metric of a table. */
export interface MeasuredTable {
  readonly metric: string;
  readonly unit: string | null;
  readonly direction: Direction;
  /** `last value`. */
  readonly selection: string;
  readonly pairing: Pairing;
  readonly alpha: number;
  readonly level: number;
  readonly correction: 'holm' | 'bonferroni' | 'none';
  /** Tests that the correction is for. */
  readonly tests: number;
  /** In the order of the table's rows. */
  readonly rows: readonly MeasuredRow[];
  /** Index of the best mean among rows of two runs or more. */
  readonly best: number | null;
  /** Scatter from seed to seed, pooled over the rows. */
  readonly noise: { readonly sd: number | null; readonly df: number };
  /** The smallest difference that this table finds four times in five; `n` is the smallest of its rows that have two runs. */
  readonly detectable: { readonly delta: number | null; readonly n: number };
  /** For means and the ends of their intervals: the spread gets two significant digits. */
  readonly format: NumberFormat;
  /** For differences. */
  readonly deltaFormat: NumberFormat;
  /** What the adjusted tests allow to say, in one sentence. */
  readonly finding: Phrase;
  /** What ± is, n, test, correction, selection rule, exclusions. */
  readonly caption: Phrase;
  /** Main effects and interactions of a `factorial`. */
  readonly effects: Effects | null;
}

/**
 * What can be said of a row against the baseline. `different`: adjusted p below alpha. `alike`: neither the test nor the
 * pooled noise of the table tells them apart. `undecided`: the test does not, because its own seeds scatter or are few.
 * `one_run`: n = 1 on a side. `no_test`: no spread, or no value.
 */
export type Verdict = 'baseline' | 'different' | 'alike' | 'undecided' | 'one_run' | 'no_test';

export interface MeasuredRow {
  /** Runs that count, and their values in the same order. */
  readonly n: number;
  readonly replicates: readonly { readonly run: RunLink; readonly seed: string | null; readonly value: number }[];
  readonly excluded: readonly ExcludedRun[];
  readonly mean: number | null;
  readonly sd: number | null;
  readonly interval: Bounds | null;
  /** How the interval was made, or why there is none, in words. */
  readonly method: string;
  /** Against the baseline; null for the baseline itself and where a side has no value. */
  readonly contrast: Contrast | null;
  /** Of a paired comparison the same by Welch's test, for information: the verdict is never taken from it. */
  readonly unpaired: Contrast | null;
  /** Against the row that `previous` names, where that is not the baseline. */
  readonly step: Contrast | null;
  readonly verdict: Verdict;
  /** The verdict may be due to something else that differs: `verdict` is then not shown as a result. */
  readonly confounded: boolean;
  /** `*`, `≈`, `‡`, `n=1`, `⚠`, or nothing; with `MARKS` for the words. */
  readonly mark: string;
  /** Against the row with the best mean; null without a value or a direction. */
  readonly standing: 'best' | 'tied' | 'undecided' | 'below' | null;
  /** Runs on either side that would confirm this difference, were it the true one. */
  readonly seedsNeeded: { readonly seeds: number | null; readonly more: boolean } | null;
  /** Whether the verdict changes when runs that failed or diverged count as the worst value of the table; null where there are none. */
  readonly worstCase: { readonly runs: number; readonly flips: boolean; readonly pAdjusted: number | null } | null;
  /** |Δ| is within what the size of the evaluation set alone explains; null where that size is unknown. */
  readonly withinEvaluationNoise: boolean | null;
  readonly identicalUnderSeeds: boolean;
  readonly seedsMissing: number;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** A run that is shown and does not count. */
export interface ExcludedRun {
  readonly run: RunLink;
  readonly seed: string | null;
  readonly reason: Exclusion;
  readonly value: number | null;
}

/** A row against another, row minus other, in the metric's unit. */
export interface Contrast {
  readonly delta: number;
  readonly interval: Bounds | null;
  /** The row is better; null where no direction is known or there is no difference. */
  readonly better: boolean | null;
  readonly standardError: number | null;
  readonly df: number | null;
  readonly t: number | null;
  readonly p: number | null;
  /** Corrected for the rows of this table and this metric. */
  readonly pAdjusted: number | null;
  /** In words. */
  readonly method: string;
  /** Why there is no test, in words; null where there is one. */
  readonly lack: string | null;
  /** Pairs by seed, where the comparison is paired. */
  readonly pairs: number | null;
  readonly seedCorrelation: number | null;
  /** Per cent of the baseline's mean; null where that means nothing. */
  readonly percent: number | null;
  /** Of a share: by how much of itself the error 1 − mean shrinks. */
  readonly errorReduction: number | null;
  /** Of a metric on a log scale: geometric mean of the row over that of the baseline. */
  readonly ratio: { readonly value: number; readonly interval: Bounds | null } | null;
  /** Δ in units of the two sides' noise, without its bias at few seeds. */
  readonly hedgesG: number | null;
  /** How often a run of the row is better than one of the baseline; null where no direction is known. */
  readonly pImprove: number | null;
}

/** What each factor does, averaged over the others, by least squares over all runs that count. */
export interface Effects {
  readonly terms: readonly EffectTerm[];
  readonly residual: { readonly df: number; readonly sd: number };
  /** Every combination has the same number of runs. */
  readonly balanced: boolean;
  /** Of the tests: `III` where an interaction matters, else `II`. */
  readonly type: 'II' | 'III';
  readonly r2: number | null;
  /** Interactions of more factors than this are part of the residual. */
  readonly order: number;
  readonly method: string;
}

export interface EffectTerm {
  /** One name: a main effect; several: an interaction. */
  readonly factors: readonly string[];
  /** Of factors with two levels: second level minus first, in the metric's unit. */
  readonly effect: number | null;
  readonly interval: Bounds | null;
  /** How far each level, or combination of levels, lies from the mean of all. */
  readonly deviations: readonly { readonly levels: readonly string[]; readonly value: number; readonly interval: Bounds | null }[];
  readonly df: number;
  readonly f: number | null;
  readonly p: number | null;
  /** Corrected for the number of terms. */
  readonly pAdjusted: number | null;
  /** Share of the squares about the mean. */
  readonly share: number | null;
}
