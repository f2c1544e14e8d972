import { exportAllSeries, exportRun } from '../exports/runs.ts';
import { writeJson } from '../formats/json.ts';
import type { Loaded } from '../load.ts';
import type { Run } from '../model/run.ts';
import { parseQuery } from '../query/parse.ts';
import { runMatcher } from '../query/run.ts';
import { CommandError } from './command.ts';
import { type ExportKind, writeObjects } from './export-kind.ts';

export const runs: ExportKind = {
  summary: 'every run, sorted by project and id',
  formats: ['ndjson', 'json'],
  options: ['query', 'series'],
  plan({ format, query, series }) {
    const matches = matcher(query);
    return (loaded, io) => writeObjects(texts(loaded, matches, series), format === 'json', io);
  },
};

function matcher(query: string | undefined): (run: Run) => boolean {
  if (query === undefined) return () => true;
  const parsed = parseQuery(query);
  if ('error' in parsed) throw new CommandError(`--query, column ${parsed.error.column}: ${parsed.error.message}`, 2);
  return runMatcher(parsed.query);
}

function* texts(loaded: Loaded, matches: (run: Run) => boolean, series: boolean): Generator<string> {
  for (const project of loaded.projects) {
    for (const run of project.runs) {
      if (!matches(run)) continue;
      const exported = exportRun(run);
      if (series) exported['series'] = exportAllSeries(run, loaded.columns);
      yield writeJson(exported);
    }
  }
}
