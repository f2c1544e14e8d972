import type {
  Alert,
  Artifact,
  Code,
  Console,
  DataInput,
  Environment,
  Media,
  MetricDefinition,
  RegistryVersion,
  Source,
  Status,
  Tracker,
} from './fragment.ts';
import type { Rule, SeriesHead, SeriesStats } from './series.ts';
import type { Value, ValueMap } from './value.ts';

/** One execution: all that analysis knows of trackers. Made by `runs/` alone; every field is there, null where nobody said it. */
export interface Run {
  /** Unique in its project and safe in an address: the tracker's id, else 10 hex digits of the hash of the path. */
  readonly id: string;
  readonly trackerId: string | null;
  readonly tracker: Tracker;
  /** Slug of the project. */
  readonly project: string;
  /** The folder or file that stands for the run, relative to the folder that was built. */
  readonly path: string;
  readonly sources: readonly RunSource[];
  /** As recorded, else the last words of the path. */
  readonly name: string;
  readonly nameRecorded: boolean;
  readonly recordedProject: string | null;
  readonly entity: string | null;
  readonly group: string | null;
  readonly sweep: string | null;
  readonly jobType: string | null;
  /** Id of the parent run (ours where it is in the project, else the tracker's). */
  readonly parent: string | null;
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly status: Status;
  readonly statusReason: string | null;
  /** Seconds since 1970 UTC. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly durationSeconds: number | null;
  readonly timeZoneAssumed: boolean;
  readonly config: ValueMap;
  readonly summary: ValueMap;
  readonly seeds: { readonly [key: string]: Value };
  readonly metrics: readonly MetricDefinition[];
  readonly series: readonly RunSeries[];
  readonly code: Code | null;
  readonly data: readonly DataInput[];
  readonly environment: Environment | null;
  readonly artifacts: readonly Artifact[];
  readonly media: readonly Media[];
  readonly console: Console | null;
  readonly registry: readonly RegistryVersion[];
  readonly hosted: string | null;
  readonly alerts: readonly Alert[];
  readonly overrides: readonly string[];
  readonly deleted: boolean;
  readonly extra: ValueMap;
}

export interface RunSource extends Source {
  readonly tracker: Tracker;
  readonly format: string;
}

/** One metric of a run, in one piece or, after a resume, in several that follow each other. */
export interface RunSeries {
  readonly name: string;
  readonly kind: 'metric' | 'system';
  readonly rule: Rule;
  readonly bits: 32 | 64;
  readonly parts: readonly SeriesHead[];
  readonly stats: SeriesStats;
}
