import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openProgram, type ProgramOptions } from '../src/program.ts';
import { SMALL_ROUTES } from './support/small-site.ts';

function place(t: { after(done: () => void): void }): ProgramOptions & { readonly programs: string } {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-program-'));
  t.after(() => fs.rmSync(cache, { recursive: true, force: true }));
  return { cache, routes: SMALL_ROUTES, base: '/', url: null, programs: path.join(cache, 'programs') };
}

const entryOf = (options: { programs: string }) => {
  const [name = '', ...more] = fs.readdirSync(options.programs);
  assert.deepEqual(more, [], 'one program, nothing half made');
  return path.join(options.programs, name, 'server/entry.mjs');
};

test('pages are compiled once, and again where a file of the program is damaged or gone', async (t) => {
  const options = place(t);
  const first = await openProgram(options);
  assert.ok(first.assets.some(({ file }) => /^_astro\/.*\.css$/.test(file)));
  const entry = entryOf(options);
  const made = fs.statSync(entry).ino;
  const again = await openProgram(options);
  assert.equal(fs.statSync(entry).ino, made, 'kept');
  assert.deepEqual(again.assets, first.assets);
  fs.appendFileSync(entry, '\n// changed');
  await openProgram(options);
  assert.ok(!fs.readFileSync(entryOf(options), 'utf8').endsWith('// changed'));
  fs.rmSync(path.join(path.dirname(entry), 'chunks'), { recursive: true });
  await openProgram(options);
  assert.ok(fs.existsSync(path.join(path.dirname(entryOf(options)), 'chunks')));
});

test('another address is another program; of many the last ones are kept', async (t) => {
  const options = place(t);
  for (const base of ['/a/', '/b/', '/c/', '/d/', '/e/']) await openProgram({ ...options, base });
  assert.equal(fs.readdirSync(options.programs).length, 4);
});

test('a page that cannot be compiled is told with its file, and leaves nothing', async (t) => {
  const options = place(t);
  const broken = path.join(options.cache, 'broken.astro');
  fs.writeFileSync(broken, '---\nimport { nothing } from "./not-there.ts";\n---\n<p>{nothing}</p>\n');
  await assert.rejects(openProgram({ ...options, routes: [{ pattern: '/', entrypoint: broken }] }), /not-there\.ts/);
  assert.deepEqual(fs.readdirSync(options.programs), []);
});
