import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHeader } from '../../src/formats/sqlite/header.ts';
import { newLeaf, readLeaf } from '../../src/formats/sqlite/leaf.ts';
import { openPages } from '../../src/formats/sqlite/pages.ts';
import type { SqlValue } from '../../src/formats/sqlite/schema.ts';
import { rowidAt, treeHeader, walkTree } from '../../src/formats/sqlite/tree.ts';
import { bytesOf, made, numbers, opened, rowsOf } from './sqlite-support.ts';

const PAGE = 512;

/** A database in MLflow's form: several levels of pages, an index, overflow, free pages. */
const ROOTS = new Map<string, number>();
const { main } = made((database) => {
  database.exec(`PRAGMA page_size = ${PAGE};
    CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name TEXT, status TEXT);
    CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
    CREATE TABLE latest_metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
    CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
    CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
    CREATE INDEX by_run ON metrics (run_uuid)`);
  const metric = database.prepare('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)');
  for (let run = 0; run < 4; run += 1) {
    const id = `run${run}`;
    database.prepare('INSERT INTO runs VALUES (?, ?, ?)').run(id, `name ${run}`, 'FINISHED');
    for (let step = 0; step < 110; step += 1) metric.run('loss', 1 / (step + 1), 1795205902000 + step, id, step);
    database.prepare('INSERT INTO latest_metrics VALUES (?, ?, ?, ?, ?, 0)').run('loss', 0.01, 1, id, 109);
    for (let param = 0; param < 8; param += 1) database.prepare('INSERT INTO params VALUES (?, ?, ?)').run(`p${param}`, String(param), id);
    database.prepare('INSERT INTO tags VALUES (?, ?, ?)').run('diff', `line ${run}\n`.repeat(200), id);
  }
  database.exec('DELETE FROM metrics WHERE rowid BETWEEN 200 AND 260');
  for (const row of database.prepare("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'").all())
    ROOTS.set(String(row.name), Number(row.rootpage));
});

interface Truth {
  /** Row id → the row as text. */
  readonly rows: ReadonlyMap<string, string>;
  /** Row id → the pages that hold it. */
  readonly pages: ReadonlyMap<string, ReadonlySet<number>>;
  readonly leaves: ReadonlySet<number>;
}

function textOf(row: readonly SqlValue[]): string {
  return row
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : `${typeof value} ${String(value)}`))
    .join('|');
}

function truth(table: string, root: number): Truth {
  const { database } = opened(main);
  assert.ok(database !== null);
  const rows = new Map(rowsOf(database, table).map((row) => [String(row[0]), textOf(row)]));
  const header = readHeader(main.subarray(0, 100));
  assert.ok(typeof header !== 'string');
  const pages = openPages('a.db', bytesOf(main), header, null);
  const places = new Map<string, Set<number>>();
  const leaf = newLeaf();
  const tree = walkTree(pages, root, 'table');
  for (const number of tree.leaves) {
    const bytes = pages.page(number);
    assert.ok(bytes !== null);
    readLeaf(bytes, treeHeader(number), header.usable, 1e9, 100, leaf);
    for (let cell = 0; cell < leaf.count; cell += 1) {
      const own = new Set([number]);
      const local = leaf.locals[cell] as number;
      if (local < (leaf.lengths[cell] as number))
        for (
          let next = bytes.readUInt32BE((leaf.starts[cell] as number) + local);
          next !== 0;
          next = pages.page(next)?.readUInt32BE(0) ?? 0
        )
          own.add(next);
      places.set(String(rowidAt(bytes, leaf.rowids[cell] as number)), own);
    }
  }
  return { rows, pages: places, leaves: new Set(tree.leaves) };
}

const TRUTHS = new Map([...ROOTS].map(([table, root]) => [table, truth(table, root)]));

/**
 * Rows whose pages were not touched are the original ones, each once; a row that is new or changed can only come from a
 * touched page of its own table. Gives how many rows of untouched pages are missing.
 */
function check(content: Uint8Array, touched: ReadonlySet<number>, what: string): number {
  const { database, diagnostics } = opened(content);
  let missing = 0;
  for (const [table, { rows, pages, leaves }] of TRUTHS) {
    const seen = new Set<string>();
    let strange = 0;
    for (const row of database === null ? [] : rowsOf(database, table)) {
      const id = String(row[0]);
      const own = pages.get(id);
      if (own === undefined || seen.has(id)) {
        strange += 1;
        continue;
      }
      seen.add(id);
      if (own.isDisjointFrom(touched)) assert.equal(textOf(row), rows.get(id), `${what}: ${table} ${id}`);
    }
    if (strange > 0) assert.ok(!leaves.isDisjointFrom(touched), `${what}: ${strange} rows made up in ${table}`);
    for (const [id, own] of pages) if (!seen.has(id) && own.isDisjointFrom(touched)) missing += 1;
  }
  if (missing > 0) assert.ok(diagnostics.length > 0, `${what}: ${missing} rows lost without a word`);
  return missing;
}

test('the database is sound, and all of it is read', () => {
  assert.equal(check(main, new Set(), 'untouched'), 0);
  assert.deepEqual(opened(main).diagnostics, []);
  assert.ok([...TRUTHS.values()].reduce((sum, one) => sum + one.rows.size, 0) > 400);
});

test('3,000 flipped bytes: nothing made up, nothing lost without a word', () => {
  const next = numbers(11);
  let missing = 0;
  for (let mutant = 0; mutant < 3000; mutant += 1) {
    const content = Buffer.from(main);
    // Headers and pointers of pages are where a flip does most harm.
    const at = mutant % 2 === 0 ? next(main.length) : next(main.length / PAGE) * PAGE + next(40);
    const before = content[at] as number;
    content[at] = mutant % 3 === 0 ? before ^ (1 << next(8)) : next(256);
    missing += check(content, new Set([Math.floor(at / PAGE) + 1]), `mutant ${mutant}, byte ${at}: ${before} to ${content[at]}`);
  }
  assert.ok(missing < 3000 * 60, `${missing} rows lost`);
});

test('each byte of the file header', () => {
  for (let at = 0; at < 100; at += 1)
    for (const value of [0, 1, 2, 3, 24, 255, (main[at] as number) ^ 1, (main[at] as number) ^ 128]) {
      const content = Buffer.from(main);
      content[at] = value;
      check(content, new Set([1]), `byte ${at}: ${main[at]} to ${value}`);
    }
});

test('every length: what is left is read', () => {
  for (let length = 0; length < main.length; length += 97) {
    const touched = new Set<number>();
    for (let page = Math.floor(length / PAGE) + 1; page <= main.length / PAGE; page += 1) touched.add(page);
    check(main.subarray(0, length), touched, `cut to ${length}`);
  }
});

test('whole pages overwritten, exchanged and repeated', () => {
  const next = numbers(5);
  const pages = main.length / PAGE;
  for (let mutant = 0; mutant < 600; mutant += 1) {
    const content = Buffer.from(main);
    const one = next(pages);
    const other = next(pages);
    if (mutant % 3 === 0) content.fill(mutant % 2 === 0 ? 0 : 255, one * PAGE, one * PAGE + PAGE);
    else content.set(main.subarray(other * PAGE, other * PAGE + PAGE), one * PAGE);
    check(content, new Set([one + 1]), `mutant ${mutant}: page ${one + 1} as ${other + 1}`);
  }
});

test('1,500 damaged write-ahead logs: always the rows of some commit', () => {
  const states = new Set<string>();
  const { main: base, log } = made((database) => {
    database.exec(`PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a, b TEXT)`);
    for (let commit = 0; commit < 8; commit += 1) {
      database.exec('BEGIN');
      for (let row = 0; row < 12; row += 1) database.prepare('INSERT INTO t VALUES (?, ?)').run(commit, 'x'.repeat(row * commit));
      database.exec(`UPDATE t SET a = ${100 + commit} WHERE rowid = ${commit * 5 + 1}; COMMIT`);
      states.add(
        snapshot(
          database
            .prepare('SELECT rowid, a, b FROM t')
            .all()
            .map((row) => Object.values(row) as SqlValue[]),
        ),
      );
    }
  });
  assert.ok(log !== null);
  states.add('');
  const snapshotOf = (wal: Uint8Array) => {
    const { database, diagnostics } = opened(base, wal);
    return { state: database === null ? '' : snapshot(rowsOf(database, 't')), diagnostics };
  };
  const whole = snapshotOf(log);
  assert.deepEqual(whole.diagnostics, []);
  assert.equal(whole.state, [...states].at(-2));
  const next = numbers(3);
  for (let mutant = 0; mutant < 1500; mutant += 1) {
    const wal = Buffer.from(log);
    const at = mutant % 2 === 0 ? next(log.length) : 32 + next(log.length / (PAGE + 24)) * (PAGE + 24) + next(24);
    const before = wal[at] as number;
    wal[at] = mutant % 3 === 0 ? before ^ (1 << next(8)) : next(256);
    const cut = mutant % 5 === 4;
    const { state, diagnostics } = snapshotOf(cut ? log.subarray(0, at) : wal);
    // A log that ends just behind a commit is a whole one.
    if (cut && (at - 32) % (PAGE + 24) === 0) continue;
    assert.ok(states.has(state), `mutant ${mutant}, byte ${at}`);
    if (state !== whole.state) assert.ok(diagnostics.length > 0, `mutant ${mutant}, byte ${at}: older rows without a word`);
  }
});

test('bytes that come into a frame of a log or go missing are told, also where its salts then look like those of an earlier use', () => {
  const frame = PAGE + 24;
  const { main: base, log } = made((database) => {
    database.exec(`PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (a, b TEXT)`);
    for (let row = 0; row < 40; row += 1) database.prepare('INSERT INTO t VALUES (?, ?)').run(row, 'b'.repeat(90));
    database.exec('PRAGMA wal_checkpoint(RESTART)');
    for (let row = 0; row < 10; row += 1) database.prepare('INSERT INTO t VALUES (?, ?)').run(row, 'b'.repeat(90));
  });
  assert.ok(log !== null);
  const salts = log.subarray(16, 24);
  const frames = (log.length - 32) / frame;
  const ofUse = Array.from({ length: frames }, (_, n) =>
    Buffer.from(log)
      .subarray(32 + n * frame + 8)
      .subarray(0, 8)
      .equals(salts),
  );
  const used = ofUse.lastIndexOf(true) + 1;
  assert.ok(used > 5 && used < frames, `${used} of ${frames} frames`);
  assert.deepEqual(opened(base, log).diagnostics, []);
  for (const number of [2, used - 2, used - 1])
    for (let inside = 0; inside < 24; inside += 1)
      for (const change of [-17, -3, -1, 1, 4, 9, 17]) {
        const at = 32 + number * frame + inside;
        const parts =
          change < 0
            ? [log.subarray(0, at), log.subarray(at - change)]
            : [log.subarray(0, at), Buffer.alloc(change, 0x62), log.subarray(at)];
        const told = opened(base, Buffer.concat(parts)).diagnostics.filter(({ place }) => place.path === 'a.db-wal');
        assert.ok(
          told.length > 0 && told.every(({ place }) => place.offset !== undefined),
          `frame ${number + 1}, byte ${inside}: ${change}`,
        );
      }
  const blanked = Buffer.from(log).fill(0, 32 + (used - 1) * frame, 32 + used * frame);
  assert.equal(opened(base, blanked).diagnostics[0]?.code, 'bad-checksum');
});

function snapshot(rows: readonly (readonly SqlValue[])[]): string {
  return rows.map(textOf).join('\n');
}
