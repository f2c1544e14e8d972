import type { Diagnostic } from '../diagnostic.ts';
import type { Entry, Prose } from '../journal.ts';
import type { Memory } from '../memory.ts';
import type { Project } from '../project.ts';
import type { Run, RunSeries } from '../run.ts';
import type { Site } from '../site.ts';
import type { HealthEvent } from './health.ts';
import type { RunImages } from './images.ts';
import type { ObjectiveAnalysis } from './sweep.ts';

/** All that the Report is made of. Runs are already redacted as `publish:` says. */
export interface ReportInput {
  readonly site: Site;
  readonly projects: readonly ProjectInput[];
  readonly prose: readonly Prose[];
  /** Diagnostics that belong to no project. */
  readonly diagnostics: readonly Diagnostic[];
  readonly columns: ColumnSource;
  /** What was found in curves before; nothing where it is left out. */
  readonly curves?: Memory<readonly HealthEvent[]>;
  /** What was found in sweeps before; nothing where it is left out. */
  readonly sweeps?: Memory<ObjectiveAnalysis>;
  readonly built: Built;
  /** Every file that a run was read from. */
  readonly inputs: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
}

export interface ProjectInput {
  readonly project: Project;
  /** Sorted by id. */
  readonly runs: readonly Run[];
  /** Left out by `exclude:`, with the reason; counted and listed, never silently gone. */
  readonly excluded: readonly { readonly run: Run; readonly reason: string }[];
  readonly entries: readonly Entry[];
  readonly diagnostics: readonly Diagnostic[];
  /** What git knows of the commits that runs name. */
  readonly commits: ReadonlyMap<string, CommitFacts>;
  /** All commits that those of `commits` do not have in common, newest first; null where that is not known. */
  readonly graph?: readonly GraphCommit[] | null;
  /** Address of a change at the host, with `{from}` and `{to}` where the commits stand. */
  readonly ranges?: string | null;
  /** By id of the run; runs that logged none are not in it. Absent where no site is built. */
  readonly images?: ReadonlyMap<string, RunImages>;
}

/** A commit with those that it goes back to. */
export interface GraphCommit {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly date: string;
  readonly subject: string;
}

export interface CommitFacts {
  readonly commit: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly date: string;
  /** Address of the commit at its host, null where unknown. */
  readonly url: string | null;
}

/** The columns of a series, all points in stored order, loaded from the store when asked for and not kept. */
export type ColumnSource = (run: Run, series: RunSeries) => Columns;

export interface Columns {
  readonly step: Float64Array;
  readonly value: Float64Array;
  readonly time: Float64Array;
}

export interface Built {
  readonly tool: string;
  /** Commit of the repository that holds the folder, with `+` where it had uncommitted changes; null outside git. */
  readonly commit: string | null;
  /** The newest record or commit date, ISO 8601; never the clock. */
  readonly date: string | null;
  readonly files: number;
  readonly runs: number;
  readonly points: number;
}
