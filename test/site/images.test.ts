import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type BuildOptions, buildSite } from '../../src/build.ts';
import { IMAGES } from '../../src/images.ts';
import { HOSTILE_PICTURES, MARKUP_OF_PICTURES, PICTURES, SAID } from '../support/pictures.ts';

interface Logged {
  readonly name: string;
  readonly step?: number;
  readonly path: string;
}

function place(t: { after(done: () => void): void }) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-images-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const folder = path.join(top, 'archive');
  const write = (file: string, content: string | Uint8Array) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  };
  const log = (run: string, media: readonly Logged[]) => {
    const list = media.map((one) => ({ ...one, type: 'image' }));
    write(`p/runs/${run}/run.yaml`, JSON.stringify({ id: run, status: 'finished', media: list }));
    write(`p/runs/${run}/metrics.csv`, 'step,loss\n0,1\n1,0.5\n');
  };
  write('p/project.yaml', 'title: P\n');
  const options: BuildOptions = {
    ...{ folder, cache: path.join(top, 'cache'), out: path.join(top, 'site'), roots: [], skip: [], fingerprint: 'test' },
    ...{ base: '/base/', incremental: true, tool: 'Runfolio 0.0.0', signal: new AbortController().signal },
  };
  const assets = () => {
    const at = path.join(options.out, 'assets');
    return fs.existsSync(at) ? fs.readdirSync(at).sort() : [];
  };
  return {
    ...{ top, folder, write, log, assets },
    build: () => buildSite(options, () => {}),
    page: (run: string) => fs.readFileSync(path.join(options.out, `p/runs/${run}/index.html`), 'utf8'),
    asset: (name: string) => fs.readFileSync(path.join(options.out, 'assets', name)),
    remove: (file: string) => fs.rmSync(path.join(folder, file)),
  };
}

const imagesOf = (html: string) =>
  [...html.matchAll(/<img [^>]*>/g)].map(([tag]) =>
    Object.fromEntries([...tag.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
  );

const notShown = (html: string) => /Not shown: (.*?)<\/p>/.exec(html)?.[1]?.replace(/<[^>]*>/g, '') ?? '';

test('a run page shows its images by key and step, without what their files say', async (t) => {
  const { write, log, build, page, assets, asset } = place(t);
  log('a', [
    { name: 'val/sample', step: 10, path: 'b.png' },
    { name: 'val/sample', step: 2, path: 'c.gif' },
    { name: 'curve <b', path: 'd.jpg' },
  ]);
  write('p/runs/a/b.png', PICTURES.png);
  write('p/runs/a/c.gif', PICTURES.gif);
  write('p/runs/a/d.jpg', PICTURES.jpg);
  log('b', []);
  await build();
  const html = page('a');
  assert.ok(html.includes('<h2>3 images</h2>'));
  assert.deepEqual(
    imagesOf(html).map(({ alt, width, height, loading }) => [alt, width, height, loading]),
    [
      ['curve <b', '120', '80', 'lazy'],
      ['val/sample, step 2', '120', '80', 'lazy'],
      ['val/sample, step 10', '120', '80', 'lazy'],
    ],
  );
  for (const { src } of imagesOf(html)) assert.match(src ?? '', /^\/base\/assets\/[0-9a-f]{16}\.(?:png|jpg|gif)$/);
  assert.equal(assets().length, 3);
  for (const name of assets()) assert.equal(asset(name).includes(SAID), false, name);
  assert.equal(imagesOf(page('b')).length, 0);
});

test('what is no picture is told and not published, whatever it is called', async (t) => {
  const { write, log, build, page, assets, asset } = place(t);
  const names = Object.keys(HOSTILE_PICTURES);
  names.forEach((name, at) => {
    log(`r${at}`, [{ name, path: 'x.png' }]);
    write(`p/runs/r${at}/x.png`, HOSTILE_PICTURES[name] ?? '');
  });
  await build();
  const shown = names.filter((_, at) => imagesOf(page(`r${at}`)).length === 1);
  assert.deepEqual(shown, ['PNG with markup behind its end', 'PNG with markup in a text', 'JPEG with markup in a comment']);
  names.forEach((name, at) => {
    if (!shown.includes(name)) assert.notEqual(notShown(page(`r${at}`)), '', name);
  });
  const huge = 'PNG of 100,000 × 100,000 pixels';
  assert.equal(notShown(page(`r${names.indexOf(huge)}`)), `${huge} has 100000 × 100000 pixels, more than a page shows.`);
  for (const name of assets()) assert.doesNotMatch(asset(name).toString('latin1'), MARKUP_OF_PICTURES, name);
});

test('nothing outside the folder is opened, and no link is followed', async (t) => {
  const { top, folder, write, log, build, page, assets } = place(t);
  fs.writeFileSync(path.join(top, 'outside.png'), PICTURES.png);
  log('a', [
    { name: 'up', path: '../../../../outside.png' },
    { name: 'absolute', path: path.join(top, 'outside.png') },
    { name: 'link', path: 'link.png' },
    { name: 'linked folder', path: 'out/outside.png' },
    { name: 'pointer', path: 'lfs.png' },
    { name: 'missing', path: 'missing.png' },
  ]);
  fs.symlinkSync(path.join(top, 'outside.png'), path.join(folder, 'p/runs/a/link.png'));
  fs.symlinkSync(top, path.join(folder, 'p/runs/a/out'));
  write('p/runs/a/lfs.png', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 5\n`);
  await build();
  assert.deepEqual(assets(), []);
  assert.deepEqual(imagesOf(page('a')), []);
  assert.equal(
    notShown(page('a')),
    'link cannot be opened; linked folder cannot be opened; missing cannot be opened; pointer is a pointer of Git LFS; the picture itself is not here.',
  );
});

test('of many images the latest of each key are shown, and the others counted', async (t) => {
  const { write, log, build, page } = place(t);
  const many = Array.from({ length: 40 }, (_, step) => ({ name: step % 2 === 0 ? 'even' : 'odd', step, path: `m/${step}.png` }));
  log('a', [{ name: 'once', step: 0, path: 'm/0.png' }, ...many]);
  write('p/runs/a/m/0.png', PICTURES.png);
  for (const { path: file } of many) write(`p/runs/a/${file}`, PICTURES.png);
  write('p/runs/a/m/39.png', 'damaged');
  await build();
  const html = page('a');
  const alts = imagesOf(html).map(({ alt }) => alt);
  assert.equal(alts.length, IMAGES.page);
  assert.ok(alts.includes('once, step 0') && alts.includes('even, step 38') && alts.includes('odd, step 37'));
  assert.ok(!alts.includes('odd, step 1'));
  assert.ok(html.includes(`<h2>${IMAGES.page} of 40 images</h2>`));
  assert.equal(notShown(html), 'odd, step 39 is no PNG, JPEG, WebP or GIF by its first bytes.');
});

test('a build after a change has the images of now, and no others', async (t) => {
  const { write, log, build, page, assets, remove } = place(t);
  log('a', [{ name: 'x', step: 1, path: 'x.png' }]);
  log('b', [{ name: 'y', step: 1, path: 'y.png' }]);
  write('p/runs/a/x.png', PICTURES.png);
  write('p/runs/b/y.png', PICTURES.gif);
  const first = await build();
  assert.equal(assets().length, 2);
  write('p/runs/a/x.png', PICTURES.webp);
  const second = await build();
  assert.ok((second.site?.rendered ?? 0) < (first.site?.rendered ?? 0), 'the other run’s page is kept');
  assert.deepEqual(
    assets()
      .map((name) => path.extname(name))
      .sort(),
    ['.gif', '.webp'],
  );
  remove('p/runs/b/y.png');
  await build();
  assert.deepEqual(
    assets().map((name) => path.extname(name)),
    ['.webp'],
  );
  assert.equal(imagesOf(page('b')).length, 0);
  assert.equal(notShown(page('b')), 'y, step 1 cannot be opened.');
});
