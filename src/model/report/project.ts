import type { Attention } from './attention.ts';
import type { Strip } from './figure.ts';
import type { MetricRow } from './metric.ts';
import type { Phrase } from './phrase.ts';
import type { Foot } from './report.ts';
import type { RunTable } from './table.ts';
import type { Leaderboard } from './variant.ts';

export interface ProjectPage {
  readonly slug: string;
  readonly title: string;
  /** One sentence, empty where nobody wrote one. */
  readonly description: string;
  readonly headline: Phrase;
  readonly evidence: Phrase;
  /** Variants by the primary metric; null where there are fewer than two. */
  readonly leaderboard: Leaderboard | null;
  readonly figure: StripFigure | null;
  /** The newest runs. */
  readonly latest: RunTable;
  readonly runs: number;
  readonly metrics: readonly MetricRow[];
  /** Groups, sweeps, tags and kinds of job with how many runs each has. */
  readonly facets: readonly Facet[];
  readonly entry: LatestEntry | null;
  readonly attention: readonly Attention[];
  readonly foot: Foot;
}

export interface StripFigure {
  readonly title: Phrase;
  readonly subtitle: Phrase;
  readonly strip: Strip;
}

export interface Facet {
  /** As a query names it. */
  readonly key: 'group' | 'sweep' | 'tag' | 'job_type' | 'tracker';
  readonly title: string;
  readonly values: readonly { readonly value: string; readonly runs: number }[];
}

export interface LatestEntry {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  /** Whether the overview has all of it. */
  readonly whole: boolean;
  /** Its first blocks; null where the first is too long for the overview, which then has the beginning of its text. */
  readonly html: string | null;
  readonly text: string;
  readonly entries: number;
}
