import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessDirection } from '../../src/analysis/direction.ts';
import { overviewOf } from '../../src/analysis/overview.ts';
import { columnsOf, projectInputOf, projectOf, runOf } from '../support/runs.ts';

test('names tell which way a metric is better, or nothing', () => {
  const better = (name: string) => guessDirection(name).better;
  for (const name of [
    'val/loss',
    'train_loss_epoch',
    'val/bpc',
    'eval/perplexity',
    'test_rmse',
    'WER',
    'validationError',
    'accuracy_loss',
  ]) {
    assert.equal(better(name), 'lower', name);
  }
  for (const name of [
    'val/accuracy',
    'testTop1',
    'mAP50',
    'eval/rougeL',
    'episode_reward',
    'F1',
    'tokens_per_second',
    'throughput/images_per_s',
  ]) {
    assert.equal(better(name), 'higher', name);
  }
  for (const name of ['lr', 'epoch', 'train/grad_norm', 'step', '', 'x'.repeat(1000)]) assert.equal(better(name), null, name);
});

const lines = { 'val/acc': [0.1, 0.9], 'val/loss': [2, 1], 'train/loss': [2, 0.5] };

test('the primary metric is the declared one, else a held-out score', () => {
  const runs = [runOf({ id: 'a', lines })];
  const guessed = overviewOf(projectInputOf(runs), columnsOf);
  assert.equal(guessed.primary?.name, 'val/acc');
  assert.equal(guessed.primaryDeclared, false);
  const declared = overviewOf(projectInputOf(runs, { project: projectOf({ primary: 'train/loss' }) }), columnsOf);
  assert.equal(declared.primary?.name, 'train/loss');
  assert.equal(declared.primaryDeclared, true);
});

test('what trials report on the way to an objective of another name is primary only where nothing else can be', () => {
  const reports = { name: 'intermediate', goal: 'maximize', interim: true } as const;
  const metrics = [{ name: 'value', goal: 'maximize' }, reports] as const;
  const trial = (id: string, held: Readonly<Record<string, readonly number[]>>) => runOf({ id, lines: held, metrics });
  const pruned = ['c', 'd', 'e', 'f'].map((id) => trial(id, { intermediate: [0.9] }));
  const ended = [trial('a', { intermediate: [0.2, 0.6], value: [0.7] }), trial('b', { intermediate: [0.3, 0.5], value: [0.5] })];
  const primaryOf = (runs: readonly ReturnType<typeof runOf>[]) => overviewOf(projectInputOf(runs), columnsOf).primary?.name;
  assert.equal(primaryOf([...ended, ...pruned]), 'value');
  assert.equal(primaryOf(pruned), 'intermediate');
});

test('a direction is declared, said by the tracker, or guessed, in this order', () => {
  const metric = {
    direction: 'lower',
    unit: '%',
    aliases: [],
    range: null,
    scale: 'linear',
    noiseFloor: null,
    nEval: null,
    target: null,
  } as const;
  const runs = [runOf({ id: 'a', lines, metrics: [{ name: 'val/loss', goal: 'maximize' }] })];
  const view = overviewOf(projectInputOf(runs, { project: projectOf({ metrics: new Map([['val/acc', metric]]) }) }), columnsOf);
  assert.deepEqual(view.directionOf('val/acc'), { better: 'lower', source: 'declared' });
  assert.deepEqual(view.directionOf('val/loss'), { better: 'higher', source: 'tracker' });
  assert.deepEqual(view.directionOf('train/loss'), { better: 'lower', source: 'guessed' });
});

test('selection rules take their number from the series', () => {
  const run = runOf({ id: 'a', lines: { 'val/acc': [0.1, 0.9, 0.8, Number.NaN], 'val/loss': [3, 2, 1, 4] } });
  const value = (selection: Parameters<typeof projectOf>[0] & object, metric: string) =>
    overviewOf(projectInputOf([run], { project: projectOf(selection) }), columnsOf).value(run, metric);
  assert.equal(value({ selection: { rule: 'last' } }, 'val/acc'), Number.NaN);
  assert.equal(value({ selection: { rule: 'best' } }, 'val/acc'), 0.9);
  assert.equal(value({ selection: { rule: 'best' } }, 'val/loss'), 1);
  assert.equal(value({ selection: { rule: 'at_best', metric: 'val/loss' } }, 'val/acc'), 0.8);
  assert.equal(value({ selection: { rule: 'mean_last_k', k: 2 } }, 'val/loss'), 2.5);
  assert.equal(value({ selection: { rule: 'last' } }, 'absent'), undefined);
});
