import type { Value } from '../model/value.ts';
import type { Query } from './ast.ts';
import { cellMatcher } from './compile.ts';
import { printQuery } from './print.ts';
import { type QueryWarning, resolveKey } from './resolve.ts';
import { fold, type Vocabulary } from './subject.ts';
import { textMatcher } from './text.ts';

/** One value a row; where values repeat, each once and the rows by number. */
export interface Cells {
  readonly values: readonly (Value | undefined)[];
  /** The place in `values` of each row; null: `values` has one a row. */
  readonly codes: Uint32Array | null;
}

/** Runs by columns, as a table holds them: what `Subject` is for one run. */
export interface Columns {
  readonly rows: number;
  readonly vocabulary: Vocabulary;
  /** undefined: no row has it. */
  field(name: string): Cells | undefined;
  config(key: string): Cells | undefined;
  metric(name: string): Cells | undefined;
  /** Of each row, through `fold`. */
  words(): readonly string[];
}

export interface Selected {
  /** 1 for the rows that match. */
  readonly rows: Uint8Array;
  /** Keys that name nothing or too much: their terms match no run. */
  readonly warnings: readonly QueryWarning[];
}

const MOST_KEPT = 64;

export function cellAt({ values, codes }: Cells, row: number): Value | undefined {
  return values[codes === null ? row : (codes[row] as number)];
}

/**
 * Finds the rows that `compileQuery` would match. Every value is looked at once however often it stands in its column, and
 * the last terms are remembered, so that a query which grows by a term costs no more than that term.
 */
export function selector(columns: Columns): (query: Query) => Selected {
  const kept = new Map<string, Selected>();

  function select(query: Query): Selected {
    if (query.kind === 'all' || query.kind === 'any') return joined(query.kind === 'all', query.of.map(select));
    if (query.kind === 'not') {
      const { rows, warnings } = select(query.of);
      return { rows: rows.map((row) => 1 - row), warnings };
    }
    const key = printQuery(query) + (query.kind === 'compare' ? ` ${query.column}` : '');
    const found = kept.get(key) ?? term(query, columns);
    kept.delete(key);
    kept.set(key, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return found;
  }

  function joined(all: boolean, parts: readonly Selected[]): Selected {
    const rows = new Uint8Array(columns.rows).fill(all ? 1 : 0);
    for (const part of parts) for (let row = 0; row < rows.length; row += 1) if (part.rows[row] !== (all ? 1 : 0)) rows[row] = all ? 0 : 1;
    return { rows, warnings: parts.flatMap(({ warnings }) => warnings) };
  }

  return select;
}

function term(query: Extract<Query, { kind: 'word' | 'has' | 'compare' }>, columns: Columns): Selected {
  const warnings: QueryWarning[] = [];
  const rows = new Uint8Array(columns.rows);
  if (query.kind === 'word') {
    const found = textMatcher(query.text, true);
    columns.words().forEach((words, row) => {
      if (found(words)) rows[row] = 1;
    });
  } else if (query.kind === 'has') {
    const wanted = query.metrics.map((text) => textMatcher(text, false));
    const names = [...columns.vocabulary.metrics].filter((name) => wanted.some((matcher) => matcher(fold(name))));
    for (const name of names) mark(rows, columns.metric(name), (value) => value !== undefined);
  } else {
    const place = resolveKey(query, columns.vocabulary);
    if ('message' in place) warnings.push(place);
    else mark(rows, columns[place.kind](place.name), cellMatcher(query, place, warnings));
  }
  return { rows, warnings };
}

function mark(rows: Uint8Array, cells: Cells | undefined, test: (value: Value | undefined) => boolean): void {
  if (cells === undefined) {
    if (test(undefined)) rows.fill(1);
    return;
  }
  const { values, codes } = cells;
  if (codes === null) {
    for (let row = 0; row < rows.length; row += 1) if (test(values[row])) rows[row] = 1;
    return;
  }
  const answers = Uint8Array.from(values, (value) => (test(value) ? 1 : 0));
  for (let row = 0; row < rows.length; row += 1) if (answers[codes[row] as number] === 1) rows[row] = 1;
}
