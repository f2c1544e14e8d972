import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { shared } from './support/read.ts';

/** The same seven runs by every tracker's own client, compared with the truth point for point by the check beside them. */
const ARCHIVES = [
  'wandb',
  'wandb-0.16',
  'mlflow-file',
  'mlflow-sqlite',
  'mlflow-2',
  'tensorboard-torch',
  'tensorboardX',
  'tensorboard-tf2',
  'lightning/csv',
  'lightning/tensorboard',
  'hydra-wandb',
  'optuna-rdb',
  'optuna-journal',
];

const cli = path.resolve(import.meta.dirname, '../src/runfolio.js');

for (const archive of ARCHIVES) {
  const folder = shared('rosetta', 'archives', archive);
  test(`${archive} gives back what was logged`, { skip: folder === null && 'the archives are not beside the project' }, () => {
    const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-rosetta-'));
    const exported = spawnSync(
      process.execPath,
      [cli, 'export', 'runs', folder as string, '--format', 'ndjson', '--series', '--cache', cache, '--quiet'],
      { maxBuffer: 1e9 },
    );
    assert.equal(exported.status, 0, exported.stderr.toString());
    const checked = spawnSync('python3', [shared('rosetta', 'check.py') as string, archive], { input: exported.stdout });
    assert.equal(checked.status, 0, checked.stdout.toString() + checked.stderr.toString());
  });
}
