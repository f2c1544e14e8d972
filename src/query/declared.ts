import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Project, WrittenQuery } from '../model/project.ts';
import type { Run } from '../model/run.ts';
import { asksFor } from './asks.ts';
import { circularity, type Deciding } from './circular.ts';
import { parseQuery } from './parse.ts';
import { compileForRuns } from './run.ts';

/** What is wrong with the queries of `project.yaml` besides `exclude`: ones that cannot be read, are unclear or find no run. */
export function declaredFaults(project: Project, runs: readonly Run[]): readonly Diagnostic[] {
  const { baseline, variants, comparisons, prices } = project;
  const place = { path: project.folder === null || project.folder === '' ? 'project.yaml' : `${project.folder}/project.yaml` };
  const named = baseline !== null && variants.has(baseline.text);
  const queries: readonly (readonly [string, WrittenQuery | null, Deciding | null])[] = [
    ...[...variants].map(([name, query]) => [`variants.${name}`, query, 'variants'] as const),
    ['baseline', named ? null : baseline, 'baseline'],
    ...comparisons.map(({ name, runs: query }) => [`comparisons (${name}).runs`, query, null] as const),
    ...prices.map(({ sku, runs: text }) => [`prices (${sku}).runs`, text === null ? null : { text, place }, null] as const),
  ];
  return queries.flatMap(([key, query, deciding]) => (query === null ? [] : faultsOf(key, query, deciding, runs)));
}

function faultsOf(key: string, { text, place }: WrittenQuery, deciding: Deciding | null, runs: readonly Run[]): Diagnostic[] {
  const parsed = parseQuery(text);
  if ('error' in parsed) {
    return [diagnostic('invalid-key', place, { key, reason: `column ${parsed.error.column}: ${parsed.error.message}` })];
  }
  const circular = deciding === null ? null : circularity(parsed.query, deciding);
  if (circular !== null) return [diagnostic('invalid-key', place, { key, reason: circular })];
  if (runs.length === 0) return [];
  const { matches, warnings } = compileForRuns(parsed.query, runs);
  const unclear = warnings.map(({ message }) => diagnostic('unclear-query', place, { query: text, reason: message }));
  if (unclear.length > 0 || asksFor(parsed.query, FIGURES) !== null || runs.some(matches)) return unclear;
  return [diagnostic('query-finds-nothing', place, { key, query: text })];
}

/** Fields that only analysis knows; whether they find something is not known before. */
const FIGURES: ReadonlySet<string> = new Set(['variant', 'cost', 'energy', 'gpu_hours']);
