import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type LedgerFile, ledgerText, readLedger, writeLedger } from '../../src/publish/ledger.ts';

const MANIFEST = 'f'.repeat(64);

function written(t: { after(done: () => void): void }, paths: readonly string[]) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-ledger-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const files = new Map(
    paths.map((file): [string, LedgerFile] => [file, { path: file, size: 1, sha256: 'a'.repeat(64), mtimeMs: 1.5, inode: 7, key: null }]),
  );
  const ledger = { manifest: MANIFEST, made: 'made', needles: 'needles', files };
  writeLedger(folder, MANIFEST, ledgerText(ledger), null);
  return { folder, ledger };
}

test('a ledger comes back as it was written, also with names that begin with dots', (t) => {
  const { folder, ledger } = written(t, ['index.html', '.nojekyll', 'p/..a/index.html', 'p/a..b/...', '_astro/x.css']);
  assert.deepEqual(readLedger(folder, MANIFEST), ledger);
  assert.equal(readLedger(folder, '0'.repeat(64)), null);
});

test('a ledger that names files outside of the site is none', (t) => {
  for (const file of ['../x', 'a/../../x', '/etc/x', 'a//x', 'a/./x', '..', '.', '', 'a/', 'C:\\x', '..\\x'])
    assert.equal(readLedger(written(t, ['index.html', file]).folder, MANIFEST), null, JSON.stringify(file));
});
