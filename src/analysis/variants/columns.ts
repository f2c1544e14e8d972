import type { Run } from '../../model/run.ts';
import { isMap, type Value, type ValueMap } from '../../model/value.ts';
import { canonical } from './canonical.ts';

/** One configuration key over all runs, as a column of codes. */
export interface KeyColumn {
  readonly key: string;
  /** For every run 0 where it lacks the key, else 1 + the place of its value in `texts`. */
  readonly codes: Int32Array;
  /** Canonical texts by first use. */
  readonly texts: readonly string[];
  /** One value as recorded for each text. */
  readonly values: readonly Value[];
  /** Runs that have the key. */
  readonly present: number;
}

interface Growing {
  readonly key: string;
  /** null until the value changes. */
  codes: Int32Array | null;
  readonly texts: string[];
  readonly values: Value[];
  readonly byValue: Map<Value, number>;
  readonly byText: Map<string, number>;
  /** Of `last`. */
  code: number;
  /** The first row of those that have the value `last` without a gap; they are written when it ends. */
  from: number;
  present: number;
}

/** Columns by number. What every cell is held against stands in plain lists: thousands of keys by thousands of runs pass here. */
interface Growth {
  readonly rows: number;
  readonly columns: Growing[];
  readonly byKey: Map<string, number>;
  /** The newest value, and its row. */
  readonly last: (Value | undefined)[];
  readonly seen: number[];
}

/** One level of nested keys. */
interface Level {
  readonly path: string;
  readonly below: Map<string, Level>;
  readonly columns: Map<string, number>;
  /** Keys and columns by place: most runs have their keys in the same order. */
  readonly names: string[];
  readonly at: number[];
}

/** Every leaf of the runs' configurations, by key; an empty map or a list is a leaf. */
export function columnsOf(runs: readonly Run[]): readonly KeyColumn[] {
  const growth: Growth = { rows: runs.length, columns: [], byKey: new Map(), last: [], seen: [] };
  const root = levelOf('');
  runs.forEach((run, row) => {
    walk(run.config, Object.keys(run.config), root, row, growth);
  });
  // Most keys are the same everywhere: they share one list of codes.
  const ones = new Int32Array(runs.length).fill(1);
  return growth.columns.map((column, at) => finished(column, growth.seen[at] as number, ones)).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function levelOf(path: string): Level {
  return { path, below: new Map(), columns: new Map(), names: [], at: [] };
}

const NONE: readonly string[] = [];

function walk(map: ValueMap, keys: readonly string[], level: Level, row: number, growth: Growth): void {
  const { names, at } = level;
  const { last, seen } = growth;
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] as string;
    const value = map[key] as Value;
    if (names[place] !== key) {
      names[place] = key;
      at[place] = level.columns.get(key) ?? -1;
    }
    const column = at[place] as number;
    if (column >= 0 && last[column] === value && seen[column] === row - 1) seen[column] = row;
    else {
      const inside = typeof value === 'object' && isMap(value) ? Object.keys(value) : NONE;
      if (inside.length > 0) walk(value as ValueMap, inside, belowOf(level, key), row, growth);
      else {
        at[place] = columnAt(level, key, growth);
        note(at[place] as number, row, value, growth);
      }
    }
  }
}

function pathOf({ path }: Level, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function belowOf(level: Level, key: string): Level {
  const known = level.below.get(key);
  if (known !== undefined) return known;
  const made = levelOf(pathOf(level, key));
  level.below.set(key, made);
  return made;
}

/** `a: {b: 1}` and `a.b: 1` are the same key. */
function columnAt(level: Level, key: string, growth: Growth): number {
  const path = pathOf(level, key);
  const at = level.columns.get(key) ?? growth.byKey.get(path) ?? grow(path, growth);
  level.columns.set(key, at);
  return at;
}

function grow(key: string, { columns, byKey, last, seen }: Growth): number {
  const lists = { texts: [], values: [], byValue: new Map<Value, number>(), byText: new Map<string, number>() };
  const at = columns.push({ key, codes: null, ...lists, code: 0, from: 0, present: 0 }) - 1;
  byKey.set(key, at);
  last.push(undefined);
  seen.push(-1);
  return at;
}

function note(at: number, row: number, value: Value, { rows, columns, last, seen }: Growth): void {
  const column = columns[at] as Growing;
  // A key that stands twice in one configuration has its later value.
  write(column, Math.min(seen[at] as number, row - 1), rows);
  if (value !== last[at]) {
    last[at] = value;
    column.code = codeOf(column, value);
  }
  column.from = row;
  seen[at] = row;
}

/** The rows up to `to` that have the newest value. */
function write(column: Growing, to: number, rows: number): void {
  const { code, from } = column;
  if (to < from) return;
  column.codes ??= new Int32Array(rows);
  column.codes.fill(code, from, to + 1);
  column.present += to + 1 - from;
}

function finished(column: Growing, to: number, ones: Int32Array): KeyColumn {
  const { key, texts, values, code, from } = column;
  if (column.codes === null && code === 1 && from === 0 && to === ones.length - 1)
    return { key, codes: ones, texts, values, present: ones.length };
  write(column, to, ones.length);
  return { key, codes: column.codes ?? new Int32Array(ones.length), texts, values, present: column.present };
}

function codeOf(column: Growing, value: Value): number {
  const known = column.byValue.get(value);
  if (known !== undefined) return known;
  const text = canonical(value);
  let code = column.byText.get(text);
  if (code === undefined) {
    code = column.texts.push(text);
    column.values.push(value);
    column.byText.set(text, code);
  }
  if (typeof value !== 'object' || value === null) column.byValue.set(value, code);
  return code;
}
