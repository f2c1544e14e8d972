import { addPoint, dropPoint, type TagColumn, type TagTable } from './tag-table.ts';
import { tensorContent } from './tensor-scalar.ts';
import {
  type Deferred,
  type EventListener,
  imageIn,
  imagesIn,
  isKnownMetadata,
  type OtherKind,
  otherField,
  readMetadata,
} from './tfevent-rest.ts';
import { varintAt } from './wire.ts';

export interface EventDecoder {
  /** Takes one Event; gives what is wrong with it, and then nothing of it was taken. */
  decode(bytes: Uint8Array, view: DataView, start: number, end: number): string | null;
  /** Smallest and largest positive finite wall time so far; Infinity and -Infinity where there was none. */
  times(): { readonly first: number; readonly last: number };
  /** Scalar points taken so far. */
  points(): number;
}

/**
 * Decodes the Event messages of TensorBoard straight into columns, without an object for each event. What a scalar is, is
 * decided as TensorBoard's data server does (`simple_value`, or a tensor of rank 0 of the plug-in `scalars`); beyond it,
 * a tensor of one number of any type is a scalar where no plug-in claims it. Fields may come in any order; graphs, images
 * and histograms are passed over by their length; where a picture stands in the file is told.
 */
export function eventDecoder(table: TagTable, listener: EventListener): EventDecoder {
  /** Columns that the event at hand has added a point to; only the first `touches` count, so that the list is never given up. */
  const touched: TagColumn[] = [];
  let touches = 0;
  /** What the listener hears of the event at hand once all of it has proved sound. */
  const deferred: Deferred[] = [];
  /** Takes back what the event at hand has said of its tags. */
  const undo: (() => void)[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let points = 0;
  /** Where the last varint of several bytes ended, -1 where it did not. */
  let after = 0;

  function longVarint(bytes: Uint8Array, start: number, end: number): number {
    let value = 0;
    let scale = 1;
    for (let at = start; at < end && at < start + 7; at += 1) {
      const byte = bytes[at] as number;
      value += (byte & 127) * scale;
      if (byte < 128) {
        after = at + 1;
        return value;
      }
      scale *= 128;
    }
    const long = varintAt(bytes, start, end);
    after = long === null ? -1 : long.end;
    return long === null ? 0 : Number(BigInt.asIntN(64, long.value));
  }

  /** End of the field that starts at `at` and is passed over; -1 where there is none. */
  function skip(bytes: Uint8Array, at: number, end: number): number {
    const key = longVarint(bytes, at, end);
    if (after < 0 || key < 8) return -1;
    const wire = key % 8;
    if (wire === 1) return after + 8;
    if (wire === 5) return after + 4;
    const length = longVarint(bytes, after, end);
    if (after < 0 || (wire !== 0 && wire !== 2)) return -1;
    return wire === 0 ? after : length < 0 ? -1 : after + length;
  }

  /**
   * Takes an event of the one shape that nearly all have: wall time, step, and a summary of one tag with its
   * simple_value, all lengths below 128. Gives false, and takes nothing, where it is any other.
   */
  function commonEvent(bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
    if (end - start < 19 || bytes[start] !== 0x09) return false;
    let at = start + 9;
    let step = 0;
    if (bytes[at] === 0x10) {
      let byte = bytes[at + 1] as number;
      step = byte & 127;
      at += 2;
      for (let scale = 128; byte > 127; scale *= 128) {
        if (scale > 2 ** 35 || at === end) return false;
        byte = bytes[at] as number;
        step += (byte & 127) * scale;
        at += 1;
      }
    }
    const tag = at + 6;
    const rest = end - tag;
    if (rest < 5 || rest > 123) return false;
    if (bytes[at] !== 0x2a || bytes[at + 1] !== rest + 4 || bytes[at + 2] !== 0x0a || bytes[at + 3] !== rest + 2) return false;
    if (bytes[at + 4] !== 0x0a || bytes[at + 5] !== rest - 5 || bytes[end - 5] !== 0x15) return false;
    const column = table.find(bytes, view, tag, end - 5);
    if (column === null) return true;
    const wall = view.getFloat64(start + 1, true);
    addPoint(column, step, view.getFloat32(end - 4, true), wall - wall === 0 && wall !== 0 ? wall : Number.NaN);
    points += 1;
    seen(wall);
    return true;
  }

  function seen(wall: number): void {
    if (wall > 0) {
      if (wall < first) first = wall;
      if (wall > last && wall !== Number.POSITIVE_INFINITY) last = wall;
    }
  }

  function decode(bytes: Uint8Array, view: DataView, start: number, end: number): string | null {
    return commonEvent(bytes, view, start, end) ? null : anyEvent(bytes, view, start, end);
  }

  function anyEvent(bytes: Uint8Array, view: DataView, start: number, end: number): string | null {
    let wall = 0;
    let step = 0;
    let summaryStart = 0;
    let summaryEnd = -1;
    let more: number[] | null = null;
    let at = start;
    while (at < end) {
      const key = bytes[at] as number;
      if (key === 0x09) {
        if (at + 9 > end) return 'its wall time';
        wall = view.getFloat64(at + 1, true);
        at += 9;
      } else if (key === 0x10 || key === 0x2a) {
        let number = bytes[at + 1] as number;
        at += 2;
        if (!(number < 128)) {
          number = longVarint(bytes, at - 1, end);
          at = after < 0 ? end + 1 : after;
        }
        if (at > end) return 'a number without end';
        if (key === 0x10) step = number;
        else {
          if (summaryEnd >= 0) {
            more ??= [];
            more.push(summaryStart, summaryEnd);
          }
          summaryStart = at;
          at += number;
          summaryEnd = at;
          if (number < 0 || at > end) return 'a summary longer than its event';
        }
      } else {
        const next = skip(bytes, at, end);
        if (next < 0 || next > end) return 'an unknown field';
        const from = at;
        at = next;
        otherField(bytes, from, next, listener, deferred);
      }
    }
    let sound = true;
    if (summaryEnd >= 0) {
      const time = wall - wall === 0 && wall !== 0 ? wall : Number.NaN;
      if (more !== null)
        for (let i = 0; i < more.length; i += 2) sound &&= summary(bytes, view, more[i] as number, more[i + 1] as number, step, time);
      sound &&= summary(bytes, view, summaryStart, summaryEnd, step, time);
      if (sound) points += touches;
      else for (let i = 0; i < touches; i += 1) dropPoint(touched[i] as TagColumn);
      touches = 0;
    }
    if (undo.length > 0) {
      if (!sound) while (undo.length > 0) undo.pop()?.();
      undo.length = 0;
    }
    if (deferred.length > 0) {
      if (sound) for (const act of deferred) act(step);
      deferred.length = 0;
    }
    if (!sound) return 'its summary';
    seen(wall);
    return null;
  }

  function summary(bytes: Uint8Array, view: DataView, start: number, end: number, step: number, time: number): boolean {
    let at = start;
    while (at < end) {
      if (bytes[at] !== 0x0a) {
        at = skip(bytes, at, end);
        if (at < 0 || at > end) return false;
        continue;
      }
      let length = bytes[at + 1] as number;
      at += 2;
      if (!(length < 128)) {
        length = longVarint(bytes, at - 1, end);
        at = after;
      }
      if (at < 0 || length < 0 || at + length > end || !summaryValue(bytes, view, at, at + length, step, time)) return false;
      at += length;
    }
    return true;
  }

  function summaryValue(bytes: Uint8Array, view: DataView, start: number, end: number, step: number, time: number): boolean {
    let tagStart = 0;
    let tagEnd = 0;
    let tensorStart = 0;
    let tensorEnd = -1;
    let metadataStart = 0;
    let metadataEnd = -1;
    let simple = 0;
    let scalar = false;
    let other: OtherKind | null = null;
    let otherStart = 0;
    let otherEnd = 0;
    let at = start;
    while (at < end) {
      const key = bytes[at] as number;
      if (key === 0x15) {
        if (at + 5 > end) return false;
        simple = view.getFloat32(at + 1, true);
        scalar = true;
        at += 5;
        continue;
      }
      if ((key & 7) !== 2 || key > 127) {
        at = skip(bytes, at, end);
        if (at < 0 || at > end) return false;
        continue;
      }
      let length = bytes[at + 1] as number;
      at += 2;
      if (!(length < 128)) {
        length = longVarint(bytes, at - 1, end);
        at = after;
      }
      if (at < 0 || length < 0 || at + length > end) return false;
      switch (key) {
        case 0x0a:
          tagStart = at;
          tagEnd = at + length;
          break;
        case 0x3a: // node_name, the tag of very old files
          if (tagEnd === 0) {
            tagStart = at;
            tagEnd = at + length;
          }
          break;
        case 0x42:
          tensorStart = at;
          tensorEnd = at + length;
          break;
        case 0x4a:
          metadataStart = at;
          metadataEnd = at + length;
          break;
        case 0x22:
          other = 'image';
          otherStart = at;
          otherEnd = at + length;
          break;
        case 0x1a:
        case 0x2a:
          other = 'histogram';
          break;
        case 0x32:
          other = 'audio';
          break;
      }
      at += length;
    }
    const column = table.find(bytes, view, tagStart, tagEnd);
    if (column === null) return true;
    if (metadataEnd >= 0 && !isKnownMetadata(bytes, metadataStart, metadataEnd, column))
      if (!readMetadata(bytes, metadataStart, metadataEnd, column, listener, deferred, undo)) return false;
    if (scalar) point(column, step, simple, time);
    else if (tensorEnd >= 0) return tensor(bytes, view, tensorStart, tensorEnd, column, step, time);
    else if (other !== null) {
      deferOther(other, column);
      const image = other === 'image' ? imageIn(bytes, otherStart, otherEnd) : null;
      if (image !== null) deferImage(column, image);
    }
    return true;
  }

  function point(column: TagColumn, step: number, value: number, time: number): void {
    addPoint(column, step, value, time);
    if (step > Number.MAX_SAFE_INTEGER || step < Number.MIN_SAFE_INTEGER) column.inexact = true;
    touched[touches] = column;
    touches += 1;
  }

  function deferOther(kind: OtherKind, column: TagColumn): void {
    deferred.push(() => listener.other(kind, column));
  }

  function deferImage(column: TagColumn, [from, to]: readonly [number, number]): void {
    deferred.push((step) => listener.image?.(column, from, to, step));
  }

  function deferText(column: TagColumn, strings: readonly Uint8Array[]): void {
    deferred.push((step) => listener.text(column, strings, step));
  }

  function tensor(bytes: Uint8Array, view: DataView, start: number, end: number, column: TagColumn, step: number, time: number): boolean {
    const { plugin, dataClass } = column;
    const scalar = dataClass === 1 || plugin === 'scalars' || (dataClass === 0 && (plugin === undefined || plugin === ''));
    // As TensorFlow 2 writes every scalar: DT_FLOAT, an empty shape, four bytes of content.
    if (scalar && end - start === 10 && view.getUint32(start, true) === 0x00120108 && bytes[start + 4] === 0x22 && bytes[start + 5] === 4) {
      point(column, step, view.getFloat32(start + 6, true), time);
      return true;
    }
    const content = tensorContent(bytes, view, start, end);
    if (content === null) return false;
    if (content.kind === 'number' && scalar) {
      if (content.bits === 64) column.bits = 64;
      if (!content.exact) column.inexact = true;
      point(column, step, content.value, time);
    } else if (content.kind === 'text' && (plugin === 'text' || plugin === undefined || plugin === '')) deferText(column, content.text);
    else if (plugin !== 'hparams') {
      deferOther(kindOfPlugin(plugin), column);
      if (plugin === 'images') for (const image of imagesIn(bytes, start, end)) deferImage(column, image);
    }
    return true;
  }

  return { decode, times: () => ({ first, last }), points: () => points };
}

function kindOfPlugin(plugin: string | undefined): OtherKind {
  if (plugin === 'images') return 'image';
  if (plugin === 'audio') return 'audio';
  if (plugin === 'histograms') return 'histogram';
  return plugin?.startsWith('graph_') ? 'graph' : 'tensor';
}
