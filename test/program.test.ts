import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openProgram, type ProgramOptions } from '../src/program.ts';
import { SMALL_ROUTES } from './support/small-site.ts';

function place(t: { after(done: () => void): void }) {
  const programs = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-programs-'));
  t.after(() => fs.rmSync(programs, { recursive: true, force: true }));
  const asked: ProgramOptions = { routes: SMALL_ROUTES, base: '/', url: null };
  return { programs, open: (other: Partial<ProgramOptions> = {}) => openProgram({ ...asked, ...other }, undefined, programs) };
}

const entryOf = (options: { programs: string }) => {
  const [name = '', ...more] = fs.readdirSync(options.programs);
  assert.deepEqual(more, [], 'one program, nothing half made');
  return path.join(options.programs, name, 'server/entry.mjs');
};

test('pages are compiled once, and again where a file of the program is damaged or gone', async (t) => {
  const options = place(t);
  const first = await options.open();
  assert.ok(first.assets.some(({ file }) => /^_astro\/.*\.css$/.test(file)));
  const entry = entryOf(options);
  const made = fs.statSync(entry).ino;
  const again = await options.open();
  assert.equal(fs.statSync(entry).ino, made, 'kept');
  assert.deepEqual(again.assets, first.assets);
  fs.appendFileSync(entry, '\n// changed');
  await options.open();
  assert.ok(!fs.readFileSync(entryOf(options), 'utf8').endsWith('// changed'));
  fs.rmSync(path.join(path.dirname(entry), 'chunks'), { recursive: true });
  await options.open();
  assert.ok(fs.existsSync(path.join(path.dirname(entryOf(options)), 'chunks')));
});

test('compiled anew, elsewhere, browsers get the same files', async (t) => {
  const [first, second] = [await place(t).open(), await place(t).open()];
  assert.ok(first.assets.length > 1);
  assert.deepEqual(second.assets, first.assets);
});

test('another address is another program; the last ones are kept, and all that are young', async (t) => {
  const options = place(t);
  await options.open();
  await options.open({ base: '/a/' });
  assert.equal(fs.readdirSync(options.programs).length, 2);
  for (let age = 0; age < 12; age += 1) {
    const left = path.join(options.programs, `left-${age}`);
    fs.mkdirSync(left);
    const then = new Date(Date.now() - age * 1_000_000);
    fs.utimesSync(left, then, then);
  }
  await options.open();
  const left = () => fs.readdirSync(options.programs).filter((name) => name.startsWith('left-'));
  while (left().length > 7) await setTimeout(10);
  assert.deepEqual(left().sort(), ['left-0', 'left-1', 'left-2', 'left-3', 'left-4', 'left-5', 'left-6']);
});

test('where nothing can be kept, the program lives for one build', async (t) => {
  const { programs } = place(t);
  const file = path.join(programs, 'a file');
  fs.writeFileSync(file, '');
  const asked = { routes: SMALL_ROUTES, base: '/', url: null };
  const left = () => fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('runfolio-program-'));
  const before = left();
  const { assets } = await openProgram(asked, undefined, path.join(file, 'programs'));
  assert.ok(assets.length > 0);
  assert.deepEqual(
    left().filter((name) => !before.includes(name)),
    [],
  );
});

test('a page that cannot be compiled is told with its file, and leaves nothing', async (t) => {
  const options = place(t);
  const sources = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-broken-'));
  t.after(() => fs.rmSync(sources, { recursive: true, force: true }));
  const broken = path.join(sources, 'broken.astro');
  fs.writeFileSync(broken, '---\nimport { nothing } from "./not-there.ts";\n---\n<p>{nothing}</p>\n');
  await assert.rejects(options.open({ routes: [{ pattern: '/', entrypoint: broken }] }), /not-there\.ts/);
  assert.deepEqual(fs.readdirSync(options.programs), []);
});
