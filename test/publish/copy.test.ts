import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { confirmCopy, openCopy } from '../../src/publish/copy.ts';
import { type Ledger, stampOf } from '../../src/publish/ledger.ts';
import { listTree, sha256Of } from '../../src/publish/manifest.ts';
import { treeOf } from '../support/small-site.ts';

const OLD = { 'a.txt': 'a', 'b/c.txt': 'old', 'b/gone.txt': 'x', 'gone/d.txt': 'x' };
const LIVE = { 'a.txt': 'a', 'b/c.txt': 'new', 'e/f/g.txt': 'g' };

/** A live site, the retired one that shares a file with it, and what is known of both. */
function place(t: TestContext) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-copy-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const places = { live: path.join(top, 'live'), previous: path.join(top, 'previous'), next: path.join(top, 'next') };
  write(places.live, LIVE);
  write(places.previous, OLD);
  fs.rmSync(path.join(places.previous, 'a.txt'));
  fs.linkSync(path.join(places.live, 'a.txt'), path.join(places.previous, 'a.txt'));
  fs.writeFileSync(path.join(places.previous, 'manifest.json'), '{}');
  const [live, retired] = [ledgerOf(places.live), ledgerOf(places.previous)];
  return { places, live, retired, copy: () => openCopy(places, live, retired) };
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
}

function ledgerOf(root: string): Ledger {
  const rows = listTree(root).files.map((file) => {
    const place = path.join(root, file);
    const stamp = stampOf(place);
    if (stamp === null) throw new Error(`${file} is no file`);
    return [file, { path: file, sha256: sha256Of(place), key: null, ...stamp }] as const;
  });
  return { manifest: 'm', made: 'n', needles: 'o', files: new Map(rows) };
}

test('the retired site becomes a copy of the live one, and shares its files', (t) => {
  const { places, live, copy } = place(t);
  const filled = copy();
  assert.deepEqual(treeOf(places.next), treeOf(places.live));
  assert.deepEqual(listTree(places.next).folders.toSorted(), ['b', 'e', 'e/f']);
  assert.deepEqual(confirmCopy(filled), { kind: 'whole', stamps: new Map() });
  for (const [file, { inode }] of live.files) assert.equal(stampOf(path.join(places.next, file))?.inode, inode, file);
});

test('without a retired site, or without hard links, the copy is the same', (t) => {
  const { places, live } = place(t);
  fs.rmSync(places.previous, { recursive: true });
  assert.deepEqual(confirmCopy(openCopy(places, live, null)), { kind: 'whole', stamps: new Map() });
  t.mock.method(fs, 'linkSync', () => {
    throw Object.assign(new Error('no links'), { code: 'EPERM' });
  });
  const confirmed = confirmCopy(openCopy(places, live, null));
  assert.deepEqual(treeOf(places.next), treeOf(places.live));
  assert.ok(confirmed.kind === 'whole');
  assert.deepEqual([...confirmed.stamps.keys()], [...live.files.keys()], 'these look otherwise and were read');
  const retired = { ...live, files: new Map([...live.files].map(([file, row]) => [file, { ...row, ...confirmed.stamps.get(file) }])) };
  fs.renameSync(places.next, places.previous);
  const read = t.mock.method(fs, 'readFileSync');
  assert.deepEqual(confirmCopy(openCopy(places, live, retired)), confirmed);
  assert.equal(read.mock.callCount(), 0, 'what looks as it did is not read again');
});

test('each file of the copy is looked at once, and none is read that looks as it did', (t) => {
  const { live, copy } = place(t);
  const filled = copy();
  const look = t.mock.method(fs, 'lstatSync');
  const read = t.mock.method(fs, 'readFileSync');
  confirmCopy(filled);
  assert.equal(look.mock.callCount(), live.files.size);
  assert.equal(read.mock.callCount(), 0);
});

test('what was changed after the copy was made is noticed when it is confirmed', (t) => {
  const file = 'e/f/g.txt';
  const other = (root: string) => {
    fs.rmSync(path.join(root, file));
    fs.writeFileSync(path.join(root, file), 'other');
  };
  const differs = { kind: 'differs' };
  const cases: { readonly [what: string]: [(places: ReturnType<typeof place>['places']) => void, object] } = {
    'a file in place is another, the copy is whole': [({ live }) => other(live), { kind: 'whole', stamps: new Map() }],
    'a file of the copy is another, the one in place is whole': [({ next }) => other(next), { kind: 'whole', stamps: new Map() }],
    'a file of the copy is gone': [({ next }) => fs.rmSync(path.join(next, file)), { kind: 'whole', stamps: new Map() }],
    'both are others': [({ live, next }) => [live, next].forEach(other), differs],
    'the bytes that both share': [({ live }) => fs.writeFileSync(path.join(live, file), 'other'), differs],
    'a foreign file': [({ live }) => write(live, { 'b/CNAME': 'x', CNAME: 'x' }), { kind: 'foreign', files: ['CNAME', 'b/CNAME'] }],
  };
  for (const [what, [change, expected]] of Object.entries(cases)) {
    const { places, copy } = place(t);
    const filled = copy();
    change(places);
    assert.deepEqual(confirmCopy(filled), expected, what);
    if (expected !== differs) assert.equal(fs.readFileSync(path.join(places.next, file), 'utf8'), 'g', what);
  }
});

test('a file that is in no site is not made up', (t) => {
  const { places, copy } = place(t);
  fs.rmSync(path.join(places.live, 'e/f/g.txt'));
  assert.deepEqual(confirmCopy(copy()), { kind: 'differs' });
});

test('a retired site of which nothing is known is gone through by content', (t) => {
  const { places, live } = place(t);
  write(places.previous, { 'e/f/g.txt': 'other', 'b/c.txt': 'new' });
  const confirmed = confirmCopy(openCopy(places, live, null));
  assert.ok(confirmed.kind === 'whole');
  assert.deepEqual([...confirmed.stamps.keys()], ['b/c.txt'], 'the same bytes, in a file of its own');
  assert.deepEqual(treeOf(places.next), treeOf(places.live));
});
