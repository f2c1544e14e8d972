import type { Run } from './run.ts';

/** Runs of a project that are equal in everything but seed and volatile keys: its replicates. */
export interface Variant {
  /** 12 hex digits of the hash of what the variant is: its declared name, else its canonical factors. */
  readonly key: string;
  /** In its address; unique in the project. */
  readonly slug: string;
  /** As `variants:` of `project.yaml` names it, else null. */
  readonly name: string | null;
  /** Unique in the project: the declared name, else what differs from the baseline (or from the usual values), else a group that holds just these runs. */
  readonly label: string;
  /** Every run, failed and repeated ones too; by start, then id. */
  readonly runs: readonly Run[];
  /** Factor key → canonical text; a key that the configuration lacks is absent. Of a declared variant only what all its runs share. */
  readonly factors: ReadonlyMap<string, string>;
  /** Factor keys in which the runs of a declared variant differ; empty for one found by its configuration. */
  readonly inside: readonly string[];
  /** Place in the palette: the same variant has the same colour everywhere. */
  readonly slot: number;
}

/** What a configuration key is for the question "all but the seed". */
export type KeyRole =
  /** Differs between variants. */
  | 'factor'
  /** Equal in all runs. */
  | 'constant'
  | 'seed'
  /** Names, paths, hosts, ids, times, ranks, logging: says nothing of the experiment. */
  | 'volatile'
  /** `factors: ignore` of `project.yaml`. */
  | 'ignored';

export interface KeyUse {
  readonly key: string;
  readonly role: KeyRole;
  /** Why it has this role, in a few words; printed on the page. */
  readonly why: string;
  /** Different canonical values, absence not counted. */
  readonly distinct: number;
}

/** Keys that always change together count as one factor. */
export interface Factor {
  /** The key that tells most, or the name of a declared group. */
  readonly name: string;
  /** Keys that split the variants alike, `name` first where it is one of them. */
  readonly keys: readonly string[];
  /** Keys that differ only because this factor does (a rate that is there only while its switch is on). */
  readonly derived: readonly string[];
  /** Different values over the variants, in canonical text, absence as null; ascending where they are numbers. */
  readonly levels: readonly (string | null)[];
  readonly numeric: boolean;
}

/** How the baseline was found. */
export type BaselineRule = 'declared' | 'tag' | 'stage' | 'neighbours';

export interface Baseline {
  readonly variant: Variant;
  readonly rule: BaselineRule;
}

export interface Variants {
  /** By first start, then key. */
  readonly list: readonly Variant[];
  readonly keys: readonly KeyUse[];
  readonly factors: readonly Factor[];
  /** null where nothing was declared and no variant has a neighbour. */
  readonly baseline: Baseline | null;
  /** Of a run's id. */
  of(run: string): Variant | undefined;
  /** The variant that `variants:` of `project.yaml` names so, or whose label or slug this is. */
  named(name: string): Variant | undefined;
  /** Canonical text of a run's seeds; null where none is recorded. */
  seedOf(run: Run): string | null;
  /**
   * What two runs share when one repeats the other: configuration and seed; without a seed, configuration and the very same
   * results in all metrics. null where nothing says that a run repeats another. Runs of different configurations that a
   * declared variant merges do not repeat each other.
   */
  repetitionOf(run: Run): string | null;
  /** Why no value of this run counts, whatever the metric. */
  standing(run: Run): Exclusion | null;
}

/** Why a run's value does not count. A run that is left out is shown with its reason, never silently gone. */
export type Exclusion =
  | 'failed'
  | 'killed'
  | 'pruned'
  | 'running'
  | 'queued'
  /** No exit record, and far fewer steps than its replicates. */
  | 'incomplete'
  | 'not_finite'
  | 'no_value'
  /** Same configuration, same seed as a later complete run (or no seed, and the very same results): a repetition, not a replicate. */
  | 're_run'
  /** Another process of the same distributed run. */
  | 'rank'
  /** Deleted in the tracker, yet still in the archive. */
  | 'deleted';

export interface Replicate {
  readonly run: Run;
  /** Canonical text of its seeds; null where none is recorded. */
  readonly seed: string | null;
  /** By the selection rule; null where the run lacks the metric. Not finite values too. */
  readonly value: number | null;
  readonly excluded: Exclusion | null;
}

/** One metric of one variant, with every run accounted for. */
export interface Measured {
  readonly variant: Variant;
  readonly metric: string;
  readonly replicates: readonly Replicate[];
  /** Finite values of the replicates that count, in the order of `replicates`. */
  readonly values: readonly number[];
  /** Different seeds, at least two of them with a curve, gave bit-identical results: the seed is perhaps not wired. */
  readonly identicalUnderSeeds: boolean;
  /** Only part of the runs records a seed: n may count repetitions. */
  readonly seedsMissing: number;
}

/** Whether the name of a baseline says already that it is one. */
export function saysBaseline(label: string): boolean {
  return label.toLowerCase() === 'baseline';
}
