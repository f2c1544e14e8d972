import { bestOf } from '../model/best.ts';
import type { NumberFormat } from '../model/number.ts';
import type { Value } from '../model/value.ts';
import { type Cells, type Columns, cellAt } from '../query/query.ts';
import { fold, type Vocabulary } from '../query/subject.ts';

/** The runs table as its JSON gives it; cells are parsed when they are asked for. */
export interface TableData {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Places of the variants of the runs in the palette; null where a run is alone in its variant, empty where all are. */
  readonly slots: readonly (number | null)[];
  readonly columns: readonly TableColumn[];
  readonly facets: readonly FacetHead[];
  /** How many columns are shown at first. */
  readonly shown: number;
  /** Columns that the table has no room for. */
  readonly left: number;
  readonly same: readonly { readonly key: string; readonly value: Value }[];
  /** The column that the rows stand in the order of, best first; null: newest first. */
  readonly primary: string | null;
  /** Cells by key, also of what is no column. */
  cells(key: string): Cells | undefined;
  /** What can be asked for and is no column. */
  readonly asked: readonly string[];
}

export interface TableColumn {
  readonly key: string;
  readonly kind: string;
  readonly label: string;
  readonly unit: string | null;
  readonly direction: 'higher' | 'lower' | null;
  readonly format: NumberFormat | null;
  /** undefined: the run does not have it. */
  at(row: number): Value | undefined;
  /** The best value, where one can be told. */
  best(): number | undefined;
}

export interface FacetHead {
  readonly kind: 'values' | 'range';
  readonly key: string;
  readonly written: string;
  readonly title: string;
}

/** A column before its cells are parsed. */
export interface ColumnHead extends Omit<TableColumn, 'at' | 'best'> {}

export interface TableHead extends Omit<TableData, 'columns' | 'cells'> {
  readonly columns: readonly ColumnHead[];
}

/** Reads the document of a table; see `exports/table-document.ts`. */
export function readTable(text: string): TableData {
  const lines = text.split('\n');
  const { head } = JSON.parse(`${lines[0] ?? ''}]}`) as { readonly head: TableHead };
  return tableOf(head, (i) => JSON.parse((lines[i + 1] ?? '').replace(/,$/, '')) as EncodedCells);
}

/**
 * `encoded` gives the cells of the columns, then of what else can be asked for. Of a column and a field of the same name the
 * field is what queries ask: it tells more.
 */
export function tableOf(head: TableHead, encoded: (i: number) => EncodedCells): TableData {
  const places = new Map([...head.columns.map(({ key }) => key), ...head.asked].map((key, i) => [key, i]));
  const known = new Map<number, Cells>();
  const holdsNumbers = (i: number) => {
    const column = head.columns[i];
    return column === undefined ? (head.asked[i - head.columns.length]?.startsWith('metric:') ?? false) : column.format !== null;
  };
  const cellsAt = (i: number): Cells => {
    const found = known.get(i) ?? decoded(encoded(i), head.ids.length, holdsNumbers(i));
    known.set(i, found);
    return found;
  };
  const columns = head.columns.map((column, i): TableColumn => {
    let best: { readonly value: number | undefined } | null = null;
    return {
      ...column,
      at: (row) => cellAt(cellsAt(i), row),
      best() {
        const { direction } = column;
        best ??= { value: direction === null ? undefined : bestOf({ direction, cells: cellsAt(i).values, distinct: 2 }) };
        return best.value;
      },
    };
  });
  return {
    ...head,
    columns,
    cells: (key) => {
      const place = places.get(key);
      return place === undefined ? undefined : cellsAt(place);
    },
  };
}

export interface EncodedCells {
  readonly r?: readonly number[];
  readonly n?: readonly (number | string | null)[];
  readonly d?: readonly Value[];
  readonly c?: readonly number[];
}

const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** `numbers`: words of the column stand for the numbers that JSON has not. */
function decoded({ r, n, d = [], c = [] }: EncodedCells, rows: number, numbers: boolean): Cells {
  const number = (cell: Value): Value => (numbers && typeof cell === 'string' ? (WORDS[cell] ?? cell) : cell);
  if (n !== undefined) {
    if (r === undefined) return { values: n.map((cell) => (cell === null ? undefined : number(cell))), codes: null };
    const values = new Array<Value | undefined>(rows).fill(undefined);
    r.forEach((row, i) => {
      values[row] = number(n[i] ?? null);
    });
    return { values, codes: null };
  }
  const codes = new Uint32Array(rows);
  if (r === undefined) codes.set(c);
  else
    r.forEach((row, i) => {
      codes[row] = c[i] ?? 0;
    });
  return { values: [undefined, ...d.map(number)], codes };
}

/** Every configuration key and metric of the table, also those that are equal in all runs. */
export function vocabularyOf({ columns, same, asked }: TableData): Vocabulary {
  const keys = [...columns.map(({ key }) => key), ...same.map(({ key }) => key), ...asked];
  const after = (prefix: string) => new Set(keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)));
  return { config: after('config.'), metrics: after('metric:') };
}

/** The columns as queries ask for them. `prepare` makes some of the texts in which words are looked for; true when all are there. */
export function queryColumns(data: TableData): Columns & { prepare(rows: number): boolean } {
  const same = new Map(data.same.map(({ key, value }) => [key, value]));
  const rows = data.ids.length;
  const cellsOf = (key: string): Cells | undefined => {
    const found = data.cells(key);
    if (found !== undefined || !same.has(key)) return found;
    return { values: [same.get(key)], codes: new Uint32Array(rows) };
  };
  const texts: string[] = [];
  const prepare = (most: number): boolean => {
    const parts = [cellsOf('id'), cellsOf('tag'), cellsOf('notes'), cellsOf('group')];
    for (let row = texts.length, end = Math.min(rows, row + most); row < end; row += 1) {
      const told = parts.flatMap((cells) => (cells === undefined ? [] : (cellAt(cells, row) ?? [])));
      texts.push(fold([data.names[row], data.ids[row], ...told].join('\n')));
    }
    return texts.length >= rows;
  };
  return {
    rows,
    vocabulary: vocabularyOf(data),
    field(name) {
      if (name === 'name') return { values: data.names, codes: null };
      return cellsOf(name) ?? (name === 'id' ? { values: data.ids, codes: null } : undefined);
    },
    config: (key) => cellsOf(`config.${key}`),
    metric: (name) => cellsOf(`metric:${name}`),
    words() {
      prepare(rows);
      return texts;
    },
    prepare,
  };
}
