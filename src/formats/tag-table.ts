import { decodeText } from './text.ts';

/** The points of one tag in stored order, and what its metadata said; grown in place while events are read. */
export interface TagColumn {
  readonly tag: string;
  readonly tagBytes: Uint8Array;
  /** The same bytes four at a time, little-endian, as far as they go. */
  readonly tagWords: Int32Array;
  length: number;
  step: Float64Array;
  value: Float64Array;
  time: Float64Array;
  /** 64 as soon as one value was stored as double or as an integer of 32 bits or more. */
  bits: 32 | 64;
  /** A step or value was an integer that a double cannot hold. */
  inexact: boolean;
  /** The metadata of the tag's last value that had any, as stored: writers repeat it, or give it only once. */
  metadata: Uint8Array | undefined;
  /** From that metadata. */
  plugin: string | undefined;
  /** 0 unknown, 1 scalar, 2 tensor, 3 blob sequence. */
  dataClass: number;
  /** The tag that followed last time: tags are mostly logged in the same order again and again. */
  follower: TagColumn | undefined;
}

export interface TagTable {
  /** In the order in which the tags came. */
  readonly columns: readonly TagColumn[];
  /** The column of the tag that stands in `bytes`; null where there are too many tags already. */
  find(bytes: Uint8Array, view: DataView, start: number, end: number): TagColumn | null;
  /** How many lookups found no room. */
  refused(): number;
}

const FIRST_ROOM = 16;

/** Finds columns by the bytes of their tags, decoding the text of each tag once. */
export function tagTable(limit: number): TagTable {
  const columns: TagColumn[] = [];
  const byHash = new Map<number, TagColumn[]>();
  let last: TagColumn | undefined;
  let refused = 0;

  function find(bytes: Uint8Array, view: DataView, start: number, end: number): TagColumn | null {
    const guess = last?.follower;
    if (guess !== undefined && sameTag(guess, bytes, view, start, end)) {
      last = guess;
      return guess;
    }
    const hash = hashOf(bytes, start, end);
    let bucket = byHash.get(hash);
    let found = bucket?.find((column) => sameTag(column, bytes, view, start, end));
    if (found === undefined) {
      if (columns.length >= limit) {
        refused += 1;
        return null;
      }
      if (bucket === undefined) {
        bucket = [];
        byHash.set(hash, bucket);
      }
      found = emptyColumn(bytes.slice(start, end));
      bucket.push(found);
      columns.push(found);
    }
    if (last !== undefined) last.follower = found;
    last = found;
    return found;
  }

  return { columns, find, refused: () => refused };
}

/** Adds a point; columns double when full. */
export function addPoint(column: TagColumn, step: number, value: number, time: number): void {
  const at = column.length;
  if (at === column.step.length) {
    column.step = doubled(column.step);
    column.value = doubled(column.value);
    column.time = doubled(column.time);
  }
  column.step[at] = step;
  column.value[at] = value;
  column.time[at] = time;
  column.length = at + 1;
}

function doubled(old: Float64Array): Float64Array {
  const room = new Float64Array(old.length * 2);
  room.set(old);
  return room;
}

function emptyColumn(tagBytes: Uint8Array): TagColumn {
  const view = new DataView(tagBytes.buffer, tagBytes.byteOffset, tagBytes.byteLength);
  return {
    tag: decodeText(tagBytes).text,
    tagBytes,
    tagWords: Int32Array.from({ length: tagBytes.length >> 2 }, (_, i) => view.getInt32(4 * i, true)),
    length: 0,
    step: new Float64Array(FIRST_ROOM),
    value: new Float64Array(FIRST_ROOM),
    time: new Float64Array(FIRST_ROOM),
    bits: 32,
    inexact: false,
    metadata: undefined,
    plugin: undefined,
    dataClass: 0,
    follower: undefined,
  };
}

function sameTag({ tagBytes, tagWords }: TagColumn, bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
  const { length } = tagBytes;
  if (length !== end - start) return false;
  const words = tagWords.length;
  for (let i = 0; i < words; i += 1) if (tagWords[i] !== view.getInt32(start + 4 * i, true)) return false;
  for (let i = 4 * words; i < length; i += 1) if (tagBytes[i] !== bytes[start + i]) return false;
  return true;
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash >>> 0;
}
