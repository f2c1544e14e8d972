import { isAscii, isUtf8 } from 'node:buffer';
import type { Bytes } from '../model/folder.ts';

/** One line of a text of any size. */
export interface Line {
  readonly text: string;
  /** Bytes from the start of the file to the start of the line. */
  readonly offset: number;
  /** From 1. */
  readonly number: number;
  /** How the line ends; `''` only for the last one of a file that does not end in a line break. */
  readonly end: '\n' | '\r\n' | '\r' | '';
  /** Bytes of an overlong line that are not in `text`. */
  readonly cut: number;
  /** The line is not UTF-8 and was read as Latin-1. */
  readonly latin1: boolean;
}

export interface LineOptions {
  /** A carriage return alone ends a line too, as in very old files; otherwise it is a character like any other. */
  readonly loneReturn?: boolean;
  /** Where to start: the offset and number of a line. */
  readonly from?: { readonly offset: number; readonly number: number };
  /** Bytes of a line that are kept at most (default 64 MiB). */
  readonly limit?: number;
  /** Bytes that are read at once (default 1 MiB). */
  readonly window?: number;
}

const NEWLINE = 10;
const RETURN = 13;

/**
 * Lines of a text in a file of any size; no more than a window and a line is held. UTF-8 with or without byte order mark,
 * UTF-16 with one; a line that is neither is read as Latin-1.
 */
export function* readLines(bytes: Bytes, options: LineOptions = {}): Generator<Line, void, undefined> {
  const { loneReturn = false, limit = 64 * 1024 * 1024, window = 1024 * 1024 } = options;
  const head = bytes.read(0, 3);
  const wide = head[0] === 0xff && head[1] === 0xfe ? 'le' : head[0] === 0xfe && head[1] === 0xff ? 'be' : null;
  const mark = wide !== null ? 2 : head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const unit = wide === null ? 1 : 2;
  let offset = options.from?.offset ?? 0;
  let number = options.from?.number ?? 1;
  if (offset < mark) offset = mark;
  const most = Math.max(unit, limit - (limit % unit));
  let room = Math.max(4, window - (window % unit));
  while (offset < bytes.size) {
    const chunk = asBuffer(bytes.read(offset, room));
    if (wide === 'be') swap(chunk);
    const atEnd = offset + chunk.length >= bytes.size;
    const whole = atEnd ? chunk.length : endOfLastLine(chunk, unit, loneReturn);
    if (whole === 0 && chunk.length <= most) {
      room = chunk.length * 2;
      continue;
    }
    if (chunk.length === 0) return;
    if (whole === 0) {
      const end = findBreak(bytes, offset + chunk.length - unit, unit, wide === 'be', loneReturn);
      yield { ...decodeLine(chunk.subarray(0, most), unit), offset, number, end: end.kind, cut: end.start - offset - most };
      offset = end.start + end.kind.length * unit;
      number += 1;
    } else {
      for (const line of linesOf(chunk.subarray(0, whole), unit, loneReturn, offset, number, most)) {
        yield line;
        number = line.number + 1;
      }
      offset += whole;
    }
    room = Math.max(4, window - (window % unit));
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Big-endian UTF-16 as little-endian, in place: the bytes of `Bytes` are used by no one else. */
function swap(chunk: Buffer): void {
  for (let at = 0; at + 1 < chunk.length; at += 2) {
    const high = chunk[at] as number;
    chunk[at] = chunk[at + 1] as number;
    chunk[at + 1] = high;
  }
}

/** Code unit at a byte position, -1 beyond the end. */
function unitAt(chunk: Uint8Array, at: number, unit: number): number {
  if (at + unit > chunk.length) return -1;
  return unit === 1 ? (chunk[at] as number) : (chunk[at] as number) | ((chunk[at + 1] as number) << 8);
}

/** Bytes up to and with the last line break that is surely complete; 0 where there is none. */
function endOfLastLine(chunk: Buffer, unit: number, loneReturn: boolean): number {
  if (unit === 1 && !loneReturn) return chunk.lastIndexOf(NEWLINE) + 1;
  for (let at = chunk.length - (chunk.length % unit) - unit; at >= 0; at -= unit) {
    const code = unitAt(chunk, at, unit);
    if (code === NEWLINE) return at + unit;
    // A return at the very end may be the first half of a pair.
    if (code === RETURN && loneReturn && at + 2 * unit <= chunk.length) return at + unit;
  }
  return 0;
}

function* linesOf(
  chunk: Buffer,
  unit: number,
  loneReturn: boolean,
  base: number,
  first: number,
  limit: number,
): Generator<Line, void, undefined> {
  const ascii = unit === 1 && isAscii(chunk);
  const sound = unit === 2 || ascii || isUtf8(chunk);
  let number = first;
  for (let start = 0; start < chunk.length; number += 1) {
    const { at, end } = breakIn(chunk, start, unit, loneReturn);
    const kept = Math.min(at - start, limit);
    const bytes = chunk.subarray(start, start + kept);
    const line = ascii
      ? { text: bytes.toString('latin1'), latin1: false }
      : sound && unit === 1 && kept === at - start
        ? { text: bytes.toString('utf8'), latin1: false }
        : decodeLine(bytes, unit);
    yield { ...line, offset: base + start, number, end, cut: at - start - kept };
    start = at + end.length * unit;
  }
}

/** The next line break from `start` on: where it is, and which. */
function breakIn(chunk: Buffer, start: number, unit: number, loneReturn: boolean): { at: number; end: Line['end'] } {
  let at = unit === 1 ? chunk.indexOf(NEWLINE, start) : start;
  if (unit === 2) while (at < chunk.length && unitAt(chunk, at, 2) !== NEWLINE) at += 2;
  if (at < 0 || at >= chunk.length) at = chunk.length;
  if (loneReturn) {
    const cut = unit === 1 ? chunk.subarray(start, at).indexOf(RETURN) : returnIn(chunk, start, at);
    if (cut >= 0 && (start + cut + unit < at || at === chunk.length)) return { at: start + cut, end: '\r' };
  }
  if (at === chunk.length) return { at, end: '' };
  return at - unit >= start && unitAt(chunk, at - unit, unit) === RETURN ? { at: at - unit, end: '\r\n' } : { at, end: '\n' };
}

function returnIn(chunk: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 2) if (unitAt(chunk, at, 2) === RETURN) return at - start;
  return -1;
}

function decodeLine(bytes: Buffer, unit: number): { text: string; latin1: boolean } {
  if (unit === 2) return { text: new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes), latin1: false };
  return isUtf8(bytes) ? { text: bytes.toString('utf8'), latin1: false } : { text: bytes.toString('latin1'), latin1: true };
}

/** Searches the file itself for the end of an overlong line. */
function findBreak(
  bytes: Bytes,
  from: number,
  unit: number,
  bigEndian: boolean,
  loneReturn: boolean,
): { start: number; kind: Line['end'] } {
  const step = 1024 * 1024;
  for (let base = from; base < bytes.size; ) {
    const chunk = asBuffer(bytes.read(base, step + 2 * unit));
    if (bigEndian) swap(chunk);
    const found = breakIn(chunk, 0, unit, loneReturn);
    const atEnd = base + chunk.length >= bytes.size;
    if (atEnd || found.at + 2 * unit <= chunk.length) return { start: base + found.at, kind: found.end };
    base += Math.max(unit, chunk.length - 2 * unit);
  }
  return { start: bytes.size, kind: '' };
}
