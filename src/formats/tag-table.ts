import { decodeText } from './text.ts';

/** A stretch of the points of a tag; only the last one of a column may have room left. */
export interface Chunk {
  readonly step: Float64Array;
  readonly value: Float64Array;
  readonly time: Float64Array;
}

/** The points of one tag in stored order, and what its metadata said; grown in place while events are read. */
export interface TagColumn {
  readonly tag: string;
  readonly tagBytes: Uint8Array;
  /** The same bytes four at a time, little-endian, as far as they go. */
  readonly tagWords: Int32Array;
  /** Full stretches, then the one that is being filled, and how many points it has. */
  readonly full: Chunk[];
  chunk: Chunk;
  filled: number;
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
const LARGEST_ROOM = 64 * 1024;

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

/** Adds a point. Nothing is copied when a stretch is full: a new one, larger up to a bound, goes on. */
export function addPoint(column: TagColumn, step: number, value: number, time: number): void {
  let { chunk, filled } = column;
  if (filled === chunk.step.length) {
    column.full.push(chunk);
    chunk = emptyChunk(Math.min(filled * 2, LARGEST_ROOM));
    column.chunk = chunk;
    filled = 0;
  }
  chunk.step[filled] = step;
  chunk.value[filled] = value;
  chunk.time[filled] = time;
  column.filled = filled + 1;
}

/** Takes the last point back. */
export function dropPoint(column: TagColumn): void {
  if (column.filled === 0) {
    column.chunk = column.full.pop() ?? column.chunk;
    column.filled = column.chunk.step.length;
  }
  column.filled -= 1;
}

export function pointsOf({ full, filled }: TagColumn): number {
  return full.reduce((sum, chunk) => sum + chunk.step.length, filled);
}

/** All points of a column, in arrays of just their length. */
export function joined(column: TagColumn): Chunk {
  const length = pointsOf(column);
  const whole: Chunk = { step: new Float64Array(length), value: new Float64Array(length), time: new Float64Array(length) };
  let at = 0;
  for (const chunk of [...column.full, column.chunk]) {
    const count = Math.min(chunk.step.length, length - at);
    for (const key of ['step', 'value', 'time'] as const) whole[key].set(chunk[key].subarray(0, count), at);
    at += count;
  }
  return whole;
}

function emptyChunk(room: number): Chunk {
  return { step: new Float64Array(room), value: new Float64Array(room), time: new Float64Array(room) };
}

function emptyColumn(tagBytes: Uint8Array): TagColumn {
  const view = new DataView(tagBytes.buffer, tagBytes.byteOffset, tagBytes.byteLength);
  return {
    tag: decodeText(tagBytes).text,
    tagBytes,
    tagWords: Int32Array.from({ length: tagBytes.length >> 2 }, (_, i) => view.getInt32(4 * i, true)),
    full: [],
    chunk: emptyChunk(FIRST_ROOM),
    filled: 0,
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
