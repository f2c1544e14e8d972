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
  present: number;
}

/** One level of nested keys. */
interface Node {
  readonly path: string;
  readonly children: Map<string, Node>;
  column: Growing | null;
}

/** Every leaf of the runs' configurations, by key; an empty map or a list is a leaf. */
export function columnsOf(runs: readonly Run[]): readonly KeyColumn[] {
  const columns = new Map<string, Growing>();
  const root: Node = { path: '', children: new Map(), column: null };
  runs.forEach((run, row) => {
    walk(run.config, root, row, runs.length, columns);
  });
  return [...columns.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function walk(map: ValueMap, node: Node, row: number, rows: number, columns: Map<string, Growing>): void {
  for (const key of Object.keys(map)) {
    const value = map[key] as Value;
    let child = node.children.get(key);
    if (child === undefined) {
      child = { path: node.path === '' ? key : `${node.path}.${key}`, children: new Map(), column: null };
      node.children.set(key, child);
    }
    if (isMap(value) && Object.keys(value).length > 0) walk(value, child, row, rows, columns);
    else {
      child.column ??= columnAt(child.path, rows, columns);
      note(child.column, row, value);
    }
  }
}

/** `a: {b: 1}` and `a.b: 1` are the same key. */
function columnAt(key: string, rows: number, columns: Map<string, Growing>): Growing {
  const known = columns.get(key);
  if (known !== undefined) return known;
  const made: Growing = { key, codes: new Int32Array(rows), texts: [], values: [], byValue: new Map(), byText: new Map(), present: 0 };
  columns.set(key, made);
  return made;
}

function note(column: Growing, row: number, value: Value): void {
  let code = column.byValue.get(value);
  if (code === undefined) {
    const text = canonical(value);
    code = column.byText.get(text);
    if (code === undefined) {
      code = column.texts.push(text);
      column.values.push(value);
      column.byText.set(text, code);
    }
    column.byValue.set(value, code);
  }
  if (column.codes[row] === 0) column.present += 1;
  column.codes[row] = code;
}
