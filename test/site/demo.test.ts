import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { treeOf } from '../support/small-site.ts';
import { ROOT } from '../support/source.ts';

const run = promisify(execFile);

/** A copy of the demo to build and to change, and how to build it into `_site-<name>`. */
function demo(t: { after(done: () => void): void }) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-demo-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const folder = path.join(top, 'content');
  fs.cpSync(path.join(ROOT, 'content'), folder, { recursive: true, filter: (from) => !from.includes('.runfolio') });
  const build = async (name: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
    const out = path.join(top, `_site-${name}`);
    const places = ['--cache', path.join(top, `cache-${name}`), '--out', out];
    const program = path.join(ROOT, 'src/runfolio.js');
    await run(process.execPath, [program, 'build', folder, '--quiet', ...places, ...args], { cwd: top, env: { ...process.env, ...env } });
    return treeOf(out);
  };
  return { top, folder, build };
}

test('the demo: what changes is rendered, and the result is that of a full build', async (t) => {
  const { folder, build } = demo(t);
  const first = await build('kept');
  const again = await build('kept');
  assert.deepEqual(again, first);
  const runs = path.join(folder, 'charlm/runs');
  fs.rmSync(path.join(runs, fs.readdirSync(runs).sort()[0] as string), { recursive: true });
  fs.appendFileSync(path.join(folder, 'digits/project.yaml'), '\n# a comment changes nothing\n');
  const changed = await build('kept');
  assert.notDeepEqual(changed, first);
  assert.deepEqual(changed, await build('full', ['--no-incremental']));
});

test('the demo: same bytes in another time zone and language, and nothing of this machine in them', async (t) => {
  const { top, build } = demo(t);
  const here = await build('here');
  const there = await build('there', [], { TZ: 'Pacific/Chatham', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' });
  assert.deepEqual(there, here);
  const told = [top, ROOT, os.hostname()].filter((word) => word.length > 4);
  for (const [file, content] of here) for (const word of told) assert.ok(!content.includes(word), `${file} holds ${word}`);
});

test('the demo: every address works under a base path', async (t) => {
  const { build } = demo(t);
  const site = await build('based', ['--base', '/repository/']);
  assert.match(site.get('index.html') ?? '', /href="\/repository\//);
});
