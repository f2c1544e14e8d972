import { type Cursor, enter, inside, message, next, text } from '../../formats/protobuf.ts';

/** Where a value came from in a map: W&B's key, or its path of nested keys. */
export type KeyPath = readonly string[];

/**
 * The keys of one kind of item (history, summary, system metrics), each with a number. A key is found by the bytes that it
 * has in the item and decoded only once.
 */
export interface KeyTable {
  /** Path of each key, by its number. */
  readonly paths: KeyPath[];
  readonly encoded: Buffer[];
  /** Open addressing: number of the key + 1, 0 for a free place; the length is a power of two. */
  slots: Int32Array;
  /** The key that came last, and by key the one that came after it: rows mostly repeat the order of the row before. */
  previous: number;
  readonly after: number[];
}

export function keyTable(): KeyTable {
  return { paths: [], encoded: [], slots: new Int32Array(256), previous: -1, after: [] };
}

/** An item `{1: key, 2: nested_key …, 16: value_json}` taken apart. */
export interface Item {
  /** Number of its key; an item without one has the empty key, which protobuf leaves out. */
  key: number;
  /** JSON text in the buffer; `from` is -1 where the item has none. */
  from: number;
  to: number;
}

export function newItem(): Item {
  return { key: -1, from: -1, to: -1 };
}

/**
 * Takes the item in `from` … `to` apart. Writers put the key before the value, which is read without a step over
 * anything else; any other order is understood too.
 */
export function readItem(table: KeyTable, bytes: Buffer, from: number, to: number, item: Item, cursor: Cursor): void {
  let at = from;
  while (at + 1 < to && (bytes[at] === 0x0a || bytes[at] === 0x12) && (bytes[at + 1] as number) < 0x80) at += 2 + (bytes[at + 1] as number);
  if (at > from && at + 2 < to && bytes[at] === 0x82 && bytes[at + 1] === 0x01) {
    const length = bytes[at + 2] as number;
    if (length < 0x80 && at + 3 + length === to) {
      item.key = keyOf(table, bytes, from, at);
      item.from = at + 3;
      item.to = to;
      return;
    }
  }
  readAnyItem(table, bytes, from, to, item, cursor);
}

function readAnyItem(table: KeyTable, bytes: Buffer, from: number, to: number, item: Item, cursor: Cursor): void {
  const keys: Buffer[] = [];
  item.from = -1;
  item.to = -1;
  enter(cursor, bytes, from, to);
  let start = from;
  while (next(cursor)) {
    if (cursor.wire === 2 && (cursor.field === 1 || cursor.field === 2)) keys.push(bytes.subarray(start, cursor.to));
    else if (cursor.wire === 2 && cursor.field === 16) {
      item.from = cursor.from;
      item.to = cursor.to;
    }
    start = cursor.at;
  }
  const encoded = keys.length === 1 ? (keys[0] as Buffer) : Buffer.concat(keys);
  item.key = keyOf(table, encoded, 0, encoded.length);
}

/** The number of the key whose encoded fields are in `from` … `to`. */
function keyOf(table: KeyTable, bytes: Buffer, from: number, to: number): number {
  const guess = table.previous < 0 ? -1 : (table.after[table.previous] as number);
  const known = guess >= 0 && equal(table.encoded[guess] as Buffer, bytes, from, to) ? guess : search(table, bytes, from, to);
  if (known !== guess && table.previous >= 0) table.after[table.previous] = known;
  table.previous = known;
  return known;
}

function search(table: KeyTable, bytes: Buffer, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  const mask = table.slots.length - 1;
  let place = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const number = (table.slots[place] as number) - 1;
    if (number < 0) return addKey(table, Buffer.from(bytes.subarray(from, to)));
    if (equal(table.encoded[number] as Buffer, bytes, from, to)) return number;
    place = (place + 1) & mask;
  }
}

function equal(known: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[from + at]) return false;
  return true;
}

function addKey(table: KeyTable, encoded: Buffer): number {
  const number = table.paths.length;
  table.paths.push(pathOf(encoded));
  table.encoded.push(encoded);
  table.after.push(-1);
  if (number * 2 >= table.slots.length) table.slots = new Int32Array(table.slots.length * 4);
  else {
    insert(table.slots, encoded, number);
    return number;
  }
  for (let known = 0; known <= number; known += 1) insert(table.slots, table.encoded[known] as Buffer, known);
  return number;
}

function insert(slots: Int32Array, encoded: Buffer, number: number): void {
  let hash = encoded.length;
  for (const byte of encoded) hash = (Math.imul(hash, 31) + byte) | 0;
  let place = (hash ^ (hash >>> 15)) & (slots.length - 1);
  while (slots[place] !== 0) place = (place + 1) & (slots.length - 1);
  slots[place] = number + 1;
}

/** The nested key where there is one, else the key. */
function pathOf(encoded: Buffer): KeyPath {
  const nested: string[] = [];
  let key = '';
  const cursor = message(encoded, 0, encoded.length);
  while (next(cursor)) {
    if (cursor.field === 2) nested.push(text(cursor));
    else key = text(cursor);
  }
  return nested.length > 0 ? nested : [key];
}

/** The item at the cursor's field, for messages that are not read for every row; `json` is null where it has no value. */
export function itemAt(c: Cursor): { readonly path: KeyPath; readonly json: string | null } {
  const item = inside(c);
  const nested: string[] = [];
  let key = '';
  let json: string | null = null;
  while (next(item)) {
    if (item.field === 1) key = text(item);
    else if (item.field === 2) nested.push(text(item));
    else if (item.field === 16) json = text(item);
  }
  return { path: nested.length > 0 ? nested : [key], json };
}

/** How the empty key is shown, which as it is could not be seen or searched for. */
export const EMPTY = '""';

/** The path under which a value is kept: the empty key gets a name. */
export function shownPath(path: KeyPath): KeyPath {
  return path.length === 1 && path[0] === '' ? [EMPTY] : path;
}

/** The name of a series: nested keys joined with `/`; a key that itself has a dot or slash stays as it is. */
export function seriesName(path: KeyPath): string {
  return path.length === 1 ? path[0] || EMPTY : path.join('/');
}
