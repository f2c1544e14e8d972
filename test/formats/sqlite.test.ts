import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Database } from '../../src/formats/sqlite/database.ts';
import { readCreateTable, type SqlValue } from '../../src/formats/sqlite/schema.ts';
import { shared } from '../support/read.ts';
import { bytesOf, made, nativeRows, numbers, opened, rowsOf } from './sqlite-support.ts';

/** Every table equals what the native driver reads, and nothing is said. */
function sameAsNative(main: Uint8Array, log: Uint8Array | null = null): Database {
  const { database, diagnostics } = opened(main, log);
  assert.deepEqual(diagnostics, []);
  assert.ok(database !== null);
  for (const table of database.tables) {
    const got: SqlValue[][] = rowsOf(database, table).map((row) =>
      row.map((value) => (value instanceof Uint8Array ? new Uint8Array(value) : value)),
    );
    assert.deepEqual(got, nativeRows(main, log, table, database.columns(table)), table);
  }
  database.finish();
  assert.deepEqual(diagnostics, []);
  return database;
}

const VALUES = `CREATE TABLE "all of it" (a, b INT, c REAL, d TEXT, e BLOB, [id] INTEGER PRIMARY KEY)`;

function fill(database: DatabaseSync, rows: number): void {
  const next = numbers(7);
  const insert = database.prepare('INSERT INTO "all of it" (a, b, c, d, e) VALUES (?, ?, ?, ?, ?)');
  const integers = [0, 1, -1, 127, -128, 32767, -32768, 8388607, -8388608, 2147483647, -2147483648, 140737488355327, -140737488355328];
  const large = [2n ** 53n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n), 9007199254740991n];
  for (let row = 0; row < rows; row += 1) {
    const text = 'né€𝄞'.repeat(next(4) === 0 ? next(2000) : next(6));
    const whole = next(3) === 0 ? (large[next(large.length)] as bigint) : (integers[next(integers.length)] as number);
    insert.run(
      next(5) === 0 ? null : text,
      whole,
      [0.1, -0, 1e300, 5e-324, 3, Number.POSITIVE_INFINITY][next(6)] as number,
      text,
      Buffer.alloc(next(900), next(256)),
    );
  }
}

for (const size of [512, 1024, 4096, 8192, 65536])
  test(`equals the native driver: pages of ${size} bytes, overflow, every type`, () => {
    const { main } = made((database) => {
      database.exec(`PRAGMA page_size = ${size}; ${VALUES}`);
      fill(database, size > 4096 ? 900 : 300);
      database.exec('DELETE FROM "all of it" WHERE id % 7 = 0');
    });
    sameAsNative(main);
  });

for (const encoding of ['UTF-16le', 'UTF-16be'])
  test(`equals the native driver: ${encoding}`, () => {
    const { main } = made((database) => {
      database.exec(`PRAGMA encoding = '${encoding}'; ${VALUES}`);
      fill(database, 200);
    });
    sameAsNative(main);
  });

for (const mode of ['FULL', 'INCREMENTAL'])
  test(`equals the native driver: auto-vacuum ${mode}`, () => {
    const { main } = made((database) => {
      database.exec(`PRAGMA page_size = 512; PRAGMA auto_vacuum = ${mode}; ${VALUES}`);
      fill(database, 300);
      database.exec('DELETE FROM "all of it" WHERE id < 100');
    });
    sameAsNative(main);
  });

test('equals the native driver: reserved bytes at the end of each page', () => {
  const empty = made((database) => database.exec('PRAGMA page_size = 1024; CREATE TABLE x (y); DROP TABLE x; VACUUM')).main;
  const { main } = made((database, file) => {
    database.close();
    const reserved = Buffer.from(empty);
    reserved[20] = 24;
    reserved.writeUInt16BE(1000, 105);
    fs.writeFileSync(file, reserved);
    database.open();
    database.exec(VALUES);
    fill(database, 300);
  });
  assert.equal(main[20], 24);
  sameAsNative(main);
});

test('row ids beyond 2^53 and negative ones are exact', () => {
  const { main } = made((database) => {
    database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, v)');
    for (const id of [-(2n ** 63n), -5n, 0n, 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 2n, 2n ** 63n - 1n])
      database.prepare('INSERT INTO t VALUES (?, 1)').run(id);
  });
  sameAsNative(main);
});

test('a column added later has its declared default in old rows', () => {
  const { main } = made((database) => {
    database.exec(`CREATE TABLE t (a); INSERT INTO t VALUES (1);
      ALTER TABLE t ADD COLUMN b BIGINT DEFAULT '0' NOT NULL; ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'it''s'; ALTER TABLE t ADD COLUMN d;
      ALTER TABLE t ADD COLUMN e REAL DEFAULT (-1.5); ALTER TABLE t ADD COLUMN f BOOLEAN DEFAULT TRUE; INSERT INTO t VALUES (2, 3, 'x', 4, 5, 0)`);
  });
  const database = sameAsNative(main);
  assert.deepEqual(rowsOf(database, 'T')[0], [1, 1, 0, "it's", null, -1.5, 1]);
  assert.equal(database.column('t', 'E'), 4);
  assert.equal(database.column('t', 'nothing'), -1);
  assert.equal(database.column('nothing', 'a'), -1);
});

test('computed columns do not shift the others', () => {
  const { main } = made((database) =>
    database.exec(
      "CREATE TABLE t (a INT, b AS (a + 1), c TEXT, d INT GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO t (a, c) VALUES (20, 'x')",
    ),
  );
  const { database } = opened(main);
  assert.ok(database !== null);
  assert.deepEqual(rowsOf(database, 't'), [[1, 20, null, 'x', 40]]);
});

test('a table without row ids is named, not read', () => {
  const { main } = made((database) =>
    database.exec(
      'CREATE TABLE t (a PRIMARY KEY, b) WITHOUT ROWID; INSERT INTO t VALUES (1, 2); CREATE TABLE u (a); INSERT INTO u VALUES (9)',
    ),
  );
  const { database, diagnostics } = opened(main);
  assert.ok(database !== null);
  assert.deepEqual(rowsOf(database, 't'), []);
  assert.deepEqual(
    diagnostics.map((one) => one.code),
    ['unsupported-version'],
  );
  assert.deepEqual(rowsOf(database, 'u'), [[1, 9]]);
});

test('the newest committed rows come from the log, an unfinished transaction does not', () => {
  const { main, log } = made((database) => {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA page_size = 4096; ${VALUES}`);
    fill(database, 50);
    database.exec('PRAGMA wal_checkpoint(RESTART)');
    fill(database, 200);
    database.exec('UPDATE "all of it" SET b = 77 WHERE id < 20; CREATE TABLE late (x); INSERT INTO late VALUES (5)');
  });
  assert.ok(log !== null);
  const database = sameAsNative(main, log);
  assert.deepEqual(rowsOf(database, 'late'), [[1, 5]]);

  const cut = log.subarray(0, log.length - 100);
  const { diagnostics } = opened(main, cut);
  assert.deepEqual(
    diagnostics.map((one) => one.code),
    ['torn-tail'],
  );
  const flipped = Buffer.from(log);
  flipped[32 + 24 + 1000] = (flipped[32 + 24 + 1000] as number) ^ 1;
  assert.deepEqual(
    opened(main, flipped)
      .diagnostics.map((one) => one.code)
      .filter((code) => code === 'bad-checksum'),
    ['bad-checksum'],
  );
});

test('a transaction that a crash cut short is undone by its journal', () => {
  let before: SqlValue[][] = [];
  let journal: Uint8Array = Buffer.alloc(0);
  const { main } = made((database, file) => {
    database.exec(`PRAGMA page_size = 512; ${VALUES}`);
    fill(database, 150);
    before = nativeRows(fs.readFileSync(file), null, 'all of it', ['id', 'a', 'b', 'd']);
    database.exec('PRAGMA cache_size = 2; BEGIN; UPDATE "all of it" SET b = 1, d = \'changed\'; DELETE FROM "all of it" WHERE id > 100');
    journal = fs.readFileSync(`${file}-journal`);
  });
  const rows = (content: Uint8Array | null) => {
    const { database, diagnostics } = opened(main, null, false, content);
    const columns = ['id', 'a', 'b', 'd'].map((name) => database?.column('all of it', name) ?? -1);
    const found: SqlValue[][] = [];
    if (database !== null)
      for (const one = database.rows('all of it'); one.next(); ) found.push([one.rowid(), ...columns.map((column) => one.value(column))]);
    return { found, codes: diagnostics.map((one) => one.code) };
  };
  assert.notDeepEqual(rows(null).found, before);
  assert.deepEqual(rows(journal), { found: before, codes: ['torn-tail'] });
  const blanked = Buffer.from(journal).fill(0, 0, 28);
  assert.deepEqual(rows(blanked), rows(null));
  for (let length = 0; length < journal.length; length += 501) rows(journal.subarray(0, length));
});

test('a missing log is spoken of only where something is missing', () => {
  const bare = made((database) => database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)'));
  assert.deepEqual(
    opened(bare.main).diagnostics.map((one) => one.code),
    ['write-ahead-log'],
  );
  const whole = made((database) =>
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA wal_checkpoint(TRUNCATE)'),
  );
  assert.deepEqual(opened(whole.main).diagnostics, []);
  assert.deepEqual(
    opened(whole.main, null, true).diagnostics.map((one) => one.code),
    ['write-ahead-log'],
  );
});

test('what is no database is named', () => {
  for (const content of [Buffer.alloc(0), Buffer.from('SQLite format 3\0'), Buffer.alloc(4096, 1)]) {
    const { database, diagnostics } = opened(content);
    assert.equal(database, null);
    assert.deepEqual(
      diagnostics.map((one) => one.code),
      ['not-this-format'],
    );
  }
});

test('text that is not in the database encoding is read as Latin-1 and counted', () => {
  const { main } = made((database) => database.exec("CREATE TABLE t (a TEXT); INSERT INTO t VALUES (CAST(x'636166e9' AS TEXT))"));
  const { database, diagnostics } = opened(main);
  assert.ok(database !== null);
  assert.deepEqual(rowsOf(database, 't'), [[1, 'café']]);
  database.finish();
  assert.deepEqual(
    diagnostics.map((one) => one.code),
    ['text-encoding'],
  );
});

test('declarations: names, types, keys, defaults', () => {
  const shape = readCreateTable(`CREATE TABLE IF NOT EXISTS "a""b" ( -- a remark, with a comma
    "key" VARCHAR(250) NOT NULL, [v] DECIMAL(10, 2) DEFAULT (-1) CHECK (v IN (1, 2)), \`w\` /* x, y */ double precision,
    id INTEGER, CONSTRAINT pk PRIMARY KEY (id), FOREIGN KEY(v) REFERENCES o (p) ON DELETE CASCADE)`);
  assert.deepEqual(
    shape?.columns.map((column) => [column.name, column.type, column.missing]),
    [
      ['key', 'VARCHAR(250)', null],
      ['v', 'DECIMAL(10,2)', -1],
      ['w', 'DOUBLE PRECISION', null],
      ['id', 'INTEGER', null],
    ],
  );
  assert.equal(shape?.rowidColumn, 3);
  assert.equal(readCreateTable('CREATE TABLE t (id INTEGER PRIMARY KEY DESC)')?.rowidColumn, -1);
  assert.equal(readCreateTable('CREATE TABLE t (id INT PRIMARY KEY)')?.rowidColumn, -1);
  for (const text of [
    '',
    'CREATE VIRTUAL TABLE t USING fts5(a)',
    'CREATE TABLE t (a',
    'CREATE TABLE t (((',
    `CREATE TABLE t (${"'".repeat(999)}`,
  ])
    assert.equal(readCreateTable(text), null);
});

test('real databases equal the native driver', (t) => {
  const folders = [shared('corpus'), shared('rosetta', 'archives')].filter((folder) => folder !== null);
  if (folders.length === 0) return t.skip('NO REAL ARCHIVES: ../shared/corpus is absent');
  let databases = 0;
  for (const folder of folders)
    for (const file of fs.globSync('**/*.{db,sqlite,sqlite3}', { cwd: folder })) {
      sameAsNative(fs.readFileSync(path.join(folder, file)));
      databases += 1;
    }
  assert.ok(databases > 20);
  assert.ok(bytesOf(Buffer.alloc(1)).size === 1);
});
