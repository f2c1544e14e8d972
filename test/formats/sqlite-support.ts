import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Database, openDatabase } from '../../src/formats/sqlite/database.ts';
import type { SqlValue } from '../../src/formats/sqlite/schema.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Bytes } from '../../src/model/folder.ts';

export function bytesOf(content: Uint8Array): Bytes {
  return { size: content.length, read: (offset, length) => content.subarray(offset, offset + length) };
}

/**
 * Makes a database with the native driver; the files are what lay on the disk while it was still open, but for the salts of
 * the log, which the driver draws by lot: a damage that goes unseen must go unseen again.
 */
export function made(work: (database: DatabaseSync, file: string) => void): { main: Uint8Array; log: Uint8Array | null } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite-'));
  const file = path.join(folder, 'a.db');
  try {
    const database = new DatabaseSync(file);
    work(database, file);
    const log = fs.existsSync(`${file}-wal`) ? withSalts(fs.readFileSync(`${file}-wal`), 0x8c96ffff, 0x54f85c0e) : null;
    const main = fs.readFileSync(file);
    database.close();
    return { main, log };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** A log with other salts and the checksums that belong to them. Frames of earlier uses stay so many uses behind. */
export function withSalts(log: Uint8Array, salt1: number, salt2: number): Buffer {
  const salted = Buffer.from(log);
  if (salted.length < 32) return salted;
  const little = salted.readUInt32BE(0) === 0x377f0682;
  const [old1, old2] = [salted.readUInt32BE(16), salted.readUInt32BE(20)];
  const frame = 24 + salted.readUInt32BE(8);
  const sum = new Uint32Array(2);
  const add = (from: number, to: number) => {
    for (let at = from; at < to; at += 8) {
      const word = (place: number) => (little ? salted.readUInt32LE(place) : salted.readUInt32BE(place));
      sum[0] = (sum[0] as number) + word(at) + (sum[1] as number);
      sum[1] = (sum[1] as number) + word(at + 4) + (sum[0] as number);
    }
  };
  const put = (at: number, ...words: number[]) => {
    for (const [n, word] of words.entries()) salted.writeUInt32BE(word >>> 0, at + 4 * n);
  };
  put(16, salt1, salt2);
  add(0, 24);
  put(24, ...sum);
  let uses = 0;
  for (let at = 32; at + frame <= salted.length; at += frame) {
    const behind = (old1 - salted.readUInt32BE(at + 8)) >>> 0;
    assert.ok(behind > 0 || salted.readUInt32BE(at + 12) === old2, 'frames of a use have its salts');
    if (behind > uses) sum.fill(behind);
    uses = Math.max(uses, behind);
    put(at + 8, salt1 - behind, salt2 + 0x9e3779b9 * behind);
    add(at, at + 8);
    add(at + 24, at + frame);
    put(at + 16, ...sum);
  }
  return salted;
}

export interface Opened {
  readonly database: Database | null;
  readonly diagnostics: Diagnostic[];
}

export function opened(main: Uint8Array, log: Uint8Array | null = null, shared = false, journal: Uint8Array | null = null): Opened {
  const diagnostics: Diagnostic[] = [];
  const beside = log === null ? null : { path: 'a.db-wal', bytes: bytesOf(log) };
  const undo = journal === null ? null : { path: 'a.db-journal', bytes: bytesOf(journal) };
  const database = openDatabase({ path: 'a.db', bytes: bytesOf(main), log: beside, journal: undo, shared }, (one) => diagnostics.push(one));
  return { database, diagnostics };
}

/** All rows of a table as the scanner gives them, each with its row id first. */
export function rowsOf(database: Database, table: string): SqlValue[][] {
  const columns = database.columns(table).map((_, column) => column);
  const found: SqlValue[][] = [];
  for (const rows = database.rows(table); rows.next(); ) found.push([rows.rowid(), ...columns.map((column) => rows.value(column))]);
  return found;
}

/** The same by the native driver, which works on a copy; integers beyond 2^53 are bigint. */
export function nativeRows(main: Uint8Array, log: Uint8Array | null, table: string, columns: readonly string[]): SqlValue[][] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite-'));
  try {
    fs.writeFileSync(path.join(folder, 'a.db'), main);
    if (log !== null) fs.writeFileSync(path.join(folder, 'a.db-wal'), log);
    const database = new DatabaseSync(path.join(folder, 'a.db'));
    const statement = database.prepare(
      `SELECT rowid, ${columns.map((column) => `"${column}"`).join(', ')} FROM "${table}" NOT INDEXED ORDER BY rowid`,
    );
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    const rows = statement.all() as unknown as SqlValue[][];
    database.close();
    return rows.map((row) => row.map(narrow));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function narrow(value: SqlValue): SqlValue {
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}

/** A repeatable stream of whole numbers below `limit`. */
export function numbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}
