import type { Claims } from './claims.ts';
import { newLeaf, readLeaf } from './leaf.ts';
import type { Pages } from './pages.ts';
import { newRecord, numberAt, plainValueAt, readRecord } from './records.ts';
import type { SqlValue, TableShape } from './schema.ts';
import type { TextDecoding } from './text.ts';
import { exactRowidAt, rowidAt, type Tree, treeHeader } from './tree.ts';

/** The rows of a table in stored (row id) order; columns by their number, -1 for one that the table lacks. */
export interface Rows {
  /** Steps to the next row; its columns are read before the step after it. */
  next(): boolean;
  rowid(): number | bigint;
  /** NaN for NULL and for text that is no number; an integer beyond 2^53 is rounded. */
  number(column: number): number;
  /** null for NULL; a number in its shortest form. */
  text(column: number): string | null;
  value(column: number): SqlValue;
}

/** What a scan stands on. */
export interface Ground {
  readonly pages: Pages;
  readonly decoding: TextDecoding;
  readonly trees: readonly Tree[];
  readonly claims: Claims | null;
  /** The table's columns for each tree, null for an index. */
  readonly shapes: readonly (TableShape | null)[];
  /** A loss, with the page where it is. */
  lose(page: number, what: string, bytes: number): void;
}

/** Longest record that is put together from overflow pages. */
const LONGEST = 256 * 1024 * 1024;

export function scanTable(ground: Ground, place: number, name: string): Rows {
  const { pages, decoding, claims } = ground;
  const tree = ground.trees[place] as Tree;
  const shape = ground.shapes[place] as TableShape;
  const { usable, pageSize } = pages.header;
  const record = newRecord(shape.storedColumns);
  const { types, starts } = record;
  const leaf = newLeaf();
  const largest = Math.min(LONGEST, pages.count * pageSize);
  const chained = new Set<number>();
  const stored = Int32Array.from(shape.columns, (column) => column.stored);
  const missing = shape.columns.map((column) => column.missing);
  let page: Buffer = Buffer.alloc(0);
  let pageNumber = 0;
  let nextLeaf = 0;
  let cell = 0;
  let data: Buffer = page;
  let lostCells = 0;
  let lastId = Number.NEGATIVE_INFINITY;

  for (const fault of tree.faults) ground.lose(fault.page, `${fault.what} of table ${name}`, pageSize);

  function turn(): boolean {
    tellLost();
    while (nextLeaf < tree.leaves.length) {
      pageNumber = tree.leaves[nextLeaf] as number;
      const at = nextLeaf;
      nextLeaf += 1;
      const bytes = pages.page(pageNumber);
      if (bytes === null) {
        ground.lose(pageNumber, `page ${pageNumber} of table ${name}`, pageSize);
        continue;
      }
      readLeaf(bytes, treeHeader(pageNumber), usable, largest, shape.storedColumns, leaf);
      if (leaf.fault !== '') {
        const lost = leaf.lost > 0 ? ` (${leaf.lost} rows lost)` : '';
        ground.lose(pageNumber, `${leaf.fault} in page ${pageNumber} of table ${name}${lost}`, pageSize);
      }
      if (!isOurs(bytes, at) || !isInPlace(bytes, at)) {
        ground.lose(pageNumber, `the place of page ${pageNumber} in table ${name}`, pageSize);
        continue;
      }
      if (leaf.count > 0) lastId = rowidAt(bytes, leaf.rowids[leaf.count - 1] as number);
      page = bytes;
      cell = 0;
      return true;
    }
    leaf.count = 0;
    cell = 0;
    return false;
  }

  /** Of several trees that claim a leaf, the one whose place and columns fit its rows has it; none if that is not plain. */
  function isOurs(bytes: Buffer, at: number): boolean {
    const rivals = claims?.contested(pageNumber);
    if (rivals === undefined) return true;
    if (!fits(bytes, tree.lower[at] as number, tree.upper[at] as number, shape)) return false;
    return !rivals.some((rival) => {
      const other = ground.shapes[rival.tree];
      return rival.tree !== place && other !== null && other !== undefined && fits(bytes, rival.lower, rival.upper, other);
    });
  }

  /**
   * Rows beside the range that the level above gives for them are of a page that strayed here, unless they stand
   * rightly between those of the pages before and behind: then the range is what is damaged.
   */
  function isInPlace(bytes: Buffer, at: number): boolean {
    const lower = tree.lower[at] as number;
    const upper = tree.upper[at] as number;
    if (leaf.count === 0) return true;
    const first = rowidAt(bytes, leaf.rowids[0] as number);
    const last = rowidAt(bytes, leaf.rowids[leaf.count - 1] as number);
    if (first > lower && last <= upper) return true;
    let outside = 0;
    for (let n = 0; n < leaf.count; n += 1) {
      const id = rowidAt(bytes, leaf.rowids[n] as number);
      if (id <= lower || id > upper) outside += 1;
    }
    if (outside * 2 <= leaf.count) return true;
    const behind = tree.leaves[at + 1];
    if (first <= lastId) return false;
    if (behind === undefined) return true;
    const next = pages.page(behind);
    if (next === null) return false;
    const peek = newLeaf();
    readLeaf(next, treeHeader(behind), usable, largest, shape.storedColumns, peek);
    return peek.count > 0 && rowidAt(next, peek.rowids[0] as number) > last;
  }

  function fits(bytes: Buffer, lower: number, upper: number, other: TableShape): boolean {
    const trial = newRecord(other.storedColumns);
    for (let n = 0; n < leaf.count; n += 1) {
      const id = rowidAt(bytes, leaf.rowids[n] as number);
      if (id <= lower || id > upper) return false;
      const whole = leaf.locals[n] === leaf.lengths[n];
      if (whole && !readRecord(bytes, leaf.starts[n] as number, leaf.lengths[n] as number, trial)) return false;
    }
    return true;
  }

  function tellLost(): void {
    if (lostCells > 0) ground.lose(pageNumber, `${lostCells} rows in page ${pageNumber} of table ${name}`, pageSize);
    lostCells = 0;
  }

  /** The payload of a cell, from its overflow pages too; null where the chain is broken or used by another row. */
  function gather(start: number, local: number, length: number): Buffer | null {
    const parts: Buffer[] = [page.subarray(start, start + local)];
    let left = length - local;
    let next = page.readUInt32BE(start + local);
    while (left > 0) {
      if (next < 1 || next > pages.count || chained.has(next) || claims?.contested(next) !== undefined) return null;
      chained.add(next);
      const bytes = pages.page(next);
      const part = Math.min(left, usable - 4);
      if (bytes === null || bytes.length < 4 + part) return null;
      parts.push(bytes.subarray(4, 4 + part));
      left -= part;
      next = bytes.readUInt32BE(0);
    }
    return Buffer.concat(parts, length);
  }

  function value(column: number): SqlValue {
    if (column < 0) return null;
    if (column === shape.rowidColumn) return rowid();
    const at = stored[column] as number;
    if (at < 0) return null;
    if (at >= record.count) return missing[column] ?? null;
    const type = types[at] as number;
    const start = starts[at] as number;
    if (type >= 13 && type % 2 === 1) return textAt(type, start);
    return plainValueAt(data, type, start);
  }

  function textAt(type: number, start: number): string {
    return decoding.text(data, start, start + (type - 13) / 2);
  }

  function rowid(): number | bigint {
    const at = leaf.rowids[cell - 1] as number;
    const near = rowidAt(page, at);
    if (Number.isSafeInteger(near)) return near;
    return exactRowidAt(page, at);
  }

  return {
    next() {
      for (;;) {
        if (cell >= leaf.count && !turn()) return false;
        if (leaf.count === 0) continue;
        const start = leaf.starts[cell] as number;
        const length = leaf.lengths[cell] as number;
        const local = leaf.locals[cell] as number;
        cell += 1;
        if (local === length) {
          data = page;
          if (readRecord(page, start, length, record)) return true;
        } else {
          const whole = gather(start, local, length);
          if (whole !== null && readRecord(whole, 0, length, record)) {
            data = whole;
            return true;
          }
        }
        lostCells += 1;
      }
    },
    rowid,
    number(column) {
      if (column < 0) return Number.NaN;
      const at = stored[column] as number;
      if (column !== shape.rowidColumn && at >= 0 && at < record.count) {
        const type = types[at] as number;
        if (type < 12) return numberAt(data, type, starts[at] as number);
      }
      const found = value(column);
      if (typeof found === 'string') return found.trim() === '' ? Number.NaN : Number(found);
      return typeof found === 'number' || typeof found === 'bigint' ? Number(found) : Number.NaN;
    },
    text(column) {
      if (column < 0) return null;
      const at = stored[column] as number;
      if (column !== shape.rowidColumn && at >= 0 && at < record.count) {
        const type = types[at] as number;
        if (type >= 13 && type % 2 === 1) return textAt(type, starts[at] as number);
      }
      const found = value(column);
      if (found === null) return null;
      return found instanceof Uint8Array ? decoding.text(Buffer.from(found), 0, found.length) : String(found);
    },
    value,
  };
}
