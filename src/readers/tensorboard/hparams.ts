import { decodeText } from '../../formats/text.ts';
import { eachField } from '../../formats/wire.ts';
import { type Value, valueMap } from '../../model/value.ts';

/** What one `HParamsPluginData` holds. */
export type HParams =
  | { readonly kind: 'experiment' }
  | { readonly kind: 'start'; readonly config: ReadonlyMap<string, Value>; readonly group: string; readonly startSeconds: number }
  | { readonly kind: 'end'; readonly status: number; readonly endSeconds: number };

const MAX_DEPTH = 100;

/** Reads the content that the hparams plug-in puts into the metadata; null where it is none. */
export function readHParams(content: Uint8Array): HParams | null {
  let found: HParams | null = null;
  let sound = true;
  const whole = eachField(content, 0, content.length, (field, wire, start, end) => {
    if (wire !== 2) return;
    if (field === 2) found = { kind: 'experiment' };
    if (field === 3) found = readStart(content, start, end);
    if (field === 4) found = readEnd(content, start, end);
    if (field >= 2 && field <= 4 && found === null) sound = false;
  });
  return whole && sound ? found : null;
}

function readStart(bytes: Uint8Array, start: number, end: number): HParams | null {
  const config = new Map<string, Value>();
  let group = '';
  let startSeconds = 0;
  let sound = true;
  const whole = eachField(bytes, start, end, (field, wire, from, to) => {
    if (field === 4 && wire === 2) group = text(bytes, from, to);
    if (field === 5 && wire === 1) startSeconds = double(bytes, from);
    if (field !== 1 || wire !== 2) return;
    const entry = readEntry(bytes, from, to, 0);
    if (entry === null) sound = false;
    else config.set(entry[0], entry[1]);
  });
  return whole && sound ? { kind: 'start', config, group, startSeconds } : null;
}

function readEnd(bytes: Uint8Array, start: number, end: number): HParams | null {
  let status = 0;
  let endSeconds = 0;
  const whole = eachField(bytes, start, end, (field, wire, from, _to, varint) => {
    if (field === 1 && wire === 0) status = Number(varint);
    if (field === 2 && wire === 1) endSeconds = double(bytes, from);
  });
  return whole ? { kind: 'end', status, endSeconds } : null;
}

/** An entry of `map<string, Value>`. */
function readEntry(bytes: Uint8Array, start: number, end: number, depth: number): [string, Value] | null {
  let key = '';
  let value: Value | undefined = null;
  const whole = eachField(bytes, start, end, (field, wire, from, to) => {
    if (field === 1 && wire === 2) key = text(bytes, from, to);
    if (field === 2 && wire === 2) value = readValue(bytes, from, to, depth + 1);
  });
  return whole && value !== undefined ? [key, value] : null;
}

/** A `google.protobuf.Value`; undefined where the bytes are none. */
function readValue(bytes: Uint8Array, start: number, end: number, depth: number): Value | undefined {
  if (depth > MAX_DEPTH) return undefined;
  let value: Value | undefined = null;
  const whole = eachField(bytes, start, end, (field, wire, from, to, varint) => {
    if (field === 1 && wire === 0) value = null;
    else if (field === 2 && wire === 1) value = double(bytes, from);
    else if (field === 3 && wire === 2) value = text(bytes, from, to);
    else if (field === 4 && wire === 0) value = varint !== 0n;
    else if (field === 5 && wire === 2) value = readStruct(bytes, from, to, depth);
    else if (field === 6 && wire === 2) value = readList(bytes, from, to, depth);
  });
  return whole ? value : undefined;
}

function readStruct(bytes: Uint8Array, start: number, end: number, depth: number): Value | undefined {
  const map = valueMap();
  let sound = true;
  const whole = eachField(bytes, start, end, (field, wire, from, to) => {
    if (field !== 1 || wire !== 2) return;
    const entry = readEntry(bytes, from, to, depth);
    if (entry === null) sound = false;
    else map[entry[0]] = entry[1];
  });
  return whole && sound ? map : undefined;
}

function readList(bytes: Uint8Array, start: number, end: number, depth: number): Value | undefined {
  const list: Value[] = [];
  let sound = true;
  const whole = eachField(bytes, start, end, (field, wire, from, to) => {
    if (field !== 1 || wire !== 2) return;
    const value = readValue(bytes, from, to, depth + 1);
    if (value === undefined) sound = false;
    else list.push(value);
  });
  return whole && sound ? list : undefined;
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return decodeText(bytes.subarray(start, end)).text;
}

function double(bytes: Uint8Array, start: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(start, true);
}
