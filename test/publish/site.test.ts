import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { siteInPlace } from '../../src/site.ts';
import { NO_WORDS, SMALL_ROUTES, smallPlace, treeOf } from '../support/small-site.ts';
import { ROOT } from '../support/source.ts';

const run = promisify(execFile);

test('a first build puts the whole site in place', async (t) => {
  const place = smallPlace(t);
  const result = await place.build({ a: 'one', b: 'two' });
  assert.deepEqual({ pages: result.pages, rendered: result.rendered }, { pages: 4, rendered: 4 });
  const files = [...treeOf(place.out).keys()].filter((file) => !file.startsWith('_astro'));
  assert.deepEqual(files, ['.nojekyll', '404.html', 'index.html', 'list.json', 'manifest.json', 'p/a/index.html', 'p/b/index.html']);
  assert.equal(result.files, treeOf(place.out).size);
});

test('the next build renders what changed, removes what is gone, and equals a full build', async (t) => {
  const place = smallPlace(t);
  await place.build({ a: 'one', b: 'two', c: 'three' });
  const changed = { a: 'one', b: 'changed', d: 'four' };
  for (const _round of [1, 2, 3]) await place.build({ ...changed, b: `changed ${_round}` });
  const result = await place.build(changed);
  assert.equal(result.rendered, 3, 'home, 404 and page b; a and d are as before');
  assert.match(place.read('p/b/index.html'), /<p id="words">changed<\/p>/);
  const full = smallPlace(t);
  await full.build(changed, { incremental: false });
  assert.deepEqual(treeOf(place.out), treeOf(full.out));
});

test('a site is known to stand as it was put in place, and only then', async (t) => {
  const place = smallPlace(t);
  const extra = path.join(place.top, 'pages', 'extra.json.ts');
  fs.mkdirSync(path.dirname(extra));
  fs.writeFileSync(extra, `export const GET = () => new Response('{}');\n`);
  const routes = [...SMALL_ROUTES, { pattern: '/extra.json', entrypoint: extra }];
  const options = { ...place.options, routes };
  const page = path.join(place.out, 'p/a/index.html');
  const changes = [
    () => fs.appendFileSync(page, 'x'),
    () => fs.rmSync(page),
    () => fs.utimesSync(page, 1e9, 1e9),
    () => fs.writeFileSync(path.join(place.out, 'CNAME'), 'lab.example'),
    () => fs.appendFileSync(path.join(place.out, 'manifest.json'), ' '),
    () => fs.appendFileSync(extra, '// other words\n'),
    () => fs.mkdirSync(`${place.out}.staging/next`),
    () => fs.rmSync(options.cache, { recursive: true }),
  ];
  assert.equal(siteInPlace(options), null);
  for (const change of changes) {
    const { rendered: _, ...built } = await place.build({ a: 'one' }, { routes });
    assert.deepEqual(siteInPlace(options), { ...built, rendered: 0 });
    for (const other of [{ base: '/x/' }, { url: 'https://lab.example' }]) assert.equal(siteInPlace({ ...options, ...other }), null);
    change();
    assert.equal(siteInPlace(options), null, String(change));
    fs.rmSync(path.join(place.out, 'CNAME'), { force: true });
  }
});

test('documents beside the pages are written where their keys are new, and removed where they are gone', async (t) => {
  const place = smallPlace(t);
  const asked: string[] = [];
  const documents = (keys: Readonly<Record<string, string>>) =>
    Object.entries(keys).map(([name, key]) => ({
      file: `api/${name}.json`,
      key,
      text: () => {
        asked.push(name);
        return `"${key}"`;
      },
    }));
  await place.build({ a: 'one' }, { documents: documents({ x: '1', y: '1' }) });
  const live = fs.readFileSync(path.join(place.out, 'api/x.json'));
  await place.build({ a: 'one' }, { documents: documents({ x: '1', y: '2', z: '1' }) });
  assert.deepEqual(asked.splice(0), ['x', 'y', 'y', 'z']);
  assert.equal(String(live), '"1"');
  assert.equal(place.read('api/y.json'), '"2"');
  const retired = fs.readFileSync(path.join(`${place.out}.staging/previous`, 'api/y.json'), 'utf8');
  assert.equal(retired, '"1"', 'the retired site shares files with the one in place, and none was written into');
  await place.build({ a: 'one' }, { documents: documents({ z: '1' }) });
  assert.deepEqual(
    [...treeOf(place.out).keys()].filter((file) => file.startsWith('api/')),
    ['api/z.json'],
  );
});

test('the retired site brings no old page back', async (t) => {
  const place = smallPlace(t);
  for (const words of ['one', 'two', 'one', 'two', 'two', 'one']) {
    await place.build({ a: words });
    assert.match(place.read('p/a/index.html'), new RegExp(`<p id="words">${words}</p>`));
  }
});

test('an unchanged page whose link leads to a page that is gone is found', async (t) => {
  const place = smallPlace(t);
  const other = path.join(ROOT, 'test/fixtures/site/other.astro');
  const routes = [...SMALL_ROUTES, { pattern: '/other/[id]', entrypoint: other }];
  await place.build({ a: 'one', b: 'two' }, { routes });
  await place.build({ a: 'one', b: 'three' }, { routes });
  await assert.rejects(() => place.build({ b: 'three' }, { routes }), {
    exitCode: 1,
    message: /other\/x\/index\.html: links to \/p\/a\/, which leads nowhere/,
  });
});

test('a page that someone changed in the site is made anew', async (t) => {
  const place = smallPlace(t);
  await place.build({ a: 'one' });
  const whole = treeOf(place.out);
  for (const _round of [1, 2]) {
    fs.writeFileSync(path.join(place.out, 'p/a/index.html'), 'changed by hand');
    await place.build({ a: 'one' });
    assert.deepEqual(treeOf(place.out), whole);
  }
});

test('same input, same bytes: other directories, time zone, language, process', async (t) => {
  const places = [smallPlace(t), smallPlace(t), smallPlace(t)];
  const surroundings = [
    { cwd: ROOT, env: {} },
    { cwd: '/', env: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } },
    { cwd: os.tmpdir(), env: { TZ: 'America/St_Johns', HOME: '/nonexistent' } },
  ];
  const trees = [];
  for (const [index, { cwd, env }] of surroundings.entries()) {
    const { out, options } = places[index] as (typeof places)[number];
    const script = path.join(ROOT, 'test/support/build-small.ts');
    await run(process.execPath, [script, out, options.cache, '{"a":"one","b":"two"}'], { cwd, env: { ...process.env, ...env } });
    trees.push(treeOf(out));
  }
  assert.deepEqual(trees[1], trees[0]);
  assert.deepEqual(trees[2], trees[0]);
});

test('base path and address reach every page', async (t) => {
  const place = smallPlace(t);
  await place.build({ a: 'one' }, { base: 'x/y', url: 'https://lab.example' });
  assert.match(place.read('p/a/index.html'), /<a href="\/x\/y\/">/);
  assert.match(place.read('index.html'), /href="\/x\/y\/_astro\//);
});

test('a page that fails leaves the site as it was', async (t) => {
  const place = smallPlace(t);
  await place.build({ a: 'one' });
  const before = treeOf(place.out);
  await assert.rejects(() => place.build({ a: 'one', b: NO_WORDS }), /no words for b/);
  assert.deepEqual(treeOf(place.out), before);
  assert.deepEqual(fs.readdirSync(`${place.out}.staging`).sort(), ['.gitignore']);
  await place.build({ a: 'two' });
  assert.match(place.read('p/a/index.html'), /two/);
});

test('a site with faults is not put in place, and says which', async (t) => {
  const place = smallPlace(t);
  await place.build({ a: 'one' });
  const before = treeOf(place.out);
  const large = { a: 'one', b: 'word '.repeat(70_000) };
  await assert.rejects(() => place.build(large), { exitCode: 2, message: /1 page has more than 300 kB:\n +351 kB {2}p\/b\/index\.html/ });
  await assert.rejects(() => place.build({ a: 'one' }, { maxBytes: 1000 }), { exitCode: 2, message: /^The site has 1 MB, more than/ });
  assert.deepEqual(treeOf(place.out), before);
});

test('a credential that came through keeps the site from being put in place, and is not repeated', async (t) => {
  const place = smallPlace(t);
  const token = `ghp_${'a1B2'.repeat(9)}`;
  await assert.rejects(
    () => place.build({ a: 'one', b: `see ${token}` }),
    (error: Error & { exitCode: number }) =>
      error.exitCode === 4 && /p\/b\/index\.html: GitHub token, in line 1/.test(error.message) && !error.message.includes(token),
  );
  assert.ok(!fs.existsSync(place.out));
});

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, `words of ${at}`]));

test('of many files most are written and looked through by a thread: same bytes, same faults', async (t) => {
  const [pressed, grown] = [smallPlace(t), smallPlace(t)];
  const text = (at: number) => `{"words":"é ${'many '.repeat(at)}"}`;
  const documents = Array.from({ length: 40 }, (_, at) => ({ file: `api/${at}.json`, key: `k${at}`, text: () => text(at) }));
  const pictures = [{ file: 'small.svg', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>') }];
  const options = { documents, assets: pictures };
  const made = await pressed.build(many(300), options);
  await grown.build(many(1));
  await grown.build(many(300), options);
  assert.equal(made.rendered, 302);
  assert.deepEqual(treeOf(pressed.out), treeOf(grown.out));
  const before = treeOf(pressed.out);
  const failing = (more: Parameters<typeof pressed.build>[1], paragraphs = many(300)) =>
    pressed.build(paragraphs, { ...options, incremental: false, ...more });
  const token = `ghp_${'a1B2'.repeat(9)}`;
  await assert.rejects(
    () => failing({}, { ...many(300), p299: `see ${token}`, p7: `and ${token}` }),
    (error: Error & { exitCode: number }) =>
      error.exitCode === 4 &&
      /p\/p299\/index\.html: GitHub token, in line 1/.test(error.message) &&
      error.message.indexOf('p/p299/') < error.message.indexOf('p/p7/') &&
      !error.message.includes(token),
  );
  const foreign = [...documents, { file: 'api/x.svg', key: 'x', text: () => '<svg><image href="https://elsewhere.example/x.png"/></svg>' }];
  await assert.rejects(() => failing({ documents: foreign }), { exitCode: 1, message: /api\/x\.svg: loads https:\/\/elsewhere/ });
  await assert.rejects(
    () => failing({ documents: [...documents, { file: 'api/1.json/x.json', key: 'x', text: () => '{}' }] }),
    /api\/1\.json/,
  );
  assert.deepEqual(treeOf(pressed.out), before);
  assert.deepEqual(fs.readdirSync(`${pressed.out}.staging`).sort(), ['.gitignore', 'previous']);
  assert.deepEqual(treeOf(`${pressed.out}.staging/previous`), before);
});

test('a folder that is not ours is left alone', async (t) => {
  const place = smallPlace(t);
  fs.mkdirSync(place.out);
  fs.writeFileSync(path.join(place.out, 'thesis.tex'), 'years of work');
  await assert.rejects(() => place.build({ a: 'one' }), { exitCode: 2, message: /not empty and was not made by Runfolio \(thesis\.tex\)/ });
  assert.deepEqual(fs.readdirSync(place.top), ['_site']);
  fs.rmSync(path.join(place.out, 'thesis.tex'));
  await place.build({ a: 'one' });
  fs.writeFileSync(path.join(place.out, 'CNAME'), 'lab.example');
  await assert.rejects(() => place.build({ a: 'one' }), {
    exitCode: 2,
    message: /holds files that Runfolio did not make and would lose: CNAME/,
  });
  fs.writeFileSync(path.join(place.top, 'file'), '');
  await assert.rejects(() => place.build({ a: 'one' }, { out: path.join(place.top, 'file') }), { exitCode: 2, message: /is a file/ });
});

test('an aborted build stops soon and leaves nothing behind', async (t) => {
  const place = smallPlace(t);
  await place.build({ a: 'one' });
  const before = treeOf(place.out);
  const compiling = new AbortController();
  const elsewhere = place.build({ a: 'two' }, { signal: compiling.signal, base: `/${randomUUID()}/` });
  setTimeout(() => compiling.abort(), 100);
  const rendering = new AbortController();
  function* documents() {
    yield { file: 'api/first.json', key: 'first', text: () => '1' };
    rendering.abort();
    yield { file: 'api/second.json', key: 'second', text: () => '2' };
  }
  const said = place.said.length;
  await assert.rejects(elsewhere, { name: 'AbortError' });
  await assert.rejects(place.build({ a: 'two' }, { signal: rendering.signal, documents: documents() }), { name: 'AbortError' });
  assert.ok(!place.said.slice(said).includes('Verifying links and sizes'), 'it ended before all was there');
  assert.deepEqual(treeOf(place.out), before);
});

test('a link to the site is followed, not replaced', { skip: process.platform === 'win32' }, async (t) => {
  const place = smallPlace(t);
  fs.mkdirSync(path.join(place.top, 'elsewhere'));
  fs.symlinkSync(path.join(place.top, 'elsewhere'), place.out);
  await place.build({ a: 'one' });
  assert.ok(fs.lstatSync(place.out).isSymbolicLink());
  assert.ok(fs.existsSync(path.join(place.top, 'elsewhere/index.html')));
});
