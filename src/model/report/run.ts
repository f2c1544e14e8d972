import type { Severity } from '../diagnostic.ts';
import type { NumberFormat } from '../number.ts';
import type { Value } from '../value.ts';
import type { CheckGroup } from './checks.ts';
import type { PatchSummary } from './compare.ts';
import type { SmallMultiple } from './figure.ts';
import type { RunImages } from './images.ts';
import type { Direction } from './metric.ts';
import type { Phrase, RunLink } from './phrase.ts';
import type { Foot } from './report.ts';

export interface RunPage {
  readonly project: string;
  readonly id: string;
  readonly name: string;
  readonly headline: Phrase;
  readonly evidence: Phrase;
  readonly facts: readonly Fact[];
  /** What of the record cannot be read, without a full stop; null where it was read whole. */
  readonly damage: { readonly severity: Severity; readonly text: Phrase } | null;
  readonly notes: string | null;
  readonly parts: readonly Part[];
  readonly partsTitle: string;
  readonly metrics: RunMetrics;
  readonly health: RunHealth;
  readonly system: RunMetrics;
  readonly config: RunConfig;
  /** Keys of the configuration may have stood in what cannot be read. */
  readonly configLost: boolean;
  readonly code: RunCode | null;
  readonly commands: readonly string[];
  /** Why the commands are not the whole story. */
  readonly commandNotes: readonly Phrase[];
  readonly environment: readonly Fact[];
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  readonly seeds: readonly { readonly key: string; readonly value: Value }[];
  readonly data: readonly Fact[];
  /** null: the run logged none. */
  readonly images: RunImages | null;
  readonly artifacts: readonly ArtifactRow[];
  readonly sources: readonly SourceRow[];
  readonly parent: RunLink | string | null;
  readonly children: Links;
  /** Other runs of the same group. */
  /** What it repeats, where that has a page. */
  readonly variant: { readonly slug: string; readonly label: string; readonly runs: number } | null;
  readonly siblings: Links;
  /** Errors first. */
  readonly diagnostics: readonly CheckGroup[];
  readonly console: { readonly bytes: number; readonly tail: string } | null;
  readonly foot: Foot;
}

/** What the curves of the run show, by step. */
export interface RunHealth {
  readonly shown: readonly HealthItem[];
  /** Events that the page has no room for; the checks have them by kind. */
  readonly more: number;
}

export interface HealthItem {
  readonly kind: string;
  readonly severity: Severity;
  /** A whole sentence, without its full stop. */
  readonly message: string;
  readonly action: string;
  /** Steps, as text. */
  readonly steps: string;
  /** Of the chart; null where the metric has none. */
  readonly anchor: string | null;
}

/** A label with a value from the record; `href` only for addresses that are safe to follow. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
  readonly mono?: boolean;
}

export interface Links {
  readonly runs: readonly RunLink[];
  readonly more: number;
}

export interface Part {
  readonly part: 'Code' | 'Config' | 'Data' | 'Environment' | 'Seeds' | 'Metrics' | 'Artifacts';
  readonly state: 'present' | 'partly' | 'missing';
  readonly text: Phrase;
}

export interface RunMetrics {
  readonly groups: readonly MetricGroup[];
  readonly total: number;
  readonly charts: number;
  /** How many other runs of the same variant stand behind the lines of the first charts. */
  readonly behind: number;
  /** All charts but those that say so have this domain of steps. */
  readonly steps: readonly [number, number] | null;
}

export interface MetricGroup {
  /** The first word of the names: `train`, '' for names of one word. */
  readonly prefix: string;
  readonly metrics: readonly RunMetric[];
}

/** One metric: its figures, and a chart where it has more than one point and the page has room. */
export interface RunMetric {
  readonly name: string;
  readonly direction: Direction;
  readonly unit: string | null;
  readonly points: number;
  readonly putAside: number;
  readonly nan: number;
  readonly infinite: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly min: number | null;
  readonly minStep: number | null;
  readonly max: number | null;
  readonly maxStep: number | null;
  readonly lastStep: number | null;
  readonly format: NumberFormat;
  readonly chart: SmallMultiple | null;
  /** What links lead to the chart by, unique on the page; null without a chart. */
  readonly anchor: string | null;
  /** The chart's steps are not those of the page. */
  readonly ownSteps: boolean;
  /** The chart has the first row of each step: several processes recorded every one. */
  readonly corrected: boolean;
}

export interface RunConfig {
  readonly total: number;
  /** Keys whose value is not the project's usual one, and keys that few runs have. */
  readonly different: readonly ConfigRow[];
  /** Keys with the usual value, where runs differ in them. */
  readonly usual: readonly ConfigRow[];
  /** Keys with one value in all runs. */
  readonly same: readonly ConfigRow[];
  /** The run is alone in its project: nothing to compare with. */
  readonly alone: boolean;
}

export interface ConfigRow {
  readonly key: string;
  readonly value: Value;
  /** The most common value in the project; undefined where no other run has the key. */
  readonly usual: Value | undefined;
}

export interface RunCode {
  readonly commit: string | null;
  readonly url: string | null;
  readonly subject: string | null;
  readonly date: string | null;
  readonly facts: readonly Fact[];
  readonly dirty: boolean | null;
  /** Present only where the project publishes it. */
  readonly diff: string | null;
  /** Of a change whose text is held back. */
  readonly held: PatchSummary | null;
  readonly snapshot: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
}

export interface ArtifactRow {
  readonly name: string;
  readonly type: string | null;
  readonly direction: 'input' | 'output';
  readonly version: string | null;
  readonly size: number | null;
  readonly digest: string | null;
  readonly where: string;
}

export interface SourceRow {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly holds: string;
}
