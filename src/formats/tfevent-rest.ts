import type { TagColumn } from './tag-table.ts';
import { eachField } from './wire.ts';

/** What a value or an event is that is no scalar. */
export type OtherKind = 'image' | 'audio' | 'histogram' | 'tensor' | 'graph';

/** Hears of everything in the events but the points, in stored order. Byte arrays are copies. */
export interface EventListener {
  fileVersion(version: string): void;
  /** The program that wrote the file, where it says so. */
  writer(name: string): void;
  /** 1 start, 2 stop, 3 checkpoint. */
  sessionLog(status: number, step: number): void;
  graph(): void;
  other(kind: OtherKind, column: TagColumn): void;
  /** One encoded picture, from `start` to before `end` of the bytes that were handed to the decoder. */
  image?(column: TagColumn, start: number, end: number, step: number): void;
  text(column: TagColumn, strings: readonly Uint8Array[], step: number): void;
  /** What the hparams plug-in put into the metadata of a tag. */
  hparams(column: TagColumn, content: Uint8Array): void;
}

/** Done when an event has proved sound as a whole; gets its step. */
export type Deferred = (step: number) => void;

/** The field of an Event from `start` to before `end`, which is neither time, step nor summary: file version, graph, log, writer. */
export function otherField(bytes: Uint8Array, start: number, end: number, listener: EventListener, deferred: Deferred[]): void {
  switch ((bytes[start] as number) >> 3) {
    case 3:
      eachField(bytes, start, end, (_field, _wire, from, to) => {
        const version = utf8(bytes, from, to);
        deferred.push(() => listener.fileVersion(version));
      });
      break;
    case 4:
    case 9:
      deferred.push(() => listener.graph());
      break;
    case 7:
      eachField(bytes, start, end, (_field, _wire, from, to) => {
        eachField(bytes, from, to, (field, wire, _from, _to, status) => {
          if (field === 1 && wire === 0) deferred.push((step) => listener.sessionLog(Number(status), step));
        });
      });
      break;
    case 10:
      eachField(bytes, start, end, (_field, _wire, from, to) => {
        eachField(bytes, from, to, (field, wire, nameFrom, nameTo) => {
          const name = utf8(bytes, nameFrom, nameTo);
          if (field === 1 && wire === 2) deferred.push(() => listener.writer(name));
        });
      });
      break;
  }
}

/** Where the encoded picture of an Image message stands; null where there is none. */
export function imageIn(bytes: Uint8Array, start: number, end: number): readonly [start: number, end: number] | null {
  let found: readonly [number, number] | null = null;
  eachField(bytes, start, end, (field, wire, from, to) => {
    if (field === 4 && wire === 2 && to > from) found = [from, to];
  });
  return found;
}

/** Where the pictures of a tensor of the plug-in `images` stand: its strings but the first two, which are width and height. */
export function imagesIn(bytes: Uint8Array, start: number, end: number): readonly (readonly [start: number, end: number])[] {
  const strings: (readonly [number, number])[] = [];
  eachField(bytes, start, end, (field, wire, from, to) => {
    if (field === 8 && wire === 2) strings.push([from, to]);
  });
  return strings.slice(2);
}

/** Whether a tag already has just this metadata, and nobody needs to hear of it again. */
export function isKnownMetadata(bytes: Uint8Array, start: number, end: number, { metadata, plugin }: TagColumn): boolean {
  if (metadata === undefined || metadata.length !== end - start || plugin === 'hparams') return false;
  for (let i = 0; i < metadata.length; i += 1) if (metadata[i] !== bytes[start + i]) return false;
  return true;
}

/** Keeps the plug-in and class of a tag, which `undo` takes back; false where the bytes are no SummaryMetadata. */
export function readMetadata(
  bytes: Uint8Array,
  start: number,
  end: number,
  column: TagColumn,
  listener: EventListener,
  deferred: Deferred[],
  undo: (() => void)[],
): boolean {
  let plugin = '';
  let dataClass = 0;
  let content: Uint8Array | null = null;
  let sound = true;
  const whole = eachField(bytes, start, end, (field, wire, from, to, varint) => {
    if (field === 4 && wire === 0) dataClass = Number(varint);
    if (field !== 1 || wire !== 2) return;
    sound &&= eachField(bytes, from, to, (part, partWire, partFrom, partTo) => {
      if (part === 1 && partWire === 2) plugin = utf8(bytes, partFrom, partTo);
      if (part === 2 && partWire === 2) content = bytes.slice(partFrom, partTo);
    });
  });
  if (!whole || !sound) return false;
  const before = { metadata: column.metadata, plugin: column.plugin, dataClass: column.dataClass };
  undo.push(() => Object.assign(column, before));
  column.metadata = bytes.slice(start, end);
  column.plugin = plugin;
  column.dataClass = dataClass;
  if (plugin === 'hparams') {
    const given = content ?? new Uint8Array(0);
    deferred.push(() => listener.hparams(column, given));
  }
  return true;
}

function utf8(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}
