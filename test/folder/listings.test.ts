import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { type Listings, openListings, readTree, type Tree } from '../../src/folder/listings.ts';

/** Longer than any clock of a file system that tests run on needs for a tick. */
const TICK_MS = 20;

function place(t: TestContext, files: readonly string[]) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-listings-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const root = path.join(top, 'site');
  for (const file of files) put(root, file);
  const file = path.join(top, 'kept', 'folders.json');
  return { top, root, file, open: () => openListings(file, top, TICK_MS) };
}

function remember(open: () => Listings, root: string): void {
  const listings = open();
  listings.list(root);
  listings.keep();
}

function put(root: string, file: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), file);
}

function sorted({ files, folders }: Tree): Tree {
  return { files: files.toSorted(), folders: folders.toSorted() };
}

const FILES = ['top.txt', 'a/one.txt', 'a/b/two.txt', 'a/b/three.txt', 'c/.hidden'];

test('a folder that looks as it did is not read again', async (t) => {
  const { root, open } = place(t, FILES);
  await setTimeout(3 * TICK_MS);
  const first = open();
  assert.deepEqual(sorted(first.list(root)), { files: FILES.toSorted(), folders: ['a', 'a/b', 'c'] });
  first.keep();
  const read = t.mock.method(fs, 'readdirSync');
  assert.deepEqual(sorted(open().list(root)), { files: FILES.toSorted(), folders: ['a', 'a/b', 'c'] });
  assert.deepEqual(
    read.mock.calls.map((call) => call.arguments[0]),
    [root],
  );
  fs.rmSync(path.join(root, 'a/b/two.txt'));
  const moved = path.join(path.dirname(root), 'moved');
  fs.renameSync(root, moved);
  assert.deepEqual(sorted(open().list(moved)), {
    files: FILES.filter((file) => !file.includes('two')).toSorted(),
    folders: ['a', 'a/b', 'c'],
  });
  assert.deepEqual(
    read.mock.calls.slice(1).map((call) => call.arguments[0]),
    [moved, path.join(moved, 'a/b')],
  );
});

test('what changed a moment ago is not remembered: it may change again and look the same', (t) => {
  const { root, top, file } = place(t, FILES);
  const listings = openListings(file, top);
  listings.list(root);
  listings.keep();
  const read = t.mock.method(fs, 'readdirSync');
  openListings(file, top).list(root);
  assert.equal(read.mock.callCount(), 4);
});

test('what is learnt of a tree is as good as listing it', async (t) => {
  const { root, open } = place(t, FILES);
  await setTimeout(3 * TICK_MS);
  const first = open();
  first.learn(root, FILES);
  first.keep();
  const read = t.mock.method(fs, 'readdirSync');
  assert.deepEqual(sorted(open().list(root)), sorted({ files: FILES, folders: ['a', 'a/b', 'c'] }));
  assert.equal(read.mock.callCount(), 1);
});

test('where a folder does not tell that something was added, everything is read', async (t) => {
  const { root, open } = place(t, FILES);
  await setTimeout(3 * TICK_MS);
  remember(open, root);
  const utimes = t.mock.method(fs, 'utimesSync', () => {
    throw Object.assign(new Error('not here'), { code: 'ENOSYS' });
  });
  const read = t.mock.method(fs, 'readdirSync');
  assert.deepEqual(sorted(open().list(root)), sorted({ files: FILES, folders: ['a', 'a/b', 'c'] }));
  assert.equal(read.mock.callCount(), 4);
  utimes.mock.restore();
  const look = t.mock.method(fs, 'lstatSync', (file: string) => ({ ...fs.statSync(file), mtimeMs: 0 }));
  open().list(root);
  assert.equal(read.mock.callCount(), 8, 'a time that does not move tells nothing');
  look.mock.restore();
});

test('a file of listings that is damaged, or names what lies elsewhere, leads nowhere', async (t) => {
  const { root, file, open } = place(t, FILES);
  await setTimeout(3 * TICK_MS);
  remember(open, root);
  const text = fs.readFileSync(file, 'latin1');
  for (let at = 0; at < text.length; at += 7) {
    fs.writeFileSync(file, `${text.slice(0, at)}!${text.slice(at + 1)}`);
    assert.deepEqual(sorted(open().list(root)), sorted({ files: FILES, folders: ['a', 'a/b', 'c'] }));
  }
  const { writeChecked } = await import('../../src/formats/checked-text.ts');
  const { ino, mtimeMs, ctimeMs } = fs.lstatSync(path.join(root, 'c'));
  writeChecked(file, JSON.stringify([[ino, mtimeMs, ctimeMs, '../../kept/folders.json/.hidden', '..']]));
  const names = open()
    .list(root)
    .files.filter((name) => name.startsWith('c/'));
  assert.ok(names.every((name) => !name.split('/').includes('..')));
  for (const crafted of ['null', '7', '{}', '[null]', '[[1, 2, 3]]', '[1', '[[1, 2, 3, 4, 5]]']) {
    writeChecked(file, crafted);
    assert.deepEqual(sorted(open().list(root)), sorted({ files: FILES, folders: ['a', 'a/b', 'c'] }), crafted);
  }
});

test('whatever happens to a tree, it is listed as it is', async (t) => {
  const names = fc.constantFrom('a', 'b', 'c');
  const file = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const change = fc.record({ kind: fc.constantFrom('add', 'remove', 'move', 'replace'), from: file, to: file });
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { maxLength: 8 }),
      fc.array(fc.array(change, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      async (files, rounds) => {
        const { root, open } = place(t, []);
        fs.mkdirSync(root);
        for (const one of files) attempt(() => put(root, `${one}.txt`));
        for (const changes of rounds) {
          await setTimeout(2 * TICK_MS);
          const listings = open();
          assert.deepEqual(sorted(listings.list(root)), sorted(readTree(root)));
          listings.keep();
          for (const { kind, from, to } of changes) attempt(() => apply(root, kind, from, to));
          assert.deepEqual(sorted(open().list(root)), sorted(readTree(root)));
        }
      },
    ),
    { numRuns: 25, seed: 11 },
  );
});

function apply(root: string, kind: string, from: string, to: string): void {
  if (kind === 'add') put(root, `${to}.txt`);
  else if (kind === 'remove') fs.rmSync(path.join(root, from), { recursive: true });
  else if (kind === 'move') fs.renameSync(path.join(root, from), path.join(root, to));
  else {
    fs.rmSync(path.join(root, `${from}.txt`));
    fs.mkdirSync(path.join(root, `${from}.txt`));
  }
}

/** Many changes are impossible, as a file below a file. */
function attempt(change: () => void): void {
  try {
    change();
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error);
  }
}

test('a folder with a link is read every time, and one that only becomes one is not taken for what it was', async (t) => {
  const { root, open } = place(t, FILES);
  fs.symlinkSync('one.txt', path.join(root, 'a/link'));
  await setTimeout(3 * TICK_MS);
  remember(open, root);
  const read = t.mock.method(fs, 'readdirSync');
  const listings = open();
  const entries = listings.entries(path.join(root, 'a'));
  assert.deepEqual(
    entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name),
    ['link'],
  );
  assert.deepEqual(
    listings
      .entries(path.join(root, 'a/b'))
      .map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.isSymbolicLink()])
      .sort(),
    [
      ['three.txt', true, false, false],
      ['two.txt', true, false, false],
    ],
  );
  assert.deepEqual(
    read.mock.calls.map((call) => call.arguments[0]),
    [path.join(root, 'a')],
  );
  fs.rmSync(path.join(root, 'a/b/two.txt'));
  fs.symlinkSync('three.txt', path.join(root, 'a/b/two.txt'));
  const found = open().entries(path.join(root, 'a/b'));
  assert.equal(found.find(({ name }) => name === 'two.txt')?.isSymbolicLink(), true);
});

test('a folder that is gone, or no folder, is a fault with remembered listings too', async (t) => {
  const { root, open } = place(t, FILES);
  await setTimeout(3 * TICK_MS);
  remember(open, root);
  fs.rmSync(path.join(root, 'c'), { recursive: true });
  assert.throws(() => open().entries(path.join(root, 'c')), { code: 'ENOENT' });
});

test('a folder that is named by a link is listed as it is', async (t) => {
  const { top, root, open } = place(t, FILES);
  const link = path.join(top, 'link');
  fs.symlinkSync(root, link);
  await setTimeout(3 * TICK_MS);
  const first = open();
  first.entries(link);
  first.keep();
  put(root, 'later.txt');
  const names = open()
    .entries(link)
    .map(({ name }) => name);
  assert.ok(names.includes('later.txt'));
});
