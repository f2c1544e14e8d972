import type { Value } from '../model/value.ts';

/**
 * What a query is asked of: a run, a row of a table. An adapter may give the same object for every row and move it from
 * row to row.
 */
export interface Subject {
  /** A run field by the name that queries use (`FIELDS`); times in seconds since 1970. undefined or null: the run has none. */
  field(name: string): Value | undefined;
  /** A leaf of the configuration by its path, joined with `.`. */
  config(key: string): Value | undefined;
  /** The summary of a metric. */
  metric(name: string): number | undefined;
  /** Name, id, tags, notes and group, one a line, through `fold`. */
  words(): string;
}

/** The names that the runs of a table have: by these a bare name is resolved. */
export interface Vocabulary {
  readonly config: ReadonlySet<string>;
  readonly metrics: ReadonlySet<string>;
}

/** `text` is never taken for a number, so that `id:007` is not `id:7`; a `hash` is also found by its beginning. */
export type FieldKind = 'text' | 'number' | 'time' | 'hash' | 'value';

/** The run fields that a key can name. */
export const FIELDS: Readonly<Record<string, FieldKind>> = {
  tag: 'text',
  group: 'text',
  status: 'text',
  tracker: 'text',
  project: 'text',
  name: 'text',
  id: 'text',
  sweep: 'text',
  job_type: 'text',
  parent: 'text',
  variant: 'text',
  notes: 'text',
  path: 'text',
  branch: 'text',
  gpu: 'text',
  python: 'text',
  stage: 'text',
  commit: 'hash',
  seed: 'value',
  dirty: 'value',
  started: 'time',
  ended: 'time',
  duration: 'number',
  cost: 'number',
  energy: 'number',
  gpu_hours: 'number',
};

/** Other spellings of field names. */
export const FIELD_ALIASES: Readonly<Record<string, string>> = {
  tags: 'tag',
  state: 'status',
  jobtype: 'job_type',
  note: 'notes',
  seeds: 'seed',
};

/** The form in which text is compared: without case, composed. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
