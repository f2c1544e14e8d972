import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { FIXTURES } from '../support/read.ts';

const CLI = path.join(import.meta.dirname, '../../src/runfolio.js');

/** What real clients wrote, read and joined: path, status, points of one series and number of sources of each run. */
function joined(name: string, series: string): unknown[] {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-archives-'));
  const command = ['export', 'runs', path.join(FIXTURES, 'runs', name), '--series', '--cache', cache, '--quiet'];
  const { stdout, stderr } = spawnSync(process.execPath, [CLI, ...command], { encoding: 'utf8' });
  fs.rmSync(cache, { recursive: true });
  assert.equal(stderr, '');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((run) => [run.path, run.status, run.config.lr, run.series[series]?.value.length ?? 0, run.sources.length])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

test('a process of W&B 0.12 that went on from step 5 of 8 is the same run, though its log does not say so', () => {
  const [first] = fs.readdirSync(path.join(FIXTURES, 'runs/resume-0.12/wandb')).sort();
  assert.deepEqual(joined('resume-0.12', 'loss'), [[`wandb/${first}`, 'finished', 0.1, 18, 2]]);
});

test('Lightning with several loggers at once: each training is one run', () => {
  const [wandb] = fs.readdirSync(path.join(FIXTURES, 'runs/loggers/w/wandb'));
  assert.deepEqual(joined('loggers', 'train/loss_step'), [
    ['logs/lightning_logs/version_1', 'unknown', 0.1, 8, 4],
    ['logs/lightning_logs/version_3', 'unknown', 0.2, 8, 4],
    [`w/wandb/${wandb}`, 'finished', 0.1, 8, 3],
  ]);
});

test('trials of add_hparams: several of one writer are runs, one with a name belongs to the run above', () => {
  assert.deepEqual(joined('trials', 'hparam/acc'), [
    ['hpnamed', 'unknown', 0.2, 1, 2],
    ['sweep1/1795271902.8073242', 'unknown', 0, 1, 2],
    ['sweep1/1795271902.8268416', 'unknown', 0.1, 1, 1],
    ['sweep1/1795271902.847841', 'unknown', 0.2, 1, 1],
    ['tensorboardX/b', 'unknown', 0.2, 0, 2],
  ]);
});
