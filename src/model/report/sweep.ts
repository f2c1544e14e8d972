import type { NumberFormat } from '../number.ts';
import type { Direction } from './metric.ts';
import type { Phrase, RunLink } from './phrase.ts';
import type { Foot } from './report.ts';

/** Under what name a tracker recorded the trials together. */
export type SweepKind = keyof typeof SWEEP_KINDS;

export const SWEEP_KINDS = {
  optuna: 'Optuna study',
  wandb: 'W&B sweep',
  hydra: 'Hydra multirun',
  mlflow: 'runs of one parent',
  group: 'group',
  other: 'sweep',
} as const;

/**
 * What became of a trial. `result`: it has a finite value of the objective. `failed`: failed, killed, or not finite.
 * `without`: it ended without a value. `open`: it runs or waits.
 */
export type Outcome = 'result' | 'failed' | 'pruned' | 'without' | 'open';

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** The sweeps of a project: found when they are asked for, each page made when it is. */
export interface Sweeps {
  readonly page: SweepsPage;
  /** In the order of the list. */
  readonly slugs: readonly string[];
  /** undefined for a slug that no sweep has. */
  sweep(slug: string): SweepPage | undefined;
}

/** Newest first. */
export interface SweepsPage {
  readonly headline: Phrase;
  readonly evidence: Phrase;
  readonly list: readonly SweepSummary[];
  readonly foot: Foot;
}

export interface SweepSummary {
  readonly slug: string;
  readonly name: string;
  readonly kind: SweepKind;
  readonly trials: number;
  readonly counts: OutcomeCounts;
  readonly parameters: readonly string[];
  /** By the first objective. */
  readonly objective: string | null;
  readonly best: { readonly run: RunLink; readonly value: number } | null;
  /** Of the first trial: seconds since 1970 UTC. */
  readonly startedAt: number | null;
}

export interface SweepPage {
  readonly project: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: SweepKind;
  readonly headline: Phrase;
  readonly evidence: Phrase;
  /** What the best of single trials does not show. */
  readonly caveat: Phrase;
  readonly trials: number;
  readonly counts: OutcomeCounts;
  /** The run that stands for the sweep, where the tracker has one. */
  readonly parent: RunLink | null;
  readonly parameters: readonly SweepParameter[];
  /** Keys that differ between the trials and are no parameters. */
  readonly leftOut: readonly { readonly key: string; readonly why: string }[];
  /** One for each objective; empty where none is known. */
  readonly objectives: readonly ObjectiveAnalysis[];
  /** Of several objectives: trials that no other beats in all of them. */
  readonly front: readonly FrontTrial[];
  readonly failures: readonly SweepFailures[];
  readonly rows: readonly TrialRow[];
  readonly meanSeconds: { readonly value: number; readonly trials: number } | null;
  readonly foot: Foot;
}

export interface SweepParameter {
  readonly name: string;
  readonly kind: 'number' | 'category';
  /** `linear` for choices. */
  readonly scale: 'linear' | 'log';
  /** Ends of the range; null for choices. */
  readonly low: number | null;
  readonly high: number | null;
  readonly step: number | null;
  /** Values of a category, as shown; empty for numbers. */
  readonly choices: readonly string[];
  /** `recorded`: as the search was told. `guessed`: from the values that were tried. */
  readonly source: 'recorded' | 'guessed';
  /** Keys that always changed with it, and cannot be told apart from it. */
  readonly also: readonly string[];
  /** Trials that do not have it. */
  readonly absent: number;
  readonly distinct: number;
}

/** One trial: a row of the tables and of the export. */
export interface TrialRow {
  readonly run: RunLink;
  /** As the search counts, from 0; null where the tracker does not say. */
  readonly number: number | null;
  readonly status: string;
  readonly outcome: Outcome;
  /** One a parameter: number, text of the choice, null where the trial lacks it. */
  readonly values: readonly (number | string | null)[];
  /** One an objective; not finite values too. */
  readonly objectives: readonly (number | null)[];
  readonly seconds: number | null;
}

export interface FrontTrial {
  readonly run: RunLink;
  readonly number: number | null;
  readonly values: readonly number[];
}

export interface ObjectiveAnalysis {
  readonly metric: string;
  readonly unit: string | null;
  readonly direction: Direction;
  /** `last value`, `the study’s own value`. */
  readonly selection: string;
  readonly format: NumberFormat;
  readonly n: number;
  /** Indices in `rows`, best first; at most a few. Empty without a direction. */
  readonly best: readonly number[];
  readonly slices: readonly Slice[];
  /** Trials with a result that are drawn in the slices, and those beyond their axis; the rest is left out of many, by rank. */
  readonly drawn: number;
  readonly beyond: number;
  readonly parallel: Parallel | null;
  readonly importance: SweepImportance | null;
  readonly budget: BudgetFigure | null;
  readonly boundaries: readonly Phrase[];
}

/** The objective over one parameter, every trial a mark. */
export interface Slice {
  readonly parameter: string;
  readonly kind: 'number' | 'category';
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
  /** Names of places 0, 1 … of a category. */
  readonly choices: readonly string[];
  readonly yLog: boolean;
  readonly limits: readonly [number, number];
  /** Trials beyond the limits, which are counted there and not drawn. */
  readonly above: number;
  readonly below: number;
  readonly objective: string;
  /** x, y of trials with a result. */
  readonly points: readonly (readonly [number, number])[];
  readonly best: readonly [number, number] | null;
  /** x of the trials that failed, and of those that were pruned. */
  readonly failed: readonly number[];
  readonly pruned: readonly number[];
  readonly subtitle: Phrase;
  /** For those who do not see the drawing. */
  readonly alternative: string;
}

export interface Parallel {
  readonly axes: readonly ParallelAxis[];
  /** For each line its place on every axis, 0 to 1, null where it has none; the best first. */
  readonly lines: readonly (readonly (number | null)[])[];
  /** So many of them are among the best tenth. */
  readonly best: number;
  readonly subtitle: Phrase;
  readonly alternative: string;
  /** Trials beyond those that are drawn, and parameters beyond the axes. */
  readonly left: number;
  readonly axesLeft: number;
}

export interface ParallelAxis {
  readonly name: string;
  readonly kind: 'number' | 'category' | 'objective';
  readonly log: boolean;
  /** Labels with their places. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export interface SweepImportance {
  readonly rows: readonly ImportanceRow[];
  /** Of the model: what it foretells of trials that it has not seen; null where there is no model. */
  readonly looR2: number | null;
  readonly degree: number;
  readonly n: number;
  readonly top: number;
  readonly effectsLack: Phrase | null;
  readonly topLack: Phrase | null;
  /** Parameters that changed together, in words; empty where that does not matter. */
  readonly remarks: readonly Phrase[];
  readonly subtitle: Phrase;
}

export interface ImportanceRow {
  readonly parameter: string;
  /** Share of the objective’s variance that it moves by itself. */
  readonly effect: number | null;
  readonly adjustedP: number | null;
  /** What matters to be among the best tenth: shares that add up to 1. */
  readonly top: number | null;
  /** Variance inflation by the other parameters. */
  readonly inflation: number | null;
}

/** Expected best of n trials. */
export interface BudgetFigure {
  readonly metric: string;
  /** Of expected values. */
  readonly format: NumberFormat;
  /** At most a few hundred places: n, the expected best of n. */
  readonly expected: readonly (readonly [n: number, value: number])[];
  /** Up to this n the curve is solid. */
  readonly solid: number;
  /** The best so far after n trials, in the order in which they ran: places where it changes. */
  readonly soFar: readonly (readonly [n: number, value: number])[];
  readonly trials: number;
  readonly failed: number;
  readonly meanSeconds: number | null;
  readonly better: 'higher' | 'lower';
  readonly title: Phrase;
  readonly subtitle: Phrase;
  readonly alternative: string;
}

/** Failed trials by the parts of one parameter’s range. */
export interface SweepFailures {
  readonly parameter: string;
  readonly parts: readonly {
    readonly part: string;
    readonly trials: number;
    readonly failed: number;
    readonly low: number;
    readonly high: number;
  }[];
}
