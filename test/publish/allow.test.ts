import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type BuildOptions, buildSite } from '../../src/build.ts';
import { sha256 } from '../../src/model/hash.ts';
import { treeOf } from '../support/small-site.ts';

/** Put together here, so that no scanner of repositories takes it for one. */
const TOKEN = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH'}`;
const KEY = `glpat-${'aB3dE5gH7jK9mN1pQ3sT'}`;

function place(t: { after(done: () => void): void }) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-allow-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const folder = path.join(top, 'archive');
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  write('p/project.yaml', 'title: P\n');
  const options: BuildOptions = {
    ...{ folder, cache: path.join(top, 'cache'), out: path.join(top, 'site'), roots: [], skip: [], fingerprint: 'test' },
    ...{ base: null, incremental: true, tool: 'Runfolio 0.0.0', signal: new AbortController().signal },
  };
  const said: string[] = [];
  const build = () => {
    said.length = 0;
    return buildSite(options, (words) => said.push(words));
  };
  return { write, build, said, text: () => [...treeOf(options.out)].map(([file, content]) => `${file}\n${content}`).join('\n') };
}

test('a false alarm of the last search is cleared by the hash that it names, and nothing else with it', async (t) => {
  const { write, build, said, text } = place(t);
  write('p/runs/a/run.yaml', 'id: a\n');
  write('p/runs/a/metrics.csv', 'step,loss\n0,1\n');
  write('p/journal.md', `## 2026-01-02 Words\n\nA made up ${TOKEN} of the manual.\n`);
  const refused = await build().then(
    () => null,
    (error: { exitCode?: number; message: string }) => error,
  );
  assert.equal(refused?.exitCode, 4);
  assert.ok(refused?.message.includes(sha256(TOKEN)), 'the hash to allow is told');
  assert.ok(!refused?.message.includes(TOKEN));
  write('site.yaml', `publish:\n  allow: [${sha256(TOKEN)}]\n`);
  await build();
  assert.ok(text().includes(TOKEN));
  await build();
  assert.ok(said.includes('Nothing has changed since the last build'));
  write('p/journal.md', `## 2026-01-02 Words\n\nA made up ${TOKEN} of the manual, and ${KEY}.\n`);
  await assert.rejects(build(), { exitCode: 4 });
  write('p/journal.md', `## 2026-01-02 Words\n\nA made up ${TOKEN} of the manual.\n`);
  await build();
  write('site.yaml', 'publish: {}\n');
  await assert.rejects(build(), { exitCode: 4 }, 'pages that did not change are searched again once the hash is gone');
});

test('what is allowed is shown of records too, other credentials are not', async (t) => {
  const { write, build, text } = place(t);
  write('site.yaml', `publish:\n  allow: [${sha256(TOKEN)}]\n`);
  write('p/runs/a/run.yaml', `id: a\nconfig:\n  api_key: ${TOKEN}\n  other: ${KEY}\nnotes: about ${TOKEN}\n`);
  write('p/runs/a/metrics.csv', 'step,loss\n0,1\n');
  const { diagnostics } = await build();
  assert.ok(text().includes(TOKEN));
  assert.ok(!text().includes(KEY));
  assert.deepEqual(
    diagnostics.filter(({ code }) => code === 'secret-held-back').map(({ args }) => args),
    [{ field: 'config.other', kind: 'GitLab token' }],
  );
});

test('a run in whose id a credential stands has another address everywhere', async (t) => {
  const { write, build, text } = place(t);
  write('p/runs/a/run.yaml', `id: ${KEY}\nname: first\n`);
  write('p/runs/a/metrics.csv', 'step,loss\n0,1\n1,0.5\n');
  write('p/runs/b/run.yaml', `id: b\nname: second\nparent: ${KEY}\n`);
  write('p/runs/b/metrics.csv', 'step,loss\n0,1\n1,0.25\n');
  const { diagnostics } = await build();
  const all = text();
  assert.ok(!all.toLowerCase().includes(KEY.toLowerCase()));
  assert.ok(!all.toLowerCase().includes(KEY.slice(0, 16).toLowerCase()));
  const id = sha256(KEY).slice(0, 10);
  assert.ok(all.includes(`p/runs/${id}/index.html\n`));
  assert.ok(all.includes(`api/projects/p/runs/${id}.json\n`));
  assert.ok(all.includes(`href="/p/runs/${id}/"`));
  assert.ok(diagnostics.some((found) => found.code === 'secret-held-back' && found.args.field === 'id' && found.run === id));
});
