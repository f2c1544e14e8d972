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
  readonly codes: Int32Array;
  readonly texts: string[];
  readonly values: Value[];
  readonly byValue: Map<Value, number>;
  readonly byText: Map<string, number>;
  /** Of the run before: most runs have the same value. */
  last: Value | undefined;
  lastCode: number;
  present: number;
}

/** One level of nested keys. */
interface Node {
  readonly name: string;
  readonly path: string;
  readonly children: Map<string, Node>;
  /** By place: most runs have their keys in the same order. */
  readonly order: Node[];
  column: Growing | null;
}

/** Every leaf of the runs' configurations, by key; an empty map or a list is a leaf. */
export function columnsOf(runs: readonly Run[]): readonly KeyColumn[] {
  const columns = new Map<string, Growing>();
  const root = nodeOf('', '');
  runs.forEach((run, row) => {
    walk(run.config, root, row, runs.length, columns);
  });
  return [...columns.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function nodeOf(name: string, path: string): Node {
  return { name, path, children: new Map(), order: [], column: null };
}

function walk(map: ValueMap, node: Node, row: number, rows: number, columns: Map<string, Growing>): void {
  const { order } = node;
  const keys = Object.keys(map);
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] as string;
    const value = map[key] as Value;
    let child = order[place];
    if (child === undefined || child.name !== key) {
      child = childOf(node, key);
      order[place] = child;
    }
    if (typeof value === 'object' && isMap(value) && Object.keys(value).length > 0) walk(value, child, row, rows, columns);
    else {
      child.column ??= columnAt(child.path, rows, columns);
      note(child.column, row, value);
    }
  }
}

function childOf(node: Node, key: string): Node {
  const known = node.children.get(key);
  if (known !== undefined) return known;
  const made = nodeOf(key, node.path === '' ? key : `${node.path}.${key}`);
  node.children.set(key, made);
  return made;
}

/** `a: {b: 1}` and `a.b: 1` are the same key. */
function columnAt(key: string, rows: number, columns: Map<string, Growing>): Growing {
  const known = columns.get(key);
  if (known !== undefined) return known;
  const lists = { texts: [], values: [], byValue: new Map<Value, number>(), byText: new Map<string, number>() };
  const made: Growing = { key, codes: new Int32Array(rows), ...lists, last: undefined, lastCode: 0, present: 0 };
  columns.set(key, made);
  return made;
}

function note(column: Growing, row: number, value: Value): void {
  if (value !== column.last) {
    column.last = value;
    column.lastCode = codeOf(column, value);
  }
  if (column.codes[row] === 0) column.present += 1;
  column.codes[row] = column.lastCode;
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
