import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openSite } from '../../src/site.ts';
import { smallPlace, smallReport, treeOf } from '../support/small-site.ts';

/** So many that a thread is at work. */
const MANY: Readonly<Record<string, string>> = Object.fromEntries(Array.from({ length: 260 }, (_, at) => [`p${at}`, `words of ${at}`]));
const CHANGED: Readonly<Record<string, string>> = { ...MANY, p7: 'other words' };

/** Changes when a file gets another name. */
const named = (file: string) => fs.statSync(file, { bigint: true }).ctimeNs;
const inode = (root: string, file: string) => fs.statSync(path.join(root, file)).ino;
const page = (place: { readonly out: string }, id: string) => path.join(place.out, 'p', id, 'index.html');
/** Another file with other words: what shares the old one keeps it. */
function replace(file: string): void {
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, 'changed by hand');
}

async function fullBuild(t: { after(done: () => void): void }, paragraphs: Readonly<Record<string, string>>, more = {}) {
  const full = smallPlace(t);
  await full.build(paragraphs, { incremental: false, ...more });
  return treeOf(full.out);
}

test('a first build leaves its files under second names, and the next one builds upon them', async (t) => {
  const place = smallPlace(t);
  const retired = `${place.out}.staging/previous`;
  await place.build(MANY);
  const first = treeOf(place.out);
  assert.deepEqual(treeOf(retired), first);
  for (const file of first.keys()) assert.equal(inode(retired, file), inode(place.out, file), file);
  const names = named(page(place, 'p8'));
  const result = await place.build(CHANGED);
  assert.equal(result.rendered, 3);
  assert.equal(named(page(place, 'p8')), names, 'it had its second name');
  assert.deepEqual(treeOf(place.out), await fullBuild(t, CHANGED));
  assert.deepEqual(treeOf(retired), first, 'nothing was written into a file that both share');
  assert.equal(inode(place.out, 'p/p8/index.html'), inode(retired, 'p/p8/index.html'));
  const { p9: _, ...fewer } = CHANGED;
  for (const paragraphs of [fewer, MANY, { ...MANY, more: 'x' }]) {
    await place.build(paragraphs);
    assert.deepEqual(treeOf(place.out), await fullBuild(t, paragraphs));
  }
  assert.deepEqual(fs.readdirSync(`${place.out}.staging`).sort(), ['.gitignore', 'previous']);
});

test('a site made from nothing over another one leaves its own second names', async (t) => {
  const place = smallPlace(t);
  await place.build(MANY);
  await place.build(CHANGED, { base: '/x/' });
  assert.deepEqual(treeOf(`${place.out}.staging/previous`), treeOf(place.out));
  assert.deepEqual(fs.readdirSync(`${place.out}.staging`).sort(), ['.gitignore', 'previous']);
  await place.build(CHANGED, { base: '/x/', incremental: false });
  assert.deepEqual(fs.readdirSync(`${place.out}.staging`).sort(), ['.gitignore']);
});

test('large files before the thread is at work do not make the build wait for ever', async (t) => {
  const place = smallPlace(t);
  const documents = Array.from({ length: 5 }, (_, at) => ({
    file: `api/${at}.parquet`,
    key: `k${at}`,
    text: () => Buffer.alloc(7_000_000),
  }));
  const { files } = await place.build({ a: 'one' }, { documents });
  assert.ok(files > 5);
});

test('what was damaged is made anew, or taken from where it is whole', async (t) => {
  const place = smallPlace(t);
  const retired = `${place.out}.staging/previous`;
  const damages: { readonly [what: string]: () => void } = {
    'bytes of a page': () => fs.writeFileSync(page(place, 'p3'), 'changed by hand'),
    'a page in place': () => replace(page(place, 'p3')),
    'a page of the retired site': () => replace(path.join(retired, 'p/p3/index.html')),
    'both, each on its own': () => {
      replace(page(place, 'p3'));
      replace(path.join(retired, 'p/p3/index.html'));
    },
    'a page that is gone': () => fs.rmSync(page(place, 'p3')),
    'a page that is gone from both': () => {
      fs.rmSync(page(place, 'p3'));
      fs.rmSync(path.join(retired, 'p/p3/index.html'), { force: true });
    },
    'a foreign file in the retired site': () => fs.writeFileSync(path.join(retired, 'p/notes.txt'), 'x'),
    'the retired site': () => fs.rmSync(retired, { recursive: true }),
    'its manifest': () => fs.rmSync(path.join(retired, 'manifest.json')),
  };
  function* documents() {
    yield { file: 'api/x.json', key: 'x', text: () => '{}' };
  }
  const whole = [await fullBuild(t, MANY, { documents: documents() }), await fullBuild(t, CHANGED, { documents: documents() })];
  await place.build(MANY, { documents: documents() });
  let round = 0;
  for (const [what, damage] of Object.entries(damages)) {
    damage();
    round += 1;
    await place.build(round % 2 === 1 ? CHANGED : MANY, { documents: documents() });
    assert.deepEqual(treeOf(place.out), whole[round % 2], what);
  }
});

test('what a killed build had copied is built upon by the next one', async (t) => {
  const place = smallPlace(t);
  await place.build(MANY);
  const next = `${place.out}.staging/next`;
  fs.renameSync(`${place.out}.staging/previous`, next);
  replace(path.join(next, 'p/p3/index.html'));
  fs.rmSync(path.join(next, 'p/p4/index.html'));
  fs.writeFileSync(path.join(next, 'p/half.html'), 'half');
  const names = ['p5', 'p4'].map((id) => named(page(place, id)));
  await place.build(CHANGED);
  assert.deepEqual(
    ['p5', 'p4'].map((id, at) => named(page(place, id)) === names[at]),
    [true, false],
    'only what was missing is shared anew',
  );
  assert.deepEqual(treeOf(place.out), await fullBuild(t, CHANGED));
  assert.equal(inode(place.out, 'p/p5/index.html'), inode(`${place.out}.staging/previous`, 'p/p5/index.html'));
});

test('foreign files in a site of many are refused, and all stays as it is', async (t) => {
  const place = smallPlace(t);
  await place.build(MANY);
  const own = path.join(place.out, 'p', 'CNAME');
  fs.writeFileSync(own, 'lab.example');
  const before = treeOf(place.out);
  const refused = { exitCode: 2, message: /holds files that Runfolio did not make and would lose: p\/CNAME\. Move/ };
  await assert.rejects(() => place.build(CHANGED), refused);
  assert.deepEqual(treeOf(place.out), before);
  fs.rmSync(own);
  const names = named(page(place, 'p8'));
  await place.build(CHANGED);
  assert.equal(named(page(place, 'p8')), names, 'the retired site was put back');
  assert.deepEqual(treeOf(place.out), await fullBuild(t, CHANGED));
});

test('a fault in a site of many keeps it from being put in place, and the next build is right', async (t) => {
  const place = smallPlace(t);
  await place.build(MANY);
  const before = treeOf(place.out);
  const token = `ghp_${'a1B2'.repeat(9)}`;
  await assert.rejects(() => place.build({ ...CHANGED, p8: `see ${token}` }), { exitCode: 4 });
  assert.deepEqual(treeOf(place.out), before);
  const words = { secrets: new Set(['words of 200']), words: new Set<string>(), allow: new Set<string>() };
  await assert.rejects(() => place.build(CHANGED, { needles: words }), {
    exitCode: 4,
    message: /p\/p200\/index\.html: a credential of a record/,
  });
  assert.deepEqual(treeOf(place.out), before);
  await place.build(CHANGED);
  assert.deepEqual(treeOf(place.out), await fullBuild(t, CHANGED));
});

test('a site that is opened early is looked at when pages are made', async (t) => {
  const place = smallPlace(t);
  await place.build(MANY);
  const before = treeOf(place.out);
  const open = () => openSite(place.options, () => {});
  const idle = open();
  assert.throws(open, { exitCode: 5, message: /Another build is at work on this site/ });
  await idle.close();
  assert.deepEqual(treeOf(place.out), before);
  assert.deepEqual(fs.readdirSync(`${place.out}.staging`).sort(), ['.gitignore', 'previous']);
  const changes = {
    'bytes of a page': () => fs.writeFileSync(page(place, 'p3'), 'changed by hand'),
    'a foreign file': () => fs.writeFileSync(path.join(place.out, 'CNAME'), 'lab.example'),
  };
  for (const [what, change] of Object.entries(changes)) {
    const site = open();
    // Time for the thread to make its copy: the change comes after it.
    while (fs.readdirSync(`${place.out}.staging`).includes('previous')) await new Promise((resolve) => setTimeout(resolve, 5));
    change();
    const published = site.publish(smallReport(CHANGED), {}, () => {});
    if (what === 'a foreign file') await assert.rejects(published, { exitCode: 2, message: /CNAME/ });
    else await published;
    await site.close();
    fs.rmSync(path.join(place.out, 'CNAME'), { force: true });
    assert.deepEqual(treeOf(place.out), await fullBuild(t, CHANGED), what);
  }
});
