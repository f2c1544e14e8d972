import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Project, WrittenQuery } from '../model/project.ts';
import type { Run } from '../model/run.ts';
import type { Query } from './ast.ts';
import { parseQuery } from './parse.ts';
import { compileForRuns } from './run.ts';

/** What is wrong with the queries of `project.yaml` besides `exclude`: ones that cannot be read, are unclear or find no run. */
export function declaredFaults(project: Project, runs: readonly Run[]): readonly Diagnostic[] {
  const { baseline, variants, comparisons, prices } = project;
  const place = { path: project.folder === null || project.folder === '' ? 'project.yaml' : `${project.folder}/project.yaml` };
  const named = baseline !== null && variants.has(baseline.text);
  const queries: readonly (readonly [string, WrittenQuery | null])[] = [
    ...[...variants].map(([name, query]) => [`variants.${name}`, query] as const),
    ['baseline', named ? null : baseline],
    ...comparisons.map(({ name, runs: query }) => [`comparisons (${name}).runs`, query] as const),
    ...prices.map(({ sku, runs: text }) => [`prices (${sku}).runs`, text === null ? null : { text, place }] as const),
  ];
  return queries.flatMap(([key, query]) => (query === null ? [] : faultsOf(key, query, runs)));
}

function faultsOf(key: string, { text, place }: WrittenQuery, runs: readonly Run[]): Diagnostic[] {
  const parsed = parseQuery(text);
  if ('error' in parsed) {
    return [diagnostic('invalid-key', place, { key, reason: `column ${parsed.error.column}: ${parsed.error.message}` })];
  }
  if (runs.length === 0) return [];
  const { matches, warnings } = compileForRuns(parsed.query, runs);
  const unclear = warnings.map(({ message }) => diagnostic('unclear-query', place, { query: text, reason: message }));
  if (unclear.length > 0 || asksForFigures(parsed.query) || runs.some(matches)) return unclear;
  return [diagnostic('query-finds-nothing', place, { key, query: text })];
}

/** Fields that only analysis knows; whether they find something is not known before. */
const FIGURES: ReadonlySet<string> = new Set(['variant', 'cost', 'energy', 'gpu_hours']);

function asksForFigures(query: Query): boolean {
  if (query.kind === 'all' || query.kind === 'any') return query.of.some(asksForFigures);
  if (query.kind === 'not') return asksForFigures(query.of);
  return query.kind === 'compare' && FIGURES.has(query.key.name.toLowerCase());
}
