import type { Series, SeriesHead } from './series.ts';
import type { Value, ValueMap } from './value.ts';

/** Which reader made a fragment; also the word that `tracker:` takes in a query. */
export type Tracker = 'wandb' | 'mlflow' | 'tensorboard' | 'lightning' | 'hydra' | 'record' | 'optuna';

export type Status = 'running' | 'finished' | 'failed' | 'killed' | 'pruned' | 'queued' | 'unknown';

/** What one source says of one run. Readers know nothing of one another; `runs/join.ts` alone joins fragments. */
export interface Fragment {
  readonly tracker: Tracker;
  /** The format in words, with the writer's version where the archive says it: `W&B log, Go core 0.31.0`. */
  readonly format: string;
  readonly keys: Keys;
  /** Files that this fragment was read from, relative to the folder; hashes are added by the pipeline. */
  readonly sources: readonly string[];
  readonly facts: Facts;
  readonly series: readonly Series[];
}

/** A fragment as the store holds it: the columns of its series are elsewhere. */
export interface StoredFragment extends Omit<Fragment, 'series' | 'sources'> {
  readonly sources: readonly Source[];
  readonly series: readonly SeriesHead[];
}

export interface Source {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** By what a fragment may belong to others. Paths are POSIX, relative to the folder, `''` for the folder itself. */
export interface Keys {
  /** The tracker's own id of the run, where it has one. */
  readonly trackerId?: string;
  /**
   * The folder (or the file) that stands for the run: for W&B the `run-…` folder, for TensorBoard the folder of the
   * event files, for MLflow the run's folder or, in a database, `<database path>/<run id>`, for Hydra the job's folder.
   */
  readonly directory: string;
  /**
   * `run`: a run in its own right. `part`: belongs to the run whose directory is `partOf` (torch's hparams
   * sub-directory). `overlay`: adds to every run at or below its directory; a run of its own where there is none (Hydra).
   */
  readonly role: 'run' | 'part' | 'overlay';
  readonly partOf?: string;
  /** A later process of the same run: fragments of one tracker id are then concatenated by start time. */
  readonly resumed?: boolean;
  /** The trial of a search that the run is, by the name of its study. */
  readonly trial?: { readonly study: string; readonly number: number };
  /** When the study began, in seconds since 1970: keeps apart what people gave one name. */
  readonly began?: number;
  /** Ids of runs of other trackers that the record names as its own. */
  readonly runsNamed?: readonly string[];
}

/** All that a source can say of a run. What it does not say is absent, never guessed. */
export interface Facts {
  readonly name?: string;
  readonly project?: string;
  readonly entity?: string;
  readonly group?: string;
  readonly sweep?: string;
  readonly jobType?: string;
  /** The tracker's id of the parent run. */
  readonly parent?: string;
  readonly tags?: readonly string[];
  readonly notes?: string;
  readonly status?: Status;
  /** Why the status is what it is, in the tracker's words: `exit code 255`, `lifecycle deleted`. */
  readonly statusReason?: string;
  /** Seconds since 1970 UTC. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Seconds that the run's own clock counted, where the tracker has one. */
  readonly durationSeconds?: number;
  /** The archive gave a local time without zone; UTC was assumed. */
  readonly timeZoneAssumed?: boolean;
  /** Nested, types as the tracker keeps them; internal keys of the tracker left out. */
  readonly config?: ValueMap;
  /** The tracker's own summary, nested. */
  readonly summary?: ValueMap;
  readonly metrics?: readonly MetricDefinition[];
  readonly code?: Code;
  readonly data?: readonly DataInput[];
  readonly environment?: Environment;
  readonly artifacts?: readonly Artifact[];
  readonly media?: readonly Media[];
  readonly console?: Console;
  readonly registry?: readonly RegistryVersion[];
  /** Address of the run at its tracker, where the record has one. */
  readonly hosted?: string;
  readonly alerts?: readonly Alert[];
  /** The list of overrides that a configuration system recorded: `lr=0.1`. */
  readonly overrides?: readonly string[];
  /** Deleted in the tracker, yet still in the archive. */
  readonly deleted?: boolean;
  /** Whatever else is worth keeping: tracker tags without a field of their own, configuration choices. */
  readonly extra?: ValueMap;
}

/** What the tracker was told of a metric. */
export interface MetricDefinition {
  readonly name: string;
  readonly goal?: 'minimize' | 'maximize';
  readonly stepMetric?: string;
  /** min, max, mean, last, best, first, none. */
  readonly summary?: string;
  /** Reported on the way to an objective that the same record holds under another name. */
  readonly interim?: true;
}

export interface Code {
  readonly commit?: string;
  readonly branch?: string;
  readonly remote?: string;
  /** null: nobody recorded it. */
  readonly dirty?: boolean | null;
  /** The uncommitted change as a patch. */
  readonly diff?: string;
  /** Stands for a patch whose text is held back. */
  readonly diffSummary?: { readonly files: readonly string[]; readonly added: number; readonly removed: number; readonly sha256: string };
  /** The script, as recorded: may be a private path. */
  readonly program?: string;
  /** Files of a code snapshot in the archive. */
  readonly snapshot?: readonly Source[];
}

export interface DataInput {
  readonly name: string;
  readonly type?: string;
  readonly version?: string;
  readonly digest?: string;
  readonly uri?: string;
  /** training, validation … */
  readonly context?: string;
}

/** The surroundings. Fields from `host` on are personal and are held back from a published site. */
export interface Environment {
  readonly os?: string;
  readonly python?: string;
  readonly packages?: ValueMap;
  readonly container?: string;
  readonly cuda?: string;
  readonly gpu?: string;
  readonly gpuCount?: number;
  readonly cpu?: string;
  readonly cpuCount?: number;
  readonly memoryBytes?: number;
  /** Versions of the tracker's client and of frameworks it noticed. */
  readonly frameworks?: ValueMap;
  readonly host?: string;
  readonly user?: string;
  readonly email?: string;
  readonly executable?: string;
  readonly workingDirectory?: string;
  readonly arguments?: readonly string[];
  /** Environment variables, scheduler variables. */
  readonly variables?: ValueMap;
}

export interface Artifact {
  readonly name: string;
  readonly type?: string;
  /** In the tracker's words, where an artifact has a state: `pending`, `ready`, `failed`. */
  readonly status?: string;
  readonly direction: 'input' | 'output';
  readonly version?: string;
  readonly aliases?: readonly string[];
  /** File inside the folder, or the name that the tracker gives where the bytes are not in the archive. */
  readonly path?: string;
  /** The bytes are in the archive at `path`. */
  readonly present: boolean;
  readonly size?: number;
  readonly sha256?: string;
  /** A digest of another kind, with the kind in front: `md5:…`. */
  readonly digest?: string;
  readonly uri?: string;
}

/** A logged image, table, audio … whose bytes are in the archive. */
export interface Media {
  readonly name: string;
  readonly step: number | null;
  readonly type: string;
  readonly path: string;
  /** Where the bytes stand that are meant, if they are not the whole file. */
  readonly offset?: number;
  readonly length?: number;
}

export interface Console {
  /** File in the archive, or absent where the text lies inside the tracker's log. */
  readonly path?: string;
  readonly bytes: number;
  /** The last lines, at most 64 kB. */
  readonly tail: string;
}

export interface RegistryVersion {
  readonly model: string;
  readonly version: string;
  readonly stage?: string;
  readonly aliases: readonly string[];
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly description?: string;
}

export interface Alert {
  readonly title: string;
  readonly text: string;
  readonly level?: string;
  readonly time?: number;
}

export type { Value, ValueMap };
