import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { MAX_PAGE_BYTES } from '../../src/model/page-size.ts';
import { writeLarge } from '../support/large-folder.ts';
import { ROOT } from '../support/source.ts';

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-large-'));
const out = path.join(top, '_site');
const SIZES = {
  metrics: 3000,
  keys: 5000,
  artifacts: 2000,
  tags: 500,
  packages: 300,
  twice: 400,
  replicates: 1500,
  trials: 36,
  projects: 56,
};
const read = (file: string) => fs.readFileSync(path.join(out, file), 'utf8');
let files: string[] = [];

before(async () => {
  const folder = path.join(top, 'content');
  writeLarge(folder, SIZES);
  const args = ['build', folder, '--quiet', '--allow-damage', '--cache', path.join(top, 'cache'), '--out', out];
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'src/runfolio.js'), ...args], { maxBuffer: 1e8 });
  files = (fs.readdirSync(out, { recursive: true }) as string[]).map((file) => file.split(path.sep).join('/')).sort();
});

after(() => fs.rmSync(top, { recursive: true, force: true }));

/** Of every kind of page that shows records, one that holds too much. */
const KINDS: Readonly<Record<string, RegExp>> = {
  home: /^index\.html$/,
  'checks of all': /^checks\/index/,
  'data of all': /^data\/index/,
  project: /^wide\/index/,
  'project of tables': /^grid\/index/,
  runs: /^wide\/runs\/index/,
  'runs of one variant': /^seeds\/runs\/index/,
  run: /^wide\/runs\/[^/]+\/index/,
  'run of a grid': /^grid\/runs\/[^/]+\/index/,
  variant: /^seeds\/variants\/[^/]+\/index/,
  ablations: /^grid\/ablations\/index/,
  compare: /^grid\/compare\/index/,
  comparison: /^grid\/compare\/[^/]+\/index/,
  sweeps: /^trials\/sweeps\/index/,
  sweep: /^trials\/sweeps\/[^/]+\/index/,
  checks: /^wide\/checks\/index/,
  data: /^wide\/data\/index/,
};

test('whatever records hold, a site is built, every kind of page is there, and none is too large', () => {
  for (const [kind, pattern] of Object.entries(KINDS))
    assert.ok(
      files.some((file) => pattern.test(file)),
      kind,
    );
  const pages = files.filter((file) => file.endsWith('.html'));
  assert.ok(pages.length > SIZES.replicates + SIZES.projects * 7, `${pages.length} pages`);
  const large = pages.map((file) => ({ file, size: fs.statSync(path.join(out, file)).size })).filter(({ size }) => size > MAX_PAGE_BYTES);
  assert.deepEqual(large, []);
});

test('a page that is shorter than usual says so, with a link to a document that is there', () => {
  const short = files.filter((file) => file.endsWith('.html') && read(file).includes('its lists are shorter than usual'));
  for (const kind of ['run', 'variant'])
    assert.ok(
      short.some((file) => KINDS[kind]?.test(file)),
      `${kind} of ${short.join(' ')}`,
    );
  for (const file of short) {
    const link = /shorter than usual\. All of it is in the <a href="\/([^"]+)"/.exec(read(file))?.[1] ?? '';
    assert.ok(files.includes(link), `${file}: ${link}`);
  }
});

test('a run page keeps its headline, its parts and its primary metric; the rest of each list is counted, and in the JSON', () => {
  const file = files.find((one) => KINDS.run?.test(one)) ?? '';
  const page = read(file);
  assert.match(page, /class="headline"><code><bdi>loss<\/bdi><\/code> ends at /);
  for (const part of ['Code', 'Config', 'Data', 'Environment', 'Seeds', 'Metrics', 'Artifacts'])
    assert.ok(page.includes(`<th scope="row">${part}</th>`), part);
  assert.match(page, /<h3>\s*<bdi>loss<\/bdi>/);
  for (const words of ['3,001 metrics', '60 system metrics', '2,000 artifacts', '300 packages', '400 diagnostics of this run'])
    assert.ok(page.includes(words), words);
  assert.match(page, /and 1,9\d\d more, in the <a[^>]+>JSON of this run<\/a>/);
  const link = /shorter than usual\. All of it is in the <a href="\/([^"]+)"/.exec(page)?.[1] ?? '';
  const record = JSON.parse(read(link)) as { artifacts: unknown[]; config: Record<string, unknown>; metrics: Record<string, unknown> };
  assert.equal(record.artifacts.length, SIZES.artifacts);
  assert.ok(Object.keys(record.config).length >= SIZES.keys);
});

test('a run page says at its head what cannot be read, with a link down to it, and does not name the run again', () => {
  const page = read('small-1/runs/damaged/index.html');
  const link = '<a href="#diagnostics">the table of metrics has 1 value that cannot be read</a>';
  assert.match(
    page.slice(page.indexOf('class="facts"'), page.indexOf('seven parts')),
    new RegExp(`<dt>Record</dt>.*read in part</span>: ${link}`),
  );
  const from = page.slice(page.indexOf('id="diagnostics"'));
  const table = from.slice(0, from.indexOf('</table>'));
  assert.match(table, /<th scope="col">What happened<\/th><th scope="col">Place<\/th><\/tr>/);
  const checks = read('small-1/checks/index.html');
  assert.match(checks, /<th scope="col" class="run">Run<\/th>/);
  assert.match(checks, /<h2>In the records<\/h2>.*no commit in the record/);
});

test('of very many runs of one variant the first are listed, and all are counted', () => {
  const page = read(files.find((file) => KINDS.variant?.test(file)) ?? '');
  assert.match(page, /The first \d+ of 1,500 runs; all are in <a href="\/api\/projects\/seeds\/runs\.json">/);
  assert.match(page, /<h2>1,500 runs over steps<\/h2>/);
});
