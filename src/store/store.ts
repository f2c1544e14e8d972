import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Fragment, Source, StoredFragment } from '../model/fragment.ts';
import type { SeriesHead } from '../model/series.ts';
import { asValue } from '../model/value.ts';
import { decodeMarked, encodeMarked } from './encode.ts';
import { headOf, type Listed, listed } from './head.ts';
import { type Pack, pack, together, unpack } from './pack.ts';
import { recent } from './recent.ts';
import { type Columns, measure } from './stats.ts';

/** What one claim gave. */
export interface ClaimResult {
  readonly fragments: readonly StoredFragment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The same as it is written. */
interface StoredResult extends Omit<ClaimResult, 'fragments'> {
  readonly fragments: readonly (Omit<StoredFragment, 'series'> & { readonly series: readonly Listed[] })[];
}

/**
 * What was read, kept between builds. A claim is found by a key made of the reader, the tool and the hashes of its files,
 * so that nothing stale can be found. The stamp of a claim tells how its files looked (path, size and time of change), so that
 * unchanged ones need not be hashed. Every row carries a checksum, and a row that fails it is as if it were not there.
 */
export interface Store {
  /** The key of the claim that had this stamp, or null. */
  keyOf(stamp: string): string | null;
  /** Gives a claim that was found another stamp. */
  stamp(key: string, stamp: string): void;
  /** What an earlier build completed. */
  find(key: string): ClaimResult | null;
  /** Takes over one fragment of a claim that is being read; its columns may be dropped by the caller afterwards. */
  add(key: string, fragment: Fragment, sources: readonly Source[]): StoredFragment;
  /** Completes a claim. Without a stamp it is held for this build only. */
  finish(key: string, result: ClaimResult, stamp: string | null): void;
  columns(head: SeriesHead): Columns;
  /** Forgets claims that this build did not use, and commits. */
  close(): void;
}

/** The cache was damaged under our hands; it has been removed, and the build starts again without it. */
export class StoreDamaged extends Error {
  override readonly name = 'StoreDamaged';
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS claim(key TEXT PRIMARY KEY, stamp TEXT, head TEXT, sum INTEGER) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS series(claim TEXT, number INTEGER, sum INTEGER, pack BLOB, PRIMARY KEY(claim, number)) STRICT;
`;

/** Of rows that were read last: the series of one run are mostly asked for one after the other. */
const RECENT_BYTES = 2_000_000;

/** Opens the store in `folder`, or a fresh one where it is missing, damaged or of another tool (`fingerprint`). */
export function openStore(folder: string, fingerprint: string): Store {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'store.sqlite');
  try {
    return storeOver(openDatabase(file, fingerprint), file);
  } catch (error) {
    if (!(error instanceof StoreDamaged) && !isDamage(error)) throw error;
    removeStore(file);
    return storeOver(openDatabase(file, fingerprint), file);
  }
}

/** SQLITE_CORRUPT or SQLITE_NOTADB; a full disk or a lock is no damage. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === 11 || code === 26;
}

function removeStore(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) fs.rmSync(file + ending, { force: true });
}

function openDatabase(file: string, fingerprint: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    // Most heads of claims then lie in one page each.
    database.exec('PRAGMA page_size = 16384');
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000; PRAGMA busy_timeout = 5000');
    // What is there already is asked for in no order of the disk: copying page after page of it would take most of the time.
    database.exec(`PRAGMA mmap_size = ${fs.statSync(file).size}`);
    database.exec(SCHEMA);
    const known = database.prepare("SELECT value FROM meta WHERE name = 'tool'").get()?.value;
    if (known !== undefined && known !== fingerprint) throw new StoreDamaged('the store is of another version of the tool');
    if (known === undefined) database.prepare("INSERT INTO meta VALUES ('tool', ?)").run(fingerprint);
    database.exec('BEGIN');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function storeOver(database: DatabaseSync, file: string): Store {
  const putClaim = database.prepare('INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?)');
  const getSeries = database.prepare('SELECT sum, pack FROM series WHERE claim = ? AND number = ?');
  const putSeries = database.prepare('INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?)');
  const usedClaims = new Set<string>();
  const transient = new Set<string>();
  const rows = new Map<string, number>();
  let kept: Kept | null = null;
  const lately = recent<Pack>(RECENT_BYTES, ({ byteLength }) => byteLength);

  /** A damaged page may show itself in any statement. */
  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      database.close();
      removeStore(file);
      throw new StoreDamaged(String(error));
    }
  }

  /** All that is kept, read at once when first asked for: mostly every claim is wanted, in an order that is not the table's. */
  function claims(): Kept {
    kept ??= guarded(() => keptIn(database));
    return kept;
  }

  function packOf(name: string, claim: string, number: number): Pack {
    const row = guarded(() => getSeries.get(claim, number));
    const bytes: SQLOutputValue | undefined = row?.pack;
    if (!(bytes instanceof Uint8Array) || rowSum(claim, number, bytes) !== row?.sum) return damaged(name);
    const { buffer } = bytes.byteOffset === 0 ? bytes : bytes.slice();
    const read = new Float64Array(buffer, 0, bytes.byteLength / Float64Array.BYTES_PER_ELEMENT);
    lately.keep(`${claim}\0${number}`, read);
    return read;
  }

  function damaged(name: string): never {
    database.close();
    removeStore(file);
    throw new StoreDamaged(`the columns of ${name} fail their checksum`);
  }

  return {
    keyOf: (stamp) => claims().byStamp.get(stamp) ?? null,
    stamp(key, stamp) {
      const head = claims().byKey.get(key)?.head;
      if (head !== undefined) guarded(() => putClaim.run(key, stamp, head, claimSum(stamp, head)));
    },
    find(key) {
      const row = claims().byKey.get(key);
      if (row === undefined || claimSum(row.stamp, row.head) !== row.sum) return null;
      usedClaims.add(key);
      const { head } = row;
      const { fragments, diagnostics } = decodeMarked(head) as StoredResult;
      return {
        fragments: fragments.map((fragment) => ({
          ...fragment,
          facts: asValue(fragment.facts) as unknown as StoredFragment['facts'],
          series: fragment.series.map((list) => headOf(list, key)),
        })),
        diagnostics,
      };
    },
    add(key, fragment, sources) {
      const heads: SeriesHead[] = [];
      let row = rows.get(key) ?? 0;
      for (const group of together(fragment.series)) {
        const all = pack(group);
        const bytes = new Uint8Array(all.buffer);
        guarded(() => putSeries.run(key, row, rowSum(key, row, bytes), bytes));
        for (const [index, series] of group.entries()) {
          const { name, kind, rule, bits } = series;
          heads.push({ name, kind, rule, bits, stats: measure(series, rule), ref: { claim: key, row, index } });
        }
        row += 1;
      }
      rows.set(key, row);
      return { ...fragment, sources, series: heads };
    },
    finish(key, result, stamp) {
      usedClaims.add(key);
      if (stamp === null) {
        transient.add(key);
        return;
      }
      const fragments = result.fragments.map((fragment) => ({ ...fragment, series: fragment.series.map(listed) }));
      const head = encodeMarked({ ...result, fragments } satisfies StoredResult);
      guarded(() => putClaim.run(key, stamp, head, claimSum(stamp, head)));
    },
    columns({ name, ref: { claim, row, index } }) {
      const known = lately.get(`${claim}\0${row}`);
      return unpack(known ?? packOf(name, claim, row), index) ?? damaged(name);
    },
    close() {
      guarded(() => {
        for (const key of claims().byKey.keys()) if (!usedClaims.has(key)) transient.add(key);
        const drop = [database.prepare('DELETE FROM series WHERE claim = ?'), database.prepare('DELETE FROM claim WHERE key = ?')];
        for (const key of transient) for (const statement of drop) statement.run(key);
        database.exec('COMMIT');
        database.close();
      });
    },
  };
}

interface KeptClaim {
  readonly stamp: string;
  readonly head: string;
  readonly sum: number;
}

interface Kept {
  readonly byKey: ReadonlyMap<string, KeptClaim>;
  /** Keys by stamp. */
  readonly byStamp: ReadonlyMap<string, string>;
}

function keptIn(database: DatabaseSync): Kept {
  const statement = database.prepare('SELECT key, stamp, head, sum FROM claim');
  statement.setReturnArrays(true);
  const byKey = new Map<string, KeptClaim>();
  const byStamp = new Map<string, string>();
  for (const row of statement.iterate() as Iterable<unknown> as Iterable<readonly SQLOutputValue[]>) {
    const [key, stamp, head] = [String(row[0]), String(row[1]), String(row[2])];
    byKey.set(key, { stamp, head, sum: Number(row[3]) });
    byStamp.set(stamp, key);
  }
  return { byKey, byStamp };
}

function claimSum(stamp: string, head: string): number {
  return crc32(head, crc32(stamp));
}

/** Of the row's place too: a row that stands where another belongs is damage. */
function rowSum(claim: string, number: number, bytes: Uint8Array): number {
  return crc32(bytes, crc32(`${claim} ${number}`));
}
