import type { Artifact, DataInput, RegistryVersion, Status } from '../../model/fragment.ts';
import type { ValueMap } from '../../model/value.ts';

/** Lets a value be built up field by field. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A run as both stores tell it, before it is put into the words of a fragment. */
export interface RunRecord {
  readonly id: string;
  readonly name?: string;
  readonly user?: string;
  readonly sourceName?: string;
  readonly sourceVersion?: string;
  readonly status?: Status;
  /** Milliseconds since 1970. */
  readonly start?: number;
  readonly end?: number;
  /** `run` or `experiment` where that was deleted in MLflow. */
  readonly deleted?: 'run' | 'experiment';
  readonly experiment?: string;
  readonly experimentTags: ReadonlyMap<string, string>;
  readonly params: Iterable<readonly [key: string, text: string]>;
  readonly tags: ReadonlyMap<string, string>;
  readonly data: readonly DataInput[];
  readonly artifacts: readonly Artifact[];
  readonly registry: readonly RegistryVersion[];
  readonly software: Software;
}

/** What the files of a logged model say of the surroundings. */
export interface Software {
  readonly python?: string;
  readonly packages?: ValueMap;
  readonly mlflow?: string;
}

const STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ['RUNNING', 'running'],
  ['SCHEDULED', 'queued'],
  ['FINISHED', 'finished'],
  ['FAILED', 'failed'],
  ['KILLED', 'killed'],
  ['1', 'running'],
  ['2', 'queued'],
  ['3', 'finished'],
  ['4', 'failed'],
  ['5', 'killed'],
]);

/** A status as the database (words) or the file store (figures) keeps it. */
export function statusOf(text: string): Status | undefined {
  return STATUS.get(text);
}

export const MODEL_STATUS: ReadonlyMap<string, string> = new Map([
  ['1', 'pending'],
  ['2', 'ready'],
  ['3', 'failed'],
]);

/** One version of the registry; null where it was deleted there. */
export function registryVersion(
  model: string,
  version: string,
  stage: string | undefined,
  aliases: readonly string[],
  created: number | undefined,
  updated: number | undefined,
  description: string | undefined,
): RegistryVersion | null {
  if (stage === 'Deleted_Internal') return null;
  const draft: Draft<RegistryVersion> = { model, version, aliases: [...aliases].sort() };
  if (stage !== undefined && stage !== '') draft.stage = stage.toLowerCase();
  if (created !== undefined) draft.createdAt = created / 1000;
  if (updated !== undefined) draft.updatedAt = updated / 1000;
  if (description !== undefined && description !== '') draft.description = description;
  return draft;
}

/** A data set that went into a run; `source` is the JSON that MLflow keeps of where it came from. */
export function dataInput(
  name: string,
  digest: string | undefined,
  type: string | undefined,
  source: string | undefined,
  context: string | undefined,
): DataInput {
  const draft: Draft<DataInput> = { name };
  if (digest !== undefined && digest !== '') draft.digest = digest;
  if (type !== undefined && type !== '') draft.type = type;
  if (context !== undefined && context !== '') draft.context = context;
  const uri = source === undefined ? undefined : /"(?:uri|url|path)": ?("(?:[^"\\]|\\.)*")/.exec(source)?.[1];
  if (uri !== undefined) {
    try {
      draft.uri = JSON.parse(uri) as string;
    } catch {
      draft.uri = uri.slice(1, -1);
    }
  }
  return draft;
}
