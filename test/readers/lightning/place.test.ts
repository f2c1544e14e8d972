import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lightning } from '../../../src/readers/lightning/index.ts';
import { readMemory } from '../memory-archive.ts';

test('what is claimed, by names alone', () => {
  const log = 'step,a\n0,1\n';
  const { claims } = readMemory(lightning, {
    'a/version_0/metrics.csv': log,
    'a/version_1/hparams.yaml': '{}',
    'b/metrics.csv': log,
    'b/hparams.yaml': '{}',
    'b/checkpoints/last.ckpt': 'x',
    'b/checkpoints/notes.txt': 'x',
    'b/config.yaml': 'lr: 1',
    'lightning_logs/mine/metrics.csv': log,
    'csv_logs/metrics.csv': log,
    'events/hparams.yaml': '{}',
    'events/events.out.tfevents.1700000000.lab-01': 'x',
    'plain/metrics.csv': log,
    'settings/hparams.yaml': '{}',
    'version_9/run.yaml': 'id: x',
    'version_9/metrics.csv': log,
    'metrics.csv': log,
  });
  assert.deepEqual(
    claims.map(({ path, files }) => [path, files.length]),
    [
      ['a/version_0', 1],
      ['a/version_1', 1],
      ['b', 4],
      ['csv_logs', 1],
      ['events', 1],
      ['lightning_logs/mine', 1],
    ],
  );
});

test('settings: the command line’s before the model’s; what is broken or no map is said', () => {
  const one = (files: Record<string, string>) =>
    readMemory(lightning, Object.fromEntries(Object.entries(files).map(([name, text]) => [`m/version_0/${name}`, text])));
  const both = one({ 'hparams.yaml': 'lr: 1', 'config.yaml': 'seed_everything: 1\nlr: 2' });
  assert.deepEqual({ ...both.fragments[0]?.facts.config }, { seed_everything: 1, lr: 2 });
  assert.deepEqual(JSON.stringify(both.fragments[0]?.facts.extra), '{"hparams":{"lr":1}}');
  const broken = one({ 'hparams.yaml': 'lr: 1', 'config.yaml': 'a: [1' });
  assert.deepEqual([{ ...broken.fragments[0]?.facts.config }, broken.diagnostics.map(({ code }) => code)], [{ lr: 1 }, ['invalid-yaml']]);
  const list = one({ 'hparams.yaml': '- 1' });
  assert.deepEqual([list.fragments, list.diagnostics.map(({ code }) => code)], [[], ['bad-value']]);
  const exact = one({ 'hparams.yaml': 'seed: 12345678901234567890\na: .nan\nb: 1.0e+80\na: .inf' });
  assert.deepEqual({ ...exact.fragments[0]?.facts.config }, { seed: 12345678901234567890n, a: Number.POSITIVE_INFINITY, b: 1e80 });
  assert.deepEqual(
    exact.diagnostics.map(({ code, place }) => [code, place.line]),
    [['duplicate-key', 4]],
  );
});
