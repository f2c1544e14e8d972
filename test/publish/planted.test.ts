import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { type Planted, plant } from '../support/planted.ts';
import { treeOf } from '../support/small-site.ts';
import { ROOT } from '../support/source.ts';

const run = promisify(execFile);
const EVERYTHING = '{ diff: true, console: true, environment: true, argv: true, personal: true }';
/** What must be among the files that are looked through: pages and data that show configurations, names and curves. */
const KINDS = [
  /variants\/[^/]+\/index\.html$/,
  /ablations\/index\.html$/,
  /ablations\/.*\.(?:csv|tex|md)$/,
  /sweeps\/[^/]+\/index\.html$/,
  /compare\/index\.html$/,
  /runs\/index\.html$/,
  /search.*\.json$/,
  /table\.json$/,
  /series\/.*\.json$/,
  /checks\/index\.html$/,
  /data\/index\.html$/,
];

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-planted-'));
process.on('exit', () => fs.rmSync(top, { recursive: true, force: true }));
let planted: Planted;

/** Every file of the site that a folder gives, and what the build said. */
async function build(name: string, publish: string) {
  const folder = path.join(top, name);
  plant(folder);
  fs.writeFileSync(path.join(folder, 'site.yaml'), `title: Planted\npublish: ${publish}\n`);
  const out = path.join(top, `_site-${name}`);
  const args = ['build', folder, '--cache', path.join(top, `cache-${name}`), '--out', out];
  const { stdout, stderr } = await run(process.execPath, [path.join(ROOT, 'src/runfolio.js'), ...args], { maxBuffer: 1e8 }).catch(
    (error: { code: number; stdout: string; stderr: string }) => {
      if (error.code !== 3) throw error;
      return error;
    },
  );
  return { files: treeOf(out), said: stdout + stderr };
}

/** Needles that a text holds, as they are or with the escapes of HTML, JSON and addresses. */
function foundIn(text: string, needles: ReadonlyMap<string, string>): string[] {
  return [...needles].flatMap(([needle, place]) => {
    const forms = [needle, needle.replaceAll('=', '%3D').replaceAll('/', '%2F').replaceAll('+', '%2B').replaceAll('@', '%40')];
    return forms.some((form) => text.includes(form)) ? [`${place}: ${needle}`] : [];
  });
}

function leaks(files: ReadonlyMap<string, string>, needles: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([file, text]) => foundIn(`${file}\n${text}`, needles).map((what) => `${file}: ${what}`));
}

before(() => {
  planted = plant(path.join(top, 'count'));
});

test('enough is planted', () => {
  assert.ok(planted.secrets.size >= 200, `${planted.secrets.size} credentials`);
  assert.ok(planted.identities.size >= 100, `${planted.identities.size} identities`);
});

test('by default no credential and nobody is in the site, nor in what the build says', async () => {
  const { files, said } = await build('closed', '{}');
  assert.ok(files.size > 30, `${files.size} files`);
  assert.deepEqual(leaks(files, planted.secrets), []);
  assert.deepEqual(leaks(files, planted.identities), []);
  assert.deepEqual(foundIn(said, planted.secrets), []);
  for (const kind of KINDS)
    assert.ok(
      [...files.keys()].some((file) => kind.test(file)),
      String(kind),
    );
  const pages = [...files].filter(([file]) => file.endsWith('.html')).map(([, text]) => text);
  assert.ok(pages.some((text) => text.includes('[redacted: ')));
  assert.ok(
    pages.some((text) => text.includes('What looks like a credential')),
    'the checks say so',
  );
});

test('with everything named under publish: people appear, credentials do not', async () => {
  const { files } = await build('open', EVERYTHING);
  assert.deepEqual(leaks(files, planted.secrets), []);
  const shown = new Set(leaks(files, planted.identities).map((what) => what.replace(/^.*: /, '')));
  const part = shown.size / planted.identities.size;
  assert.ok(part > 0.9, `${shown.size} of ${planted.identities.size} identities`);
});

test('a class that is named shows itself alone', async () => {
  const { files } = await build('argv', '{ argv: true }');
  assert.deepEqual([...leaks(files, planted.secrets), ...leaks(files, planted.identities)], []);
  assert.ok([...files.values()].some((text) => text.includes('--hub-token')));
});
