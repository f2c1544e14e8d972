import { newRecord, type Record, readRecord } from './records.ts';
import { rowidAt, TABLE_LEAF } from './tree.ts';

/** The cells of one leaf page of a table. Reused from page to page. */
export interface Leaf {
  count: number;
  /** For each cell: where its payload begins, how long it is, how much of it lies in this page. */
  starts: Float64Array;
  lengths: Float64Array;
  locals: Int32Array;
  /** Where its row id stands. */
  rowids: Int32Array;
  /** Cells that were dropped, and why the page is not sound; '' where it is. */
  lost: number;
  fault: string;
}

export function newLeaf(): Leaf {
  const room = 1024;
  return {
    count: 0,
    starts: new Float64Array(room),
    lengths: new Float64Array(room),
    locals: new Int32Array(room),
    rowids: new Int32Array(room),
    lost: 0,
    fault: '',
  };
}

/**
 * Finds the cells of a leaf page. In a sound page cells, free blocks and fragments fill the content area to the byte and
 * row ids rise; where they do not, cells are kept only if they are whole records and lie apart from one another.
 */
export function readLeaf(bytes: Buffer, header: number, usable: number, largest: number, columns: number, into: Leaf): void {
  into.count = 0;
  into.lost = 0;
  into.fault = '';
  if (bytes.length < header + 8 || bytes[header] !== TABLE_LEAF) {
    into.fault = 'the page type';
    return;
  }
  const limit = Math.min(usable, bytes.length);
  const cells = bytes.readUInt16BE(header + 3);
  const pointers = header + 8;
  const content = bytes.readUInt16BE(header + 5) || 65536;
  const readable = Math.min(cells, Math.max(0, Math.floor((limit - pointers) / 2)));
  if (into.starts.length < readable) {
    into.starts = new Float64Array(readable);
    into.lengths = new Float64Array(readable);
    into.locals = new Int32Array(readable);
    into.rowids = new Int32Array(readable);
  }
  const { starts, lengths, locals, rowids } = into;
  const pointersEnd = pointers + readable * 2;
  const most = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const extents: number[] = [];
  let used = 0;
  let before = Number.NEGATIVE_INFINITY;
  let sound = bytes.length >= usable && readable === cells && content >= pointersEnd;
  let count = 0;
  for (let cell = 0; cell < readable; cell += 1) {
    const begin = ((bytes[pointers + cell * 2] as number) << 8) | (bytes[pointers + cell * 2 + 1] as number);
    let at = begin;
    if (at < pointersEnd || at + 3 > limit) {
      into.lost += 1;
      sound = false;
      continue;
    }
    let length = bytes[at++] as number;
    if (length > 127) {
      at = begin;
      length = rowidAt(bytes, at);
      for (let n = 0; n < 8 && (bytes[at] as number) > 127; n += 1) at += 1;
      at += 1;
    }
    const rowid = bytes[at] as number;
    const rowidPlace = at;
    let id = rowid;
    if (rowid > 127) {
      id = rowidAt(bytes, at);
      for (let n = 0; n < 8 && (bytes[at] as number) > 127; n += 1) at += 1;
    }
    at += 1;
    let local = length;
    if (length > most) {
      const k = least + ((length - least) % (usable - 4));
      local = k <= most ? k : least;
    }
    const end = at + local + (length > most ? 4 : 0);
    if (length < 1 || length > largest || end > limit) {
      into.lost += 1;
      sound = false;
      continue;
    }
    if (id < before || (id === before && Number.isSafeInteger(id))) sound = false;
    before = id;
    starts[count] = at;
    lengths[count] = length;
    locals[count] = local;
    rowids[count] = rowidPlace;
    extents.push(begin, end);
    used += Math.max(4, end - begin);
    count += 1;
  }
  into.count = count;
  if (sound && used + freeBytes(bytes, header, usable) + (bytes[header + 7] as number) === usable - content) return;
  into.fault = into.lost > 0 ? 'cells' : 'the count of cells or of free bytes';
  keepApart(bytes, into, extents, columns);
}

/** Bytes in free blocks; -1 where their chain is damaged. */
function freeBytes(bytes: Buffer, header: number, usable: number): number {
  let sum = 0;
  let at = bytes.readUInt16BE(header + 1);
  while (at !== 0) {
    if (at + 4 > usable) return -1;
    const next = bytes.readUInt16BE(at);
    sum += bytes.readUInt16BE(at + 2);
    if (next !== 0 && next <= at) return -1;
    at = next;
  }
  return sum;
}

/** Drops cells that are no whole record, and of whole ones those that overlap. */
function keepApart(bytes: Buffer, leaf: Leaf, extents: readonly number[], columns: number): void {
  const record: Record = newRecord(columns);
  const order: number[] = [];
  for (let cell = 0; cell < leaf.count; cell += 1) {
    const whole = leaf.locals[cell] === leaf.lengths[cell];
    if (!whole || readRecord(bytes, leaf.starts[cell] as number, leaf.lengths[cell] as number, record)) order.push(cell);
  }
  order.sort((a, b) => (extents[a * 2] as number) - (extents[b * 2] as number) || a - b);
  const keep = new Uint8Array(leaf.count);
  let reach = -1;
  let holder = -1;
  for (const cell of order) {
    const begin = extents[cell * 2] as number;
    const end = extents[cell * 2 + 1] as number;
    // The same place twice is one row with two pointers; another overlap leaves nothing to trust.
    if (begin >= reach) keep[cell] = 1;
    else if (holder >= 0 && extents[holder * 2] !== begin) keep[holder] = 0;
    if (end > reach) {
      reach = end;
      holder = cell;
    }
  }
  let count = 0;
  for (let cell = 0; cell < leaf.count; cell += 1) {
    if (keep[cell] === 0) {
      leaf.lost += 1;
      continue;
    }
    leaf.starts[count] = leaf.starts[cell] as number;
    leaf.lengths[count] = leaf.lengths[cell] as number;
    leaf.locals[count] = leaf.locals[cell] as number;
    leaf.rowids[count] = leaf.rowids[cell] as number;
    count += 1;
  }
  leaf.count = count;
}
