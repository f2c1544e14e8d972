import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { scan } from '../src/folder/scan.ts';
import { diagnostic } from '../src/model/diagnostic.ts';
import { readArchives } from '../src/read.ts';
import type { Reader } from '../src/readers/reader.ts';
import { encode } from '../src/store/encode.ts';
import { openStore, StoreDamaged } from '../src/store/store.ts';

/** A reader of files with a number a line; counts how often it reads. */
function numbers(counter: { reads: number }): Reader {
  return {
    tracker: 'record',
    title: 'Numbers',
    versions: '',
    foundBy: '*.numbers',
    revision: 1,
    detect: (index) =>
      index.files
        .filter(({ name }) => name.endsWith('.numbers'))
        .map(({ path: file }) => ({ tracker: 'record' as const, path: file, files: [file] })),
    *read(claim, _index, files) {
      counter.reads += 1;
      const text = files.text(claim.path);
      if (text === null) return;
      if (text.includes('bomb')) throw new Error('a fault');
      if (text.includes('dent')) yield diagnostic('bad-line', { path: claim.path, line: 1 }, { format: 'numbers', what: 'dent' });
      const value = Float64Array.from(text.trim().split('\n').map(Number));
      const step = value.map((_, i) => i);
      const config = Object.assign(Object.create(null), { big: 12345678901234567890n, odd: Number.NaN, ['__proto__']: 'key' });
      yield {
        tracker: 'record',
        format: 'numbers',
        keys: { directory: claim.path, role: 'run' },
        sources: claim.files,
        facts: { config },
        series: [{ name: 'x', kind: 'metric', rule: 'all', bits: 64, step, value, time: value.map(() => Number.NaN) }],
      };
    },
  };
}

async function folder(files: { readonly [name: string]: string }) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-read-'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, name), text);
  const counter = { reads: 0 };
  const cache = path.join(root, '.runfolio');
  const read = async (fingerprint = 'tool 1') => {
    const { index } = await scan(root, [], [cache]);
    const store = openStore(cache, fingerprint);
    const reading = readArchives({ root, index, allowed: [root] }, [numbers(counter)], store, () => {});
    const columns = reading.fragments.map(({ series }) => series.map((head) => [...store.columns(head).value]));
    store.close();
    return { ...reading, columns };
  };
  return { root, cache, counter, read };
}

test('a second reading reads nothing; one changed file is read again', async () => {
  const { root, counter, read } = await folder({ 'a.numbers': '1\n2\nNaN\n', 'b.numbers': '3\n' });
  const first = await read();
  assert.equal(counter.reads, 2);
  const second = await read();
  assert.equal(counter.reads, 2);
  assert.equal(encode(second.fragments), encode(first.fragments));
  assert.deepEqual(second.columns, [[[1, 2, Number.NaN]], [[3]]]);
  fs.writeFileSync(path.join(root, 'b.numbers'), '3\n4\n');
  assert.deepEqual((await read()).columns, [[[1, 2, Number.NaN]], [[3, 4]]]);
  assert.equal(counter.reads, 3);
});

test('what the store gives back is exact: big integers, NaN, keys such as __proto__', async () => {
  const { read } = await folder({ 'a.numbers': '1\n' });
  await read();
  const config = (await read()).fragments[0]?.facts.config ?? {};
  assert.deepEqual(Object.keys(config), ['big', 'odd', '__proto__']);
  assert.deepEqual([config['big'], config['odd']], [12345678901234567890n, Number.NaN]);
  assert.deepEqual(inherited(config), []);
});

test('a file touched but not changed is hashed once more and not read again; one that looks as it did is not opened', async (t) => {
  const { root, counter, read } = await folder({ 'a.numbers': '1\n', 'b.numbers': '2\n' });
  await read();
  fs.utimesSync(path.join(root, 'a.numbers'), 1, 1);
  const opened = t.mock.method(fs, 'openSync');
  assert.equal((await read()).read, 0);
  assert.deepEqual(
    opened.mock.calls.map(({ arguments: [file] }) => path.basename(String(file))),
    ['a.numbers'],
  );
  opened.mock.resetCalls();
  assert.equal((await read()).read, 0);
  assert.equal(opened.mock.callCount(), 0);
  assert.equal(counter.reads, 2);
});

test('another version of the tool reads everything again', async () => {
  const { counter, read } = await folder({ 'a.numbers': '1\n' });
  await read();
  await read('tool 2');
  assert.equal(counter.reads, 2);
});

test('a damaged store is noticed, never trusted', async () => {
  const { cache, read } = await folder({ 'a.numbers': '1\n2\n3\n' });
  const first = await read();
  const file = path.join(cache, 'store.sqlite');
  const whole = fs.readFileSync(file);
  for (let at = 0; at < whole.length; at += 61) {
    fs.rmSync(`${file}-wal`, { force: true });
    fs.rmSync(`${file}-shm`, { force: true });
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] as number) ^ 0x55;
    fs.writeFileSync(file, bytes);
    const again = await read().catch((error: unknown) => {
      assert.ok(error instanceof StoreDamaged, `offset ${at}: ${error}`);
      return read();
    });
    assert.deepEqual(again.columns, first.columns, `offset ${at}`);
    assert.equal(encode(again.fragments), encode(first.fragments), `offset ${at}`);
  }
});

test('diagnostics come back from the store', async () => {
  const { counter, read } = await folder({ 'a.numbers': 'dent\n' });
  await read();
  assert.deepEqual(
    (await read()).diagnostics.map(({ code }) => code),
    ['bad-line'],
  );
  assert.equal(counter.reads, 1);
});

test('a reader that fails hides no other run, and its failure is not cached', async () => {
  const { counter, read } = await folder({ 'a.numbers': 'bomb\n', 'b.numbers': '1\n' });
  for (const reads of [2, 3]) {
    const { fragments, diagnostics } = await read();
    assert.deepEqual([fragments.length, diagnostics.map(({ code }) => code), counter.reads], [1, ['reader-failed'], reads]);
  }
});

test('links, pipes and what leads out of the folder are not opened', async () => {
  const { root, read } = await folder({ 'a.numbers': '1\n' });
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-out-'));
  fs.writeFileSync(path.join(outside, 'secret.numbers'), '7\n');
  fs.symlinkSync(path.join(outside, 'secret.numbers'), path.join(root, 'link.numbers'));
  fs.symlinkSync(outside, path.join(root, 'folder'));
  fs.symlinkSync('.', path.join(root, 'loop'));
  assert.deepEqual((await read()).columns, [[[1]]]);
  const { diagnostics } = await scan(root);
  assert.deepEqual(
    diagnostics.map(({ code, place }) => [code, place.path]),
    [
      ['outside-folder', 'folder'],
      ['outside-folder', 'link.numbers'],
    ],
  );
});

/** Names that a map answers to although nobody set them. */
function inherited(map: object): string[] {
  return Object.getOwnPropertyNames(Object.prototype).filter((name) => name in map && !Object.hasOwn(map, name));
}
