import type { Diagnostic } from '../diagnostic.ts';
import type { Run } from '../run.ts';
import type { Ablations } from './ablation.ts';
import type { ChecksPage } from './checks.ts';
import type { Comparisons } from './compare.ts';
import type { DataPage, InputFile } from './data.ts';
import type { HomePage } from './home.ts';
import type { JournalPages } from './journal.ts';
import type { ProjectPage } from './project.ts';
import type { ProsePage } from './prose.ts';
import type { RunPage } from './run.ts';
import type { RunsPage } from './runs.ts';
import type { SearchIndex } from './search.ts';
import type { Sweeps } from './sweep.ts';
import type { VariantPages } from './variant.ts';

/**
 * All that pages, exports and comments know of analysis: one slice a page. Slices that would not fit in memory together
 * (runs) are made when their page is rendered. Pages list themselves, so that a new page is one entry here.
 */
export interface Report {
  readonly frame: Frame;
  readonly home: HomePage;
  readonly projects: readonly ProjectReport[];
  readonly prose: readonly ProsePage[];
  readonly checks: ChecksPage;
  readonly data: DataPage;
  /** Every file that was read, sorted by path. */
  readonly inputs: readonly InputFile[];
  /** What curves and variants had to say, beside the diagnostics that were given. */
  readonly found: readonly Diagnostic[];
  readonly search: SearchIndex;
}

export interface ProjectReport {
  readonly slug: string;
  readonly title: string;
  readonly page: ProjectPage;
  readonly runs: RunsPage;
  readonly ablations: Ablations & { readonly foot: Foot };
  readonly variants: VariantPages;
  readonly sweeps: Sweeps;
  readonly comparisons: Comparisons;
  readonly journal: JournalPages | null;
  readonly checks: ChecksPage;
  readonly data: DataPage;
  /** Every run that has a page, with the hash of all that its page shows, and that of all that is recorded of it. */
  readonly runPages: readonly { readonly id: string; readonly cacheKey: string; readonly recordKey: string }[];
  /** The page of one run; undefined for an id that has none. */
  run(id: string): RunPage | undefined;
  /** The run itself, redacted, for the JSON beside its page. */
  record(id: string): Run | undefined;
}

/** What every page's frame shows. Nothing here may depend on single runs, or one new run would re-render every page. */
export interface Frame {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** Absolute address of the site, for feeds and canonical links; null where none was given. */
  readonly url: string | null;
  /** Address of the repository, null where unknown. */
  readonly repository: string | null;
  readonly tool: string;
  /** Pages of prose that the header links (slug, title); `about`, and `docs` where there are docs. */
  readonly links: readonly { readonly href: string; readonly title: string }[];
  /** Of all projects, for the header. */
  readonly projects: readonly FrameProject[];
}

export interface FrameProject {
  readonly slug: string;
  readonly title: string;
  /** Some of its runs are sweeps, so that it has a page of them. */
  readonly sweeps: boolean;
}

/** The foot line: where the numbers of this page come from. */
export interface Foot {
  /** Paths of up to three files; of more the folder that holds them all (`''`: the top), and in `more` how many they are. */
  readonly sources: readonly string[];
  readonly more: number;
  /** ISO date of the newest record that the page shows, null where none has one. */
  readonly date: string | null;
}
