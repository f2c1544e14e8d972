import { byRuns, facetTexts } from '../model/facet-values.ts';
import type { FacetValue, RunFacet } from '../model/report/facet.ts';
import type { Column, ColumnKind, RunTable } from '../model/report/table.ts';
import { printKey, printValue } from '../query/query.ts';

/** Values of a facet that a page names; the rest is found by the query. */
const NAMED = 10;
/** Keys of the configuration beside the table. */
const CONFIG = 6;
/** A key of the configuration with more values than this is no list; numbers become a range. */
const LISTED = 20;
const ALWAYS: readonly ColumnKind[] = ['status', 'group', 'sweep', 'tags', 'jobType', 'tracker'];

/**
 * By what a table of runs can be narrowed: status, group, sweep, tags, kind of job and tracker where they differ, the
 * primary metric, and the keys of the configuration that tell most: those that most runs have, first what the table shows
 * at first, then what parts the runs most evenly. What parts the runs exactly as a facet before it is left out.
 */
export function facetsOf({ rows, columns, shown, primary }: RunTable): readonly RunFacet[] {
  if (rows.length < 2) return [];
  const metric = columns.find(({ key }) => key === primary);
  const fields = ALWAYS.flatMap((kind) => columns.filter((column) => column.kind === kind));
  const config = columns
    .map((column, i) => ({ column, present: presence(column), first: i < shown ? 0 : 1 }))
    .filter(({ column, present }) => column.kind === 'config' && column.distinct > 1 && present * 2 >= rows.length)
    .map((candidate) => ({ ...candidate, split: bits(candidate.column) }))
    .sort((a, b) => a.first - b.first || b.present - a.present || b.split - a.split);
  const facets: RunFacet[] = [];
  const parts = new Set<string>();
  const take = (column: Column, facet: RunFacet | null): boolean => {
    if (facet === null) return false;
    const part = facet.kind === 'range' ? facet.key : partition(column);
    if (parts.has(part)) return false;
    parts.add(part);
    facets.push(facet);
    return true;
  };
  for (const column of fields) take(column, valueFacet(column));
  let left = CONFIG;
  for (const { column } of config) {
    if (left === 0) break;
    if (take(column, configFacet(column))) left -= 1;
  }
  if (metric !== undefined) take(metric, rangeFacet(metric));
  return facets;
}

function configFacet(column: Column): RunFacet | null {
  const values = column.distinct <= LISTED + 1 ? valueFacet(column, LISTED) : null;
  return values ?? rangeFacet(column);
}

function valueFacet(column: Column, most = Number.POSITIVE_INFINITY): RunFacet | null {
  const counts = new Map<string | null, number>();
  for (const cell of column.cells) {
    const texts = facetTexts(column.kind, cell);
    if (texts === undefined && column.kind === 'config') return null;
    for (const text of texts ?? []) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const named = [...counts.keys()].filter((text) => text !== null).length;
  if (counts.size < 2 || named === 0 || named > most || named * 2 > column.cells.length + 2) return null;
  const values = [...counts].map(([text, runs]): FacetValue => ({ written: printValue(text ?? ''), label: text, runs }));
  return { kind: 'values', ...about(column), values: values.sort(byRuns).slice(0, NAMED), more: Math.max(0, values.length - NAMED) };
}

function rangeFacet(column: Column): RunFacet | null {
  if (column.format === null) return null;
  const numbers = column.cells.filter((cell) => typeof cell === 'number' && Number.isFinite(cell)) as number[];
  const low = numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return low < high ? { kind: 'range', ...about(column), low, high, runs: numbers.length } : null;
}

function about({ key, kind, label }: Column): { key: string; written: string; title: string } {
  const scope = kind === 'metric' ? 'metric' : kind === 'config' ? 'config' : 'any';
  const name = scope === 'any' ? key : key.slice(scope.length + 1);
  return { key, written: printKey({ scope, name }), title: scope === 'any' ? label.toLowerCase() : label };
}

function presence({ cells }: Column): number {
  return cells.reduce<number>((sum, cell) => (cell === undefined ? sum : sum + 1), 0);
}

/** Entropy of the values among all runs, in bits; that of a key with a value for each run counts as nothing. */
function bits({ cells, distinct }: Column): number {
  if (distinct * 2 > cells.length) return 0;
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
  return [...counts.values()].reduce((sum, runs) => sum - (runs / cells.length) * Math.log2(runs / cells.length), 0);
}

/** Equal for columns whose values change at the same rows. */
function partition({ cells }: Column): string {
  const seen = new Map<string, number>();
  return cells
    .map((cell) => {
      const text = String(cell);
      const number = seen.get(text) ?? seen.size;
      seen.set(text, number);
      return number;
    })
    .join(' ');
}
