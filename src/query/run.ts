import type { Run } from '../model/run.ts';
import { leaves, type Value } from '../model/value.ts';
import type { Query } from './ast.ts';
import { type Compiled, compileQuery } from './compile.ts';
import { fold, type Subject, type Vocabulary } from './subject.ts';

/** What analysis knows of a run beyond its record: values of `variant`, `cost`, `energy`, `gpu_hours`, and summaries. */
export interface Known {
  field?(run: Run, name: string): Value | undefined;
  /** The summary of a metric under the project's selection rule; the last value where this is not given. */
  metric?(run: Run, name: string): number | undefined;
}

/**
 * Whether runs match. With `runs` a bare name must be clear among all of them, as in a table; without, each run is
 * looked at by itself.
 */
export function runMatcher(query: Query, runs?: readonly Run[], known: Known = {}): (run: Run) => boolean {
  if (runs !== undefined) return compileForRuns(query, runs, known).matches;
  return (run) => {
    const subject = runSubject(run, known);
    return compileQuery(query, vocabularyOf([run])).matches(subject);
  };
}

export function compileForRuns(
  query: Query,
  runs: readonly Run[],
  known: Known = {},
): { readonly matches: (run: Run) => boolean; readonly warnings: Compiled['warnings'] } {
  const { matches, warnings } = compileQuery(query, vocabularyOf(runs));
  return { matches: (run) => matches(runSubject(run, known)), warnings };
}

/** Every configuration key and metric of some runs. */
export function vocabularyOf(runs: readonly Run[]): Vocabulary {
  const config = new Set<string>();
  const metrics = new Set<string>();
  for (const run of runs) {
    for (const [key] of leaves(run.config)) config.add(key);
    for (const { name } of run.series) metrics.add(name);
    for (const [key, value] of leaves(run.summary)) if (typeof value === 'number') metrics.add(key);
  }
  return { config, metrics };
}

export function runSubject(run: Run, known: Known = {}): Subject {
  let config: Map<string, Value> | null = null;
  let words: string | null = null;
  return {
    field: (name) => (Object.hasOwn(FIELD, name) ? FIELD[name]?.(run) : known.field?.(run, name)),
    config(key) {
      config ??= new Map(leaves(run.config));
      return config.get(key);
    },
    metric: (name) => (known.metric === undefined ? lastValue(run, name) : known.metric(run, name)),
    words() {
      words ??= fold([run.name, run.id, run.trackerId ?? '', ...run.tags, run.notes ?? '', run.group ?? ''].join('\n'));
      return words;
    },
  };
}

const FIELD: { readonly [name: string]: (run: Run) => Value } = {
  tag: (run) => run.tags,
  group: (run) => run.group,
  status: (run) => run.status,
  tracker: ({ tracker, sources }) =>
    sources.every((source) => source.tracker === tracker) ? [tracker] : [...new Set([...sources.map((source) => source.tracker), tracker])],
  project: (run) => [run.project, ...(run.recordedProject === null ? [] : [run.recordedProject])],
  name: (run) => run.name,
  id: (run) => (run.trackerId === null ? run.id : [run.id, run.trackerId]),
  sweep: (run) => run.sweep,
  job_type: (run) => run.jobType,
  parent: (run) => run.parent,
  notes: (run) => run.notes,
  path: (run) => run.path,
  branch: (run) => run.code?.branch ?? null,
  commit: (run) => run.code?.commit ?? null,
  dirty: (run) => run.code?.dirty ?? null,
  gpu: (run) => run.environment?.gpu ?? null,
  python: (run) => run.environment?.python ?? null,
  stage: (run) => run.registry.flatMap((version) => (version.stage === undefined ? [] : [version.stage])),
  seed: (run) => Object.values(run.seeds),
  started: (run) => run.startedAt,
  ended: (run) => run.endedAt,
  duration: (run) => run.durationSeconds,
};

function lastValue(run: Run, name: string): number | undefined {
  const series = run.series.find((one) => one.name === name);
  if (series !== undefined) return series.stats.last ?? undefined;
  for (const [key, value] of leaves(run.summary)) if (key === name && typeof value === 'number') return value;
  return undefined;
}
