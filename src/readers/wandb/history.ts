import { type Cursor, cursor, enter, inside, int64, next } from '../../formats/protobuf.ts';
import { addPoint, type Column, type Columns, columnOf, newColumns } from './columns.ts';
import { EMPTY, type Item, type KeyTable, keyTable, newItem, readItem, seriesName } from './items.ts';
import { jsonValue, type Told, tellEmpty, tellInexact } from './json.ts';
import { type NumberScan, numberScan, readNumber } from './json-number.ts';
import { keepLatest, type Latest, newLatest } from './latest.ts';
import type { Logged } from './media.ts';
import { addStructured } from './structured.ts';

/** What a key of a history row stands for. */
type Role = 'metric' | 'step' | 'time' | 'runtime' | 'internal' | 'type';

/** The history of a run under construction. */
export interface History {
  readonly told: Told;
  readonly keys: KeyTable;
  /** By number of the key; the column is made with its first number. */
  readonly roles: Role[];
  readonly columnOfKey: (Column | null)[];
  readonly columns: Columns;
  /** Values that are no numbers, the last of each key. */
  readonly latest: Latest;
  readonly media: Logged[];
  readonly row: Row;
  rows: number;
  /** Rows that named no step and were counted instead. */
  counted: number;
  /** Largest `_runtime` in seconds, and largest `_timestamp` in seconds since 1970; NaN where there is none. */
  runtime: number;
  lastTime: number;
}

/** One row taken apart; its arrays are used again for the next. */
export interface Row {
  readonly cursor: Cursor;
  readonly itemCursor: Cursor;
  readonly item: Item;
  readonly number: NumberScan;
  bytes: Buffer;
  step: number;
  time: number;
  count: number;
  readonly keys: number[];
  readonly values: number[];
  /** Items that are no numbers: key and JSON text. */
  others: number;
  readonly otherKeys: number[];
  readonly otherFrom: number[];
  readonly otherTo: number[];
  /** Some item is a map, or says the type of a media object. */
  structured: boolean;
}

export function newHistory(told: Told): History {
  return {
    told,
    keys: keyTable(),
    roles: [],
    columnOfKey: [],
    columns: newColumns(),
    latest: newLatest(),
    media: [],
    row: newRow(),
    rows: 0,
    counted: 0,
    runtime: Number.NaN,
    lastTime: Number.NaN,
  };
}

function newRow(): Row {
  return {
    cursor: cursor(),
    itemCursor: cursor(),
    item: newItem(),
    number: numberScan(),
    bytes: Buffer.alloc(0),
    step: Number.NaN,
    time: Number.NaN,
    count: 0,
    keys: [],
    values: [],
    others: 0,
    otherKeys: [],
    otherFrom: [],
    otherTo: [],
    structured: false,
  };
}

/** Adds the HistoryRecord in `from` … `to`: as a whole or, where it cannot be decoded (`WireError`), not at all. */
export function addHistoryRow(history: History, bytes: Buffer, from: number, to: number): void {
  const { row } = history;
  const { cursor: c, item } = row;
  row.bytes = bytes;
  row.step = Number.NaN;
  row.time = Number.NaN;
  row.count = 0;
  row.others = 0;
  row.structured = false;
  let number = Number.NaN;
  let runtime = Number.NaN;
  enter(c, bytes, from, to);
  while (next(c)) {
    if (c.wire !== 2) continue;
    if (c.field === 2) number = historyStep(c);
    if (c.field !== 1) continue;
    readItem(history.keys, bytes, c.from, c.to, item, row.itemCursor);
    if (item.from < 0) continue;
    const role = history.roles[item.key] ?? newRole(history, item.key);
    if (role === 'internal') continue;
    const isNumber = readNumber(bytes, item.from, item.to, row.number);
    if (role === 'metric' || role === 'type') {
      if (isNumber) addNumber(history, item.key);
      else addOther(history, role);
    } else if (isNumber) {
      const { value } = row.number;
      if (role === 'step') row.step = Number.isSafeInteger(value) ? value : row.step;
      else if (role === 'time') row.time = value;
      else runtime = value;
    }
  }
  if (Number.isNaN(row.step)) row.step = number;
  if (Number.isNaN(row.step)) {
    row.step = history.rows;
    history.counted += 1;
  }
  if (!(history.runtime >= runtime) && Number.isFinite(runtime)) history.runtime = runtime;
  if (!(history.lastTime >= row.time) && Number.isFinite(row.time)) history.lastTime = row.time;
  finishRow(history);
}

function historyStep(c: Cursor): number {
  const step = inside(c);
  let number = 0;
  while (next(step)) if (step.field === 1 && step.wire === 0) number = Number(int64(step));
  return number;
}

function newRole(history: History, key: number): Role {
  const path = history.keys.paths[key] as readonly string[];
  const first = path[0] as string;
  tellEmpty(path, EMPTY, history.told);
  let role: Role = path.length > 1 && path[path.length - 1] === '_type' ? 'type' : 'metric';
  if (first === '_wandb') role = 'internal';
  else if (path.length === 1 && first === '_step') role = 'step';
  else if (path.length === 1 && first === '_timestamp') role = 'time';
  else if (path.length === 1 && first === '_runtime') role = 'runtime';
  history.roles[key] = role;
  history.columnOfKey[key] = null;
  return role;
}

function addNumber(history: History, key: number): void {
  const { row } = history;
  if (row.number.inexact) tellInexact(seriesName(history.keys.paths[key] as readonly string[]), history.told);
  row.keys[row.count] = key;
  row.values[row.count] = row.number.value;
  row.count += 1;
}

function addOther(history: History, role: Role): void {
  const { row, told } = history;
  const { key, from, to } = row.item;
  if (!looksLikeJson(row.bytes, from, to)) {
    if (jsonValue(row.bytes.toString('utf8', from, to), seriesName(history.keys.paths[key] as readonly string[]), told) === undefined)
      return;
  }
  row.otherKeys[row.others] = key;
  row.otherFrom[row.others] = from;
  row.otherTo[row.others] = to;
  row.others += 1;
  if (role === 'type' || row.bytes[from] === 0x7b) row.structured = true;
}

/** Values that are not parsed row by row are at least looked at, so that none that is no JSON goes unsaid. */
function looksLikeJson(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from];
  const last = bytes[to - 1];
  if (first === 0x22) return last === 0x22 && to - from > 1;
  if (first === 0x7b) return last === 0x7d;
  return first === 0x5b && last === 0x5d;
}

function finishRow(history: History): void {
  const { row } = history;
  for (let at = 0; at < row.others; at += 1)
    keepLatest(history.latest, row.otherKeys[at] as number, row.bytes, row.otherFrom[at] as number, row.otherTo[at] as number);
  if (row.structured) addStructured(history);
  for (let at = 0; at < row.count; at += 1) {
    const key = row.keys[at] as number;
    const column = history.columnOfKey[key] ?? newColumn(history, key);
    addPoint(column, row.step, row.values[at] as number, row.time);
  }
  history.rows += 1;
}

function newColumn(history: History, key: number): Column {
  const column = columnOf(history.columns, seriesName(history.keys.paths[key] as readonly string[]));
  history.columnOfKey[key] = column;
  return column;
}
