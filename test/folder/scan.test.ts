import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openDoor } from '../../src/folder/door.ts';
import { openListings } from '../../src/folder/listings.ts';
import { scan } from '../../src/folder/scan.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';

function folder(files: { readonly [name: string]: string | Uint8Array }): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-scan-'));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
  return root;
}

test('lists every file once, sorted, without what is never data', async () => {
  const root = folder({
    'b/x.txt': '1',
    'a.txt': '1',
    'b/c/y.txt': '1',
    'b-c/z.txt': '1',
    'node_modules/m/i.js': '1',
    '.git/config': '1',
    '.hydra/config.yaml': '1',
  });
  const { index } = await scan(root);
  assert.deepEqual(
    index.files.map((file) => file.path),
    ['.hydra/config.yaml', 'a.txt', 'b-c/z.txt', 'b/c/y.txt', 'b/x.txt'],
  );
  assert.deepEqual(index.dirs, ['', '.hydra', 'b', 'b-c', 'b/c']);
  assert.deepEqual(
    index.below('b').map((file) => file.path),
    ['b/c/y.txt', 'b/x.txt'],
  );
  assert.deepEqual(
    index.inside('b').map((file) => file.name),
    ['x.txt'],
  );
  assert.deepEqual([index.children(''), index.children('b')], [['.hydra', 'b', 'b-c'], ['b/c']]);
});

test('leaves out what the user ignores and what is the tool’s own', async () => {
  const root = folder({ 'a/x.txt': '1', 'a/scratch/y.txt': '1', '_site/index.html': '1' });
  const { index } = await scan(root, ['**/scratch/**'], [path.join(root, '_site')]);
  assert.deepEqual(
    index.files.map((file) => file.path),
    ['a/x.txt'],
  );
});

test('names a pipe and does not open it', async () => {
  const root = folder({ 'a.txt': '1' });
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  const { index, diagnostics } = await scan(root);
  assert.deepEqual(
    index.files.map((file) => file.path),
    ['a.txt'],
  );
  assert.deepEqual(
    diagnostics.map(({ code, place, args }) => [code, place.path, args]),
    [['not-a-plain-file', 'pipe', { kind: 'named pipe' }]],
  );
});

test('the door tells what it could not give, and gives the rest', async () => {
  const root = folder({
    'pointer.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n',
    'latin.txt': Uint8Array.from([0x63, 0x61, 0x66, 0xe9]),
    'utf16.txt': Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0xe9, 0x00]),
    'bom.txt': '\ufeffa',
    'large.txt': 'x'.repeat(100),
    'gone.txt': '1',
  });
  const { index } = await scan(root);
  fs.rmSync(path.join(root, 'gone.txt'));
  const found: Diagnostic[] = [];
  const door = openDoor(root, index, (diagnostic) => found.push(diagnostic));
  assert.deepEqual([door.text('latin.txt'), door.text('utf16.txt'), door.text('bom.txt')], ['café', 'aé', 'a']);
  assert.deepEqual(
    [door.read('pointer.bin'), door.read('large.txt', 99), door.text('gone.txt'), door.read('never.txt')],
    [null, null, null, null],
  );
  assert.equal(door.sha256('large.txt')?.length, 64);
  door.close();
  assert.deepEqual(
    found.map(({ code, place }) => `${code} ${place.path}`),
    [
      'text-encoding latin.txt',
      'text-encoding utf16.txt',
      'lfs-pointer pointer.bin',
      'file-too-large large.txt',
      'unreadable-file gone.txt',
    ],
  );
});

test('a folder swapped for a link after the listing is not followed', async () => {
  const root = folder({ 'a/x.txt': 'inside' });
  const outside = folder({ 'x.txt': 'outside' });
  const { index } = await scan(root);
  fs.rmSync(path.join(root, 'a'), { recursive: true });
  fs.symlinkSync(outside, path.join(root, 'a'));
  const found: Diagnostic[] = [];
  const door = openDoor(root, index, (diagnostic) => found.push(diagnostic));
  assert.equal(door.text('a/x.txt'), null);
  door.close();
  assert.deepEqual(
    found.map(({ code }) => code),
    ['outside-folder'],
  );
});

test('the link to a debug log that W&B leaves in every run is no loss', async () => {
  const outside = folder({ 'core-debug.log': 'text' });
  const root = folder({ 'wandb/offline-run-1-a/run-a.wandb': '1', 'wandb/offline-run-1-a/logs/debug.log': '' });
  fs.symlinkSync(path.join(outside, 'core-debug.log'), path.join(root, 'wandb/offline-run-1-a/logs/debug-core.log'));
  assert.deepEqual((await scan(root)).diagnostics, []);
});

test('with remembered listings a scan finds the same, whatever was added, removed or replaced by a link', async () => {
  const root = folder({ 'a/one.txt': '1', 'a/b/two.txt': '2', 'c/three.txt': '3', 'd/four.txt': '4' });
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-scan-cache-'));
  const remembering = async () => {
    const listings = openListings(path.join(cache, 'folders.json'), cache, 20);
    const found = await scan(root, [], [], listings.entries);
    listings.keep();
    return found;
  };
  const changes = [
    () => {},
    () => fs.writeFileSync(path.join(root, 'a/b/new.txt'), 'n'),
    () => fs.rmSync(path.join(root, 'c/three.txt')),
    () => fs.symlinkSync('/', path.join(root, 'c/out')),
    () => fs.renameSync(path.join(root, 'd'), path.join(root, 'a/d')),
    () => execFileSync('mkfifo', [path.join(root, 'a/one.pipe')]),
  ];
  for (const change of changes) {
    change();
    const plain = await scan(root);
    for (let again = 0; again < 2; again += 1) {
      const found = await remembering();
      assert.deepEqual(found.index.files, plain.index.files);
      assert.deepEqual(found.diagnostics, plain.diagnostics);
    }
    await setTimeout(60);
    assert.deepEqual((await remembering()).index.files, plain.index.files);
  }
});
