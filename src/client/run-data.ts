import type { NumberFormat } from '../model/number.ts';
import type { Value } from '../model/value.ts';
import { fold, type Subject, type Vocabulary } from '../query/subject.ts';

/** The runs table as its JSON gives it. */
export interface TableData {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly shown: number;
  readonly same: readonly { readonly key: string; readonly value: Value }[];
}

export interface TableColumn {
  readonly key: string;
  readonly kind: string;
  readonly label: string;
  readonly unit: string | null;
  readonly direction: 'higher' | 'lower' | null;
  readonly format: NumberFormat | null;
  /** null: the run does not have it. */
  readonly cells: readonly (Value | null)[];
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** Numbers that JSON has only words for become numbers again, in columns of numbers. */
export function decode(data: TableData): TableData {
  const number = (cell: Value | null) => (typeof cell === 'string' ? (WORDS[cell] ?? cell) : cell);
  const columns = data.columns.map((column) => (column.format === null ? column : { ...column, cells: column.cells.map(number) }));
  return { ...data, columns };
}

/** Every configuration key and metric of the table, also those that are equal in all runs. */
export function vocabularyOf({ columns, same }: TableData): Vocabulary {
  const keys = [...columns.map(({ key }) => key), ...same.map(({ key }) => key)];
  const after = (prefix: string) => new Set(keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)));
  return { config: after('config.'), metrics: after('metric:') };
}

/** A subject that is moved from row to row. */
export function subjectsOf(data: TableData): (row: number) => Subject {
  const columns = new Map(data.columns.map((column) => [column.key, column.cells]));
  const same = new Map(data.same.map(({ key, value }) => [key, value]));
  const seed = data.columns.find(({ kind }) => kind === 'seed')?.cells;
  let row = 0;
  const at = (key: string): Value | undefined => columns.get(key)?.[row] ?? same.get(key);
  const subject: Subject = {
    field(name) {
      if (name === 'name') return data.names[row];
      if (name === 'id') return data.ids[row];
      return name === 'seed' ? (at('seed') ?? seed?.[row] ?? undefined) : at(name);
    },
    config: (key) => at(`config.${key}`),
    metric(name) {
      const value = at(`metric:${name}`);
      return typeof value === 'number' ? value : undefined;
    },
    words() {
      const tags = at('tag');
      return fold([data.names[row], data.ids[row], Array.isArray(tags) ? tags.join('\n') : tags, at('group')].join('\n'));
    },
  };
  return (next) => {
    row = next;
    return subject;
  };
}

/** Rows in the order of one column, those without a value last, then those that are not finite; equal ones as they were. */
export function sorted(data: TableData, rows: readonly number[], { key, descending }: Sort): readonly number[] {
  const cells = key === 'name' ? data.names : (data.columns.find((column) => column.key === key)?.cells ?? []);
  const sign = descending ? -1 : 1;
  const texts = new Intl.Collator('en', { numeric: true });
  const rank = (cell: Value | null | undefined) =>
    cell === null || cell === undefined ? 2 : typeof cell === 'number' && !Number.isFinite(cell) ? 1 : 0;
  return [...rows].sort((a, b) => {
    const [x, y] = [cells[a], cells[b]];
    const order = rank(x) - rank(y);
    if (order !== 0 || rank(x) > 0) return order || a - b;
    const both = typeof x === 'number' && typeof y === 'number' ? x - y : texts.compare(String(x), String(y));
    return sign * both || a - b;
  });
}
