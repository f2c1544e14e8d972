import type { Attention } from './attention.ts';
import type { Strip } from './figure.ts';
import type { Phrase } from './phrase.ts';
import type { Leaderboard } from './variant.ts';

export interface HomePage {
  readonly headline: Phrase;
  readonly evidence: Phrase;
  /** Slug of the only project, whose page home then is. */
  readonly only: string | null;
  readonly projects: readonly HomeProject[];
  /** So many that they are listed in a table. */
  readonly many: boolean;
  readonly news: readonly News[];
  readonly attention: readonly Attention[];
  readonly built: BuiltLine;
}

export interface HomeProject {
  readonly slug: string;
  readonly title: string;
  /** One sentence, empty where nobody wrote one. */
  readonly description: string;
  readonly say: Phrase;
  /** Small print: how the sentence was made. */
  readonly evidence: Phrase;
  readonly meta: Phrase;
  readonly runs: number;
  /** ISO 8601. */
  readonly newest: string | null;
  /** The best variants; null where there are none with two runs. */
  readonly board: Leaderboard | null;
  /** Every run, where there are no such variants. */
  readonly strip: Strip | null;
}

export interface News {
  readonly project: string;
  /** ISO 8601. */
  readonly date: string;
  readonly text: Phrase;
  /** Anchor in the journal, for an entry. */
  readonly entry: string | null;
}

/** From what the whole site was built; only for pages that are about the whole site. */
export interface BuiltLine {
  readonly tool: string;
  readonly commit: string | null;
  readonly date: string | null;
  readonly files: number;
  readonly runs: number;
  readonly points: number;
  readonly diagnostics: number;
}
