import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexOf } from '../../../src/folder/scan.ts';
import { wandb } from '../../../src/readers/wandb/index.ts';
import { logOf, part, record } from '../../support/wandb-log.ts';
import { readMemory } from '../memory-archive.ts';

function claims(...paths: string[]): [string, string[]][] {
  const files = paths.sort().map((path) => {
    const cut = path.lastIndexOf('/');
    return { path, dir: cut < 0 ? '' : path.slice(0, cut), name: path.slice(cut + 1), size: 1, mtimeMs: 0 };
  });
  return wandb.detect(indexOf(files)).map((claim) => [claim.path, [...claim.files]]);
}

const RUN = 'run-20260102_030405-abc12345';

test('a claim for each run folder, at any depth', () => {
  assert.deepEqual(
    claims(
      `wandb/${RUN}/run-abc12345.wandb`,
      `a/.wandb/offline-${RUN}/run-abc12345.wandb`,
      `a/b/wandb/exp/wandb/dry${RUN}/wandb-history.jsonl`,
      'wandb/latest-run/run-abc12345.wandb',
      'wandb/settings',
      'wandb/debug.log',
    ).map(([path]) => path),
    [`a/.wandb/offline-${RUN}`, `a/b/wandb/exp/wandb/dry${RUN}`, 'wandb/latest-run', `wandb/${RUN}`],
  );
});

test('the files that matter, and no others', () => {
  const kept = ['files/code/x.py', 'files/config.yaml', 'files/media/images/a.png', 'files/output.log', 'run-abc12345.wandb'];
  const dropped = [
    'files/events.out.tfevents.1.lab',
    'files/wandb/run-20260102_030405-inner001/x',
    'logs/debug.log',
    'run-abc12345.wandb.synced',
    'tmp/code/x.py',
  ];
  const found = claims(...[...kept, ...dropped].map((name) => `wandb/${RUN}/${name}`));
  assert.deepEqual(found, [[`wandb/${RUN}`, kept.map((name) => `wandb/${RUN}/${name}`)]]);
});

test('a sweep file beside the folder belongs to the claim and names the sweep', () => {
  const log = `wandb/${RUN}/run-abc12345.wandb`;
  const sweep = 'wandb/sweep-8x9y/config-abc12345.yaml';
  assert.deepEqual(claims(log, sweep, 'wandb/sweep-8x9y/config-other001.yaml'), [[`wandb/${RUN}`, [log, sweep]]]);
  const content = logOf([record(1, part(17, part(1, 'abc12345')))]);
  assert.equal(readMemory(wandb, { [log]: content, [sweep]: 'lr:\n  value: 1\n' }).fragments[0]?.facts.sweep, '8x9y');
  const named = logOf([record(1, part(17, part(1, 'abc12345'), part(12, 'own')))]);
  assert.equal(readMemory(wandb, { [log]: named, [sweep]: '' }).fragments[0]?.facts.sweep, 'own');
});

test('folders without a log: files/ of any folder, or the early names in the folder itself', () => {
  const run = (name: string, ...files: string[]) => claims(...files.map((file) => `${name}/${file}`)).map(([path]) => path);
  assert.deepEqual(run(`wandb/${RUN}`, 'files/wandb-summary.json', 'files/config.yaml'), [`wandb/${RUN}`]);
  assert.deepEqual(run(`wandb/${RUN}`, 'files/config.yaml'), [`wandb/${RUN}`]);
  assert.deepEqual(run('renamed', 'files/wandb-metadata.json', 'files/output.log'), ['renamed']);
  assert.deepEqual(run('renamed', 'wandb-history.jsonl', 'config.yaml', 'media/images/x.png'), ['renamed']);
  assert.deepEqual(run(`wandb/${RUN}`, 'logs/debug.log'), []);
  assert.deepEqual(claims('wandb-summary.json', 'config.yaml'), [['', ['config.yaml', 'wandb-summary.json']]]);
});

test('a log alone, several logs in one folder, a run folder as the whole archive', () => {
  assert.deepEqual(claims('logs/mine.wandb', 'logs/other.txt'), [['logs/mine.wandb', ['logs/mine.wandb']]]);
  assert.deepEqual(
    claims('logs/run-a.wandb', 'logs/run-b.wandb').map(([path]) => path),
    ['logs/run-a.wandb', 'logs/run-b.wandb'],
  );
  assert.deepEqual(claims('run-abc12345.wandb', 'files/config.yaml'), [['', ['files/config.yaml', 'run-abc12345.wandb']]]);
  const { fragments } = readMemory(wandb, { 'logs/mine.wandb': logOf([record(1, part(17, part(1, 'xyz')))]) });
  assert.deepEqual(fragments[0]?.keys, { trackerId: 'xyz', directory: 'logs/mine.wandb', role: 'run' });
});

test('nothing that is not of W&B', () => {
  assert.deepEqual(
    claims(
      'run-1/metrics.csv',
      'mlruns/0/run-5/meta.yaml',
      'files/config.yaml',
      'runs/events.out.tfevents.1.lab',
      'sacred/1/config.json',
      'outputs/2026-01-02/03-04-05/.hydra/config.yaml',
    ),
    [],
  );
});
