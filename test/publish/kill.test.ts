import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { programOf } from '../../src/fill.ts';
import { smallPlace, treeOf } from '../support/small-site.ts';
import { ROOT } from '../support/source.ts';

const SCRIPT = path.join(ROOT, 'test/support/build-small.ts');
const OLD = { a: 'old', b: 'same', c: 'gone later' };
const NEW = { a: 'new', b: 'same', d: 'came later' };
/** So many that a thread is at work. */
const MANY = Object.fromEntries(Array.from({ length: 260 }, (_, at) => [`p${at}`, `words of ${at}`]));

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Builds in a process of its own, which is killed after a while, or runs as another user. */
function build(out: string, cache: string, paragraphs: object, options: { killAfter?: number; uid?: number } = {}): Promise<Ended> {
  const { killAfter, ...as } = options;
  const child = spawn(process.execPath, [SCRIPT, out, cache, JSON.stringify(paragraphs)], { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, said });
    });
  });
}

type Words = Readonly<Record<string, string>>;
const BUILDS: readonly { readonly what: string; readonly older: Words; readonly newer: Words }[] = [
  { what: 'a build', older: OLD, newer: NEW },
  { what: 'a build of many files', older: { ...MANY, ...OLD }, newer: { ...MANY, ...NEW } },
];

for (const { what, older, newer } of BUILDS)
  test(`${what} killed at any moment leaves the old or the new site, and the next build succeeds`, async (t) => {
    const place = smallPlace(t);
    await place.build(newer);
    const after = treeOf(place.out);
    await place.build(older);
    const before = treeOf(place.out);
    const kills = Number(process.env['RUNFOLIO_KILLS'] ?? 6);
    const whole = await timeOf(() => build(place.out, place.options.cache, newer));
    for (let kill = 0; kill < kills; kill += 1) {
      await place.build(older);
      assert.deepEqual(treeOf(place.out), before);
      await build(place.out, place.options.cache, newer, { killAfter: Math.round((whole * 1.1 * (kill + 0.5)) / kills) });
      // Between two renames there may be no site for a moment; the next build puts the old one back before it does anything else.
      if (fs.existsSync(place.out)) {
        const found = treeOf(place.out);
        assert.deepEqual(found, found.get('p/a/index.html') === before.get('p/a/index.html') ? before : after);
      } else assert.deepEqual(treeOf(`${place.out}.staging/previous`), before);
      assert.equal((await build(place.out, place.options.cache, newer)).code, 0);
      assert.deepEqual(treeOf(place.out), after);
    }
  });

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

test('a site that was taken away between the two renames is put back', async (t) => {
  const place = smallPlace(t);
  await place.build(OLD);
  const before = treeOf(place.out);
  fs.renameSync(place.out, `${place.out}.staging/previous`);
  fs.mkdirSync(`${place.out}.staging/next`);
  fs.writeFileSync(`${place.out}.staging/next/half.html`, 'half');
  await assert.rejects(() => place.build(OLD, { maxBytes: 1 }));
  assert.deepEqual(treeOf(place.out), before);
  assert.ok(place.said.some((words) => words.includes('Put back the site')));
});

test('of two builds at once the second is refused with the pid of the first', async (t) => {
  const place = smallPlace(t);
  const hold = Promise.withResolvers<void>();
  const first = place.build(OLD, { program: hold.promise.then(() => programOf(place.options)) });
  const second = await build(place.out, place.options.cache, NEW);
  hold.resolve();
  assert.equal(second.code, 5);
  assert.match(second.said, new RegExp(`Another build is at work on this site: process ${process.pid} `));
  await first;
  assert.match(place.read('p/a/index.html'), /old/);
});

test('where nothing may be written, the site stays as it is', {
  skip: process.getuid?.() !== 0 && 'needs another user to build as',
}, async (t) => {
  const place = smallPlace(t);
  fs.chmodSync(place.top, 0o755);
  await place.build(OLD);
  const before = treeOf(place.out);
  const ended = await build(place.out, place.options.cache, NEW, { uid: 65534 });
  assert.equal(ended.code, 5);
  assert.match(ended.said, /^The site could not be written: permission denied .* The previous site is untouched\.$/m);
  assert.deepEqual(treeOf(place.out), before);
});

test('where a file cannot be written to its end, the site stays as it is', { skip: process.platform === 'win32' }, async (t) => {
  const place = smallPlace(t);
  await place.build(OLD);
  const before = treeOf(place.out);
  const command = 'ulimit -f 40; exec "$0" "$@"';
  const long = JSON.stringify({ ...NEW, e: 'long '.repeat(20_000) });
  const ended = spawnSync('bash', ['-c', command, process.execPath, SCRIPT, place.out, place.options.cache, long], { encoding: 'utf8' });
  assert.equal(ended.status, 5, ended.stderr);
  assert.match(ended.stderr, /The site could not be written: the file would be larger than allowed/);
  const many = JSON.stringify({
    ...Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`p${at}`, 'x'])),
    z: 'long '.repeat(20_000),
  });
  const other = [path.join(place.top, 'other'), path.join(place.top, 'other-cache')];
  const pressed = spawnSync('bash', ['-c', command, process.execPath, SCRIPT, ...other, many], { encoding: 'utf8' });
  assert.equal(pressed.status, 5, pressed.stderr);
  assert.match(pressed.stderr, /the file would be larger than allowed/);
  assert.ok(!fs.existsSync(other[0] as string));
  assert.deepEqual(treeOf(place.out), before);
});

test('where the disk is full, the site stays as it is', async (t) => {
  const place = smallPlace(t);
  const disk = path.join(place.top, 'disk');
  fs.mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status !== 0) {
    t.diagnostic('no disk of 2 MB can be mounted here: the test above, with a limit on the size of a file, stands in for it');
    return;
  }
  try {
    await fillUp(disk, place.options.cache, place.build);
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
});

async function fillUp(disk: string, cache: string, first: ReturnType<typeof smallPlace>['build']): Promise<void> {
  const out = path.join(disk, '_site');
  await first(OLD, { out });
  const before = treeOf(out);
  const { bavail, bsize } = fs.statfsSync(disk);
  fs.writeFileSync(path.join(disk, 'filler'), Buffer.alloc(bavail * bsize - 100_000));
  const ended = await build(out, cache, { ...NEW, e: 'long '.repeat(20_000) });
  assert.equal(ended.code, 5, ended.said);
  assert.match(ended.said, /The site could not be written: the disk is full/);
  assert.deepEqual(treeOf(out), before);
  fs.rmSync(path.join(disk, 'filler'));
  assert.equal((await build(out, cache, NEW)).code, 0);
}
