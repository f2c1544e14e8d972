import type { Place } from './diagnostic.ts';
import type { Price } from './price.ts';
import type { Publish } from './publish.ts';

/** A project's settings, with everything that nobody said filled in. */
export interface Project {
  /** In addresses; unique in the site. */
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** Relative to the folder that is built, `''` for itself; null for a project that nobody declared. */
  readonly folder: string | null;
  /** As written, relative to `folder`; empty where `archives:` says nothing. */
  readonly archives: readonly string[];
  /** As written, relative to `folder`. */
  readonly code: string | null;
  readonly ignore: readonly string[];
  readonly exclude: WrittenQuery | null;
  readonly metrics: ReadonlyMap<string, ProjectMetric>;
  readonly primary: string | null;
  readonly selection: Selection;
  readonly baseline: WrittenQuery | null;
  readonly factors: { readonly ignore: readonly string[]; readonly groups: ReadonlyMap<string, readonly string[]> };
  /** Public name → the query that finds its runs. */
  readonly variants: ReadonlyMap<string, WrittenQuery>;
  readonly pairing: Pairing;
  readonly alpha: number;
  readonly correction: 'holm' | 'bonferroni' | 'none';
  readonly comparisons: readonly Comparison[];
  readonly prices: readonly Price[];
  /** A template: `{date}-{model}-s{seed}`. */
  readonly naming: string | null;
  readonly publish: Publish;
}

/** What `project.yaml` says of one metric. */
export interface ProjectMetric {
  readonly direction: 'higher' | 'lower' | null;
  readonly unit: string | null;
  readonly aliases: readonly string[];
  readonly range: readonly [low: number, high: number] | null;
  readonly scale: 'linear' | 'log';
  readonly noiseFloor: number | null;
  readonly nEval: number | null;
  readonly target: number | null;
}

/** How one number is made of a series. */
export type Selection =
  | { readonly rule: 'last' }
  | { readonly rule: 'best' }
  | { readonly rule: 'at_best'; readonly metric: string }
  | { readonly rule: 'mean_last_k'; readonly k: number };

export type Pairing = 'none' | 'seed';

export interface Comparison {
  /** In its address; unique in the project. */
  readonly slug: string;
  readonly name: string;
  readonly title: string;
  readonly baseline: string | null;
  /** Empty: all that the query finds. */
  readonly variants: readonly string[];
  readonly runs: WrittenQuery | null;
  /** Empty: the primary metric. */
  readonly metrics: readonly string[];
  readonly pairing: Pairing;
}

/** A query (or what may be one) as the user wrote it, and where. */
export interface WrittenQuery {
  readonly text: string;
  readonly place: Place;
}
