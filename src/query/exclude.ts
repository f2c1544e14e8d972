import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { WrittenQuery } from '../model/project.ts';
import type { Run } from '../model/run.ts';
import { circularity } from './circular.ts';
import { parseQuery } from './parse.ts';
import { compileForRuns } from './run.ts';

export interface Excluded {
  readonly runs: readonly Run[];
  /** Left out of everything, yet counted and listed. */
  readonly excluded: readonly { readonly run: Run; readonly reason: string }[];
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
  const circular = circularity(parsed.query, 'exclude');
  if (circular !== null) {
    return { runs, excluded: [], diagnostics: [diagnostic('invalid-key', place, { key: 'exclude', reason: circular })] };
  }
  const { matches, warnings } = compileForRuns(parsed.query, runs);
  const kept: Run[] = [];
  const excluded: { run: Run; reason: string }[] = [];
  for (const run of runs) {
    if (matches(run)) excluded.push({ run, reason: text });
    else kept.push(run);
  }
  const diagnostics: Diagnostic[] = warnings.map(({ message }) => diagnostic('unclear-query', place, { query: text, reason: message }));
  if (excluded.length > 0) diagnostics.push(diagnostic('runs-excluded', place, { count: excluded.length, query: text }));
  return { runs: kept, excluded, diagnostics };
}
