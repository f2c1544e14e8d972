import type { Severity } from '../diagnostic.ts';
import type { Attention } from './attention.ts';
import type { BuiltLine } from './home.ts';
import type { Phrase, RunLink } from './phrase.ts';

export interface ChecksPage {
  /** Slug of the project, null for the whole site. */
  readonly project: string | null;
  readonly headline: Phrase;
  readonly evidence: Phrase;
  readonly groups: readonly CheckGroup[];
  /** What the records say that is worth a look, beside the diagnostics. */
  readonly records: readonly Attention[];
  readonly built: BuiltLine;
}

/** All diagnostics of one code, those of the worst severity first. */
export interface CheckGroup {
  readonly code: string;
  readonly severity: Severity;
  /** All of them; pages show the first. */
  readonly items: readonly CheckItem[];
}

export interface CheckItem {
  readonly code: string;
  readonly severity: Severity;
  readonly project: string | null;
  readonly run: RunLink | null;
  /** `path`, `path:line:column` or `path:offset`. */
  readonly place: string;
  readonly message: string;
  readonly kept: string;
  readonly action: string;
}
