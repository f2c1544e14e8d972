import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openLoaded } from '../../src/build.ts';
import { load } from '../../src/load.ts';
import { readProseAndJournals } from '../../src/prose.ts';
import { shared } from '../support/read.ts';
import { ROOT } from '../support/source.ts';

async function opened(t: { after(done: () => void): void }, folder: string) {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-alarms-'));
  t.after(() => fs.rmSync(cache, { recursive: true, force: true }));
  const loaded = await load({ folder, cache, roots: [], skip: [], fingerprint: 'test' }, () => {});
  const opening = await openLoaded(loaded, readProseAndJournals(loaded, '/'));
  loaded.close();
  return opening;
}

test('nothing in the demo is taken for a credential', async (t) => {
  const { runs, diagnostics, needles } = await opened(t, path.join(ROOT, 'content'));
  assert.ok(runs.size > 100);
  assert.deepEqual([diagnostics, [...needles.secrets]], [[], []]);
});

for (const folder of [
  'rosetta/archives',
  'corpus/wandb',
  'corpus/tensorboard',
  'corpus/mlflow-filestore',
  'corpus/mlflow-sqlite',
  'corpus/hydra',
  'corpus/optuna',
  'corpus/lightning-csv',
]) {
  test(`nothing in ${folder} is taken for a credential`, async (t) => {
    const place = shared(...folder.split('/'));
    if (place === null) return t.skip(`NO ARCHIVES at ../shared/${folder}: false alarms were not looked for`);
    const { runs, diagnostics, needles } = await opened(t, place);
    assert.ok(runs.size > 0);
    assert.deepEqual([diagnostics, [...needles.secrets]], [[], []]);
    for (const [run, { held }] of runs) {
      const redacted = held.filter((field) => !/^(environment\.|code\.diff$|console$|hosted$)/.test(field));
      assert.deepEqual(redacted, [], run.path);
    }
  });
}
