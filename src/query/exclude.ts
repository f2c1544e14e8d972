import { type Diagnostic, diagnostic, type Place } from '../model/diagnostic.ts';
import type { Run } from '../model/run.ts';
import { parseQuery } from './parse.ts';
import { compileForRuns } from './run.ts';

/** A query as the user wrote it, and where. */
export interface WrittenQuery {
  readonly text: string;
  readonly place: Place;
}

export interface Excluded {
  readonly runs: readonly Run[];
  /** Left out of everything, yet counted and listed. */
  readonly excluded: readonly Run[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes the runs out that a project's `exclude` finds, and says how many. A query that cannot be read excludes nothing. */
export function exclude(runs: readonly Run[], written: WrittenQuery | null): Excluded {
  if (written === null) return { runs, excluded: [], diagnostics: [] };
  const { text, place } = written;
  const parsed = parseQuery(text);
  if ('error' in parsed) {
    const reason = `column ${parsed.error.column}: ${parsed.error.message}`;
    return { runs, excluded: [], diagnostics: [diagnostic('invalid-key', place, { key: 'exclude', reason })] };
  }
  const { matches, warnings } = compileForRuns(parsed.query, runs);
  const kept: Run[] = [];
  const excluded: Run[] = [];
  for (const run of runs) (matches(run) ? excluded : kept).push(run);
  const diagnostics: Diagnostic[] = warnings.map(({ message }) => diagnostic('unclear-query', place, { query: text, reason: message }));
  if (excluded.length > 0) diagnostics.push(diagnostic('runs-excluded', place, { count: excluded.length, query: text }));
  return { runs: kept, excluded, diagnostics };
}
