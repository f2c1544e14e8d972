import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { optuna } from '../../../src/readers/optuna/index.ts';
import { FIXTURES, readFolder, shared } from '../../support/read.ts';
import { expectation } from '../memory-archive.ts';

const ROOT = path.join(FIXTURES, 'optuna');

// Written by the Optuna of the name, read by it again, and found equal in every value, parameter, report and attribute.
for (const entry of fs.readdirSync(ROOT, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  test(`optuna/${entry.name}`, async () => {
    const found = expectation(await readFolder(path.join(ROOT, entry.name), optuna));
    const file = path.join(ROOT, `${entry.name}.jsonl`);
    if (process.env.UPDATE !== undefined) fs.writeFileSync(file, found);
    assert.deepEqual(found.split('\n'), fs.readFileSync(file, 'utf8').split('\n'));
  });
}

/** Repository → trials, counted by Optuna's own tables. */
const CORPUS: Readonly<Record<string, number>> = {
  'Duccioo+Gaussian-Mixture-Neural-Network': 13_208,
  'LPO-LIIS+WildShapesDB': 100,
  'optuna+optuna': 24,
};

for (const [repository, trials] of Object.entries(CORPUS)) {
  test(`${trials} trials of ${repository}`, async (t) => {
    const folder = shared('corpus', 'optuna', repository);
    if (folder === null) return t.skip('the archives are not beside the project');
    const { fragments, diagnostics } = await readFolder(folder, optuna);
    assert.deepEqual(diagnostics, []);
    assert.equal(fragments.length, trials);
    for (const { facts } of fragments) {
      const distributions = facts.extra?.distributions ?? {};
      for (const name of Object.keys(distributions)) assert.ok(name in (facts.config ?? {}));
      if (facts.status === 'finished') assert.ok(Object.keys(facts.summary ?? {}).length > 0);
    }
  });
}

test('archives of other trackers hold no trial', async (t) => {
  for (const other of ['mlflow-sqlite', 'wandb', 'trackio', 'sacred', 'neptune-scale']) {
    const folder = shared('rosetta', 'archives', other);
    if (folder === null) return t.skip('the archives are not beside the project');
    const { fragments, diagnostics } = await readFolder(folder, optuna);
    assert.deepEqual([fragments.length, diagnostics], [0, []], other);
  }
});
