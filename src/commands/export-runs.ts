import { knownOf } from '../analysis/variants/known.ts';
import { exportAllSeries, exportRun } from '../exports/runs.ts';
import { writeJson } from '../formats/json.ts';
import type { Loaded } from '../load.ts';
import { asksFor } from '../query/asks.ts';
import type { Query } from '../query/ast.ts';
import { parseQuery } from '../query/parse.ts';
import { runMatcher } from '../query/run.ts';
import { CommandError } from './command.ts';
import { type ExportKind, writeObjects } from './export-kind.ts';
import { loadedOverviews } from './loaded-overview.ts';

export const runs: ExportKind = {
  summary: 'every run, sorted by project and id',
  formats: ['ndjson', 'json'],
  options: ['query', 'series'],
  plan({ format, query, series }) {
    const parsed = parsedQuery(query);
    return (loaded, io) => writeObjects(texts(loaded, parsed, series), format === 'json', io);
  },
};

function parsedQuery(text: string | undefined): Query {
  const parsed = parseQuery(text ?? '');
  if ('error' in parsed) throw new CommandError(`--query, column ${parsed.error.column}: ${parsed.error.message}`, 2);
  return parsed.query;
}

const VARIANT: ReadonlySet<string> = new Set(['variant']);

function* texts(loaded: Loaded, query: Query, series: boolean): Generator<string> {
  // Variants are worked out only where they are asked for.
  const views = asksFor(query, VARIANT) === null ? [] : loadedOverviews(loaded);
  for (const { project, runs: all } of loaded.projects) {
    const view = views.find(({ slug }) => slug === project.slug);
    const matches = runMatcher(query, undefined, view === undefined ? {} : knownOf(view.variants));
    for (const run of all) {
      if (!matches(run)) continue;
      const exported = exportRun(run);
      if (series) exported['series'] = exportAllSeries(run, loaded.columns);
      yield writeJson(exported);
    }
  }
}
