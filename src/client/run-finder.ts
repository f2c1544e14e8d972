import { parseQuery, type Query, type Selected, selector } from '../query/query.ts';
import { queryColumns, type TableData } from './run-data.ts';
import { ordered, type Sort } from './run-order.ts';

export interface Found {
  /** Rows in order. */
  readonly rows: readonly number[];
  /** null where the text is no query; then all rows are found. */
  readonly query: Query | null;
  /** What the query could not mean; empty where all is clear. */
  readonly problem: string;
}

/** Finds rows of a table by the text of a query. */
export interface Finder {
  find(text: string, sort: Sort | null): Found;
  readonly select: (query: Query) => Selected;
  readonly vocabulary: ReturnType<typeof queryColumns>['vocabulary'];
  /** Makes some of what finding words needs; true when there is nothing left to make. */
  prepare(): boolean;
}

const AT_ONCE = 500;

export function finderOf(data: TableData): Finder {
  const columns = queryColumns(data);
  const select = selector(columns);
  const orders = new Map<string, readonly number[]>();
  const natural = data.ids.map((_, row) => row);

  function orderBy(sort: Sort | null): readonly number[] {
    if (sort === null) return natural;
    const name = `${sort.descending ? '-' : ''}${sort.key}`;
    const order = orders.get(name) ?? ordered(data, sort);
    orders.set(name, order);
    return order;
  }

  return {
    select,
    vocabulary: columns.vocabulary,
    prepare: () => columns.prepare(AT_ONCE),
    find(text, sort) {
      const order = orderBy(sort);
      const parsed = parseQuery(text);
      if ('error' in parsed) return { rows: order, query: null, problem: `Column ${parsed.error.column}: ${parsed.error.message}` };
      const { rows, warnings } = select(parsed.query);
      const left = data.left > 0 ? ` (or it is one of ${data.left} columns that this table has no room for)` : '';
      const problem = [...new Set(warnings.map(({ message }) => message))].map((message) => message + left).join(' ');
      return { rows: order.filter((row) => rows[row] === 1), query: parsed.query, problem };
    },
  };
}
