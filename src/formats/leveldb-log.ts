import { crc32 } from 'node:zlib';
import type { Bytes } from '../model/folder.ts';
import {
  BLOCK,
  CHUNK_HEADER,
  chunkType,
  FIRST,
  FULL,
  LAST,
  MIDDLE,
  openWindow,
  payloadLength,
  type Standing,
  standing,
  verifies,
  view,
  type Window,
} from './leveldb-chunk.ts';

/** The first bytes of a W&B log: `:W&B`, a magic number, a version. Blocks are counted from before them. */
const MAGIC = Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe]);
const VERSION = 0;
const FILE_HEADER = 7;
const RECORD_LIMIT = 256 * 1024 * 1024;
/** Bytes whose checksum is tried in search of intact chunks, over the whole file; beyond it only starts of blocks are tried. */
const SEARCH_BUDGET = 256 * 1024 * 1024;

export interface LogFault {
  /**
   * `header`: no such log (`what`: the bytes found); `version`: a version unknown (`what`); `torn`: ends inside a
   * record; `limit`: a record of more than the limit; `checksum`, `damaged`: bytes passed over (`what`: the part).
   */
  readonly kind: 'empty' | 'header' | 'version' | 'torn' | 'limit' | 'checksum' | 'damaged';
  readonly what: string;
  readonly offset: number;
  /** How many bytes were passed over. */
  readonly bytes: number;
}

/** A record in `from` … `to` of `bytes`, every chunk of it verified. The object is used again for the next record. */
export interface LogRecord {
  bytes: Buffer;
  from: number;
  to: number;
  /** Of its first chunk in the file. */
  offset: number;
  /** CRC-32 of its content; equal records in equal chunks have equal ones. */
  checksum: number;
  /** Put together from several chunks, whose checksums do not say that they belong together. */
  spanning: boolean;
}

export interface LogSink {
  record(record: LogRecord): void;
  /** In the order of the file: before the record that follows the damage. */
  fault(fault: LogFault): void;
  /** Whether verified bytes found behind damage can be a record or, if not `whole`, the beginning of one. */
  plausible(bytes: Buffer, from: number, to: number, whole: boolean): boolean;
}

interface Scan {
  readonly window: Window;
  readonly sink: LogSink;
  readonly recordLimit: number;
  readonly record: LogRecord;
  budget: number;
  /** Payloads of the record that is being put together, which started at `started` (-1: none). */
  parts: Buffer[];
  partsSize: number;
  started: number;
  /** Bytes passed over that are not told yet. */
  loss: LogFault | null;
}

const WHAT: Readonly<Record<Standing, string>> = {
  chunk: '',
  short: 'A chunk header',
  zeros: 'A run of zeros',
  header: 'A chunk header',
  checksum: 'A chunk',
};

/**
 * Reads every intact record of a log in W&B's variant of LevelDB's format (plain CRC-32 of zlib over type and payload),
 * however damaged the rest. Behind damage it goes on where the next first or whole chunk verifies, be it inside the
 * damaged block, or off the grid of blocks because bytes were lost or put in.
 */
export function readLog(source: Bytes, sink: LogSink, recordLimit = RECORD_LIMIT): void {
  const window = openWindow(source);
  const record: LogRecord = { bytes: window.bytes, from: 0, to: 0, offset: 0, checksum: 0, spanning: false };
  const scan: Scan = { window, sink, recordLimit, record, budget: SEARCH_BUDGET, parts: [], partsSize: 0, started: -1, loss: null };
  if (!opens(scan)) return;
  let at = FILE_HEADER;
  let boundary = BLOCK;
  while (at < window.size) {
    const place = view(window, at);
    while (boundary <= at) boundary += BLOCK;
    if (boundary - at < CHUNK_HEADER && isZero(window, place, boundary - at)) {
      at = boundary;
      continue;
    }
    const found = standing(window, at);
    if (found !== 'chunk') {
      at = recover(scan, at, found, boundary);
      continue;
    }
    const type = chunkType(window, place);
    at = takeChunk(scan, at, place, type);
    // Only a full block cuts a record: the grid is where the cut is, also after bytes were lost or put in.
    if (type === FIRST || type === MIDDLE) boundary = at;
  }
  if (scan.started >= 0) lose(scan, scan.started, window.size, 'torn', '');
  tell(scan);
}

/** Checks the file header; false where nothing can follow. */
function opens(scan: Scan): boolean {
  const { window, sink } = scan;
  const { size } = window;
  view(window, 0);
  const magic = window.bytes.subarray(0, MAGIC.length);
  const found = [...window.bytes.subarray(0, FILE_HEADER)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const refuse = (kind: LogFault['kind'], what = '') => sink.fault({ kind, what, offset: 0, bytes: size });
  if (size === 0) refuse('empty');
  else if (size < FILE_HEADER && MAGIC.subarray(0, size).equals(magic)) refuse('torn');
  else if (magic.equals(MAGIC)) {
    const version = window.bytes[MAGIC.length] as number;
    if (version === VERSION) return true;
    refuse('version', String(version));
  } else if (size <= FILE_HEADER || standing(window, FILE_HEADER) !== 'chunk') refuse('header', found);
  else {
    lose(scan, 0, FILE_HEADER, 'damaged', 'The file header');
    return true;
  }
  return false;
}

/** Takes an intact chunk, and gives the place behind it. */
function takeChunk(scan: Scan, at: number, place: number, type: number): number {
  const { window } = scan;
  const from = place + CHUNK_HEADER;
  const to = from + payloadLength(window, place);
  const end = at + to - place;
  if (type === FULL || type === FIRST) {
    if (scan.started >= 0) lose(scan, scan.started, at, 'damaged', 'A record without its end');
    dropParts(scan);
    if (scan.loss !== null) tell(scan);
    if (type === FULL) emit(scan, window.bytes, from, to, at, window.bytes.readUInt32LE(place), false);
    else {
      scan.started = at;
      keepPart(scan, window.bytes.subarray(from, to));
    }
    return end;
  }
  if (scan.started < 0) {
    lose(scan, at, end, 'damaged', 'A part of a record without its start');
    return end;
  }
  keepPart(scan, window.bytes.subarray(from, to));
  if (type === LAST) {
    const { started } = scan;
    const whole = Buffer.concat(scan.parts);
    if (scan.partsSize > scan.recordLimit) scan.sink.fault({ kind: 'limit', what: '', offset: started, bytes: end - started });
    else emit(scan, whole, 0, whole.length, started, crc32(whole), true);
    dropParts(scan);
  }
  return end;
}

function emit(scan: Scan, bytes: Buffer, from: number, to: number, offset: number, checksum: number, spanning: boolean): void {
  const { record } = scan;
  record.bytes = bytes;
  record.from = from;
  record.to = to;
  record.offset = offset;
  record.checksum = checksum;
  record.spanning = spanning;
  scan.sink.record(record);
}

function keepPart(scan: Scan, part: Buffer): void {
  scan.partsSize += part.length;
  if (scan.partsSize > scan.recordLimit) scan.parts = [];
  else scan.parts.push(part);
}

function dropParts(scan: Scan): void {
  if (scan.started < 0) return;
  scan.parts = [];
  scan.partsSize = 0;
  scan.started = -1;
}

/** Passes over damage at `at`, with the record it falls into, and gives the place where records go on. */
function recover(scan: Scan, at: number, found: Standing, boundary: number): number {
  const { window } = scan;
  const from = scan.started >= 0 ? scan.started : at;
  dropParts(scan);
  const zeros = found === 'zeros' ? zerosEnd(window, at) : at;
  const resume = zeros === window.size ? zeros : search(scan, Math.max(at, zeros - CHUNK_HEADER), boundary);
  const torn = resume === window.size && (found === 'short' || zeros === resume);
  lose(scan, from, resume, torn ? 'torn' : found === 'checksum' ? 'checksum' : 'damaged', WHAT[found]);
  return resume;
}

/**
 * The next place behind `at` where a record starts, or the end of the file. The length that a damaged header gives is not
 * trusted: it may point beyond records that are intact.
 */
function search(scan: Scan, at: number, boundary: number): number {
  const { window } = scan;
  for (let place = at + 1; place + CHUNK_HEADER <= window.size; ) {
    if (scan.budget <= 0 && place % BLOCK !== 0) place = place <= boundary ? boundary : Math.ceil(place / BLOCK) * BLOCK;
    const length = startLength(scan, place);
    if (length > 0) return place;
    place += length < 0 ? -length : 1;
  }
  return window.size;
}

/** Bytes of the intact chunk at a place, negative where no record starts with it; 0 where no chunk is. */
function startLength(scan: Scan, at: number): number {
  const { window } = scan;
  const place = view(window, at);
  const type = chunkType(window, place);
  if (!(type >= FULL && type <= LAST)) return 0;
  const length = payloadLength(window, place);
  if (at + CHUNK_HEADER + length > window.end) return 0;
  scan.budget -= length + 64;
  if (!verifies(window, place, length)) return 0;
  const starts = type <= FIRST && scan.sink.plausible(window.bytes, place + CHUNK_HEADER, place + CHUNK_HEADER + length, type === FULL);
  return starts ? CHUNK_HEADER + length : -(CHUNK_HEADER + length);
}

/** Adds to what was passed over; what adjoins is told as one. */
function lose(scan: Scan, from: number, to: number, kind: LogFault['kind'], what: string): void {
  const { loss } = scan;
  if (loss !== null && loss.offset + loss.bytes === from) scan.loss = { ...loss, bytes: to - loss.offset };
  else {
    tell(scan);
    scan.loss = { kind, what, offset: from, bytes: to - from };
  }
}

function tell(scan: Scan): void {
  if (scan.loss !== null) scan.sink.fault(scan.loss);
  scan.loss = null;
}

function isZero(window: Window, place: number, length: number): boolean {
  const end = Math.min(place + length, window.bytes.length);
  for (let at = place; at < end; at += 1) if (window.bytes[at] !== 0) return false;
  return true;
}

/** The first place from `at` on that is not zero, or the end of the file. */
function zerosEnd(window: Window, at: number): number {
  for (let place = at; place < window.size; place += 1) if (window.bytes[view(window, place)] !== 0) return place;
  return window.size;
}
