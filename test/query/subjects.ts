import type { Value } from '../../src/model/value.ts';
import { fold, type Subject, type Vocabulary } from '../../src/query/query.ts';

export interface Row {
  readonly fields?: { readonly [name: string]: Value };
  readonly config?: { readonly [key: string]: Value };
  readonly metrics?: { readonly [name: string]: number };
  readonly words?: readonly string[];
}

export function subject(row: Row): Subject {
  return {
    field: (name) => row.fields?.[name],
    config: (key) => row.config?.[key],
    metric: (name) => row.metrics?.[name],
    words: () => fold((row.words ?? []).join('\n')),
  };
}

export function vocabulary(rows: readonly Row[]): Vocabulary {
  return {
    config: new Set(rows.flatMap((row) => Object.keys(row.config ?? {}))),
    metrics: new Set(rows.flatMap((row) => Object.keys(row.metrics ?? {}))),
  };
}
