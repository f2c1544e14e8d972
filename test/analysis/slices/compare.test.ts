import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overviewOf } from '../../../src/analysis/overview.ts';
import { comparisonsOf } from '../../../src/analysis/slices/comparisons.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { Project } from '../../../src/model/project.ts';
import type { Run } from '../../../src/model/run.ts';
import { METRIC, overviewFor, runsOf } from '../../support/designs.ts';
import { columnsOf, projectInputOf, runOf } from '../../support/runs.ts';

const page = (runs: readonly Run[], said: Partial<Project> = {}) => comparisonsOf(overviewFor(runs, said), [], null).page(null);
const names = (runs: readonly { readonly name: string }[]) => runs.map(({ name }) => name);
const one = (id: string, value: number, lr: number) => runOf({ id, config: { lr }, lines: { [METRIC]: [value], cost: [value] } });

test('runs with one point each are compared by their values; no frame without a line is drawn', () => {
  const made = page([one('a', 0.5, 1), one('b', 0.7, 2), one('c', 0.6, 3)]);
  assert.deepEqual(names(made.runs), ['b', 'c', 'a']);
  assert.deepEqual([made.main, made.others], [[], []]);
  assert.equal(made.curveless, 'These runs have one point of each metric, so there is no curve.');
  assert.match(phraseText(made.headline), /^Of 3 runs, b has the highest val\/score: 0\.7, 0\.1 above c\.$/);
  assert.deepEqual(
    made.values.columns.map(({ label }) => label),
    [METRIC, 'cost'],
  );
  assert.equal(phraseText(made.differencesTitle), 'One key of the configuration differs: lr');
  assert.equal(made.foot.sources.length > 0, true);
});

test('variants of runs with one point each are compared as well', () => {
  const arms = [0.5, 0.7].map((value, lr) => ({ config: { lr }, values: [value, value + 0.01], said: {} }));
  const runs = runsOf(arms).map((run) => ({ ...runOf({ ...run, lines: { [METRIC]: [Number(run.series[0]?.stats.last)] } }) }));
  const made = page(runs);
  assert.equal(new Set(made.runs.map(({ group }) => group)).size, 2);
  assert.deepEqual(made.main, []);
  assert.match(phraseText(made.evidence), /best variants by their mean/);
});

test('runs with a curve go before others, unless only the others have the primary metric', () => {
  const curves = ['a', 'b'].map((id, i) => runOf({ id, config: { i }, lines: { [METRIC]: [0.1, 0.2], loss: [2, 1] } }));
  const far = [one('c', 0.9, 8), one('d', 0.8, 9)];
  const both = page([...curves, ...far]);
  assert.deepEqual(names(both.runs), ['a', 'b']);
  assert.match(phraseText(both.evidence), /, among runs with a curve\.$/);
  const others = page([...curves.map(({ id, config }) => runOf({ id, config, lines: { loss: [2, 1] } })), ...far]);
  assert.deepEqual(names(others.runs).slice(0, 2), ['c', 'd']);
  assert.equal(others.runs.length, 4);
});

test('why no run is the best is said of the runs that are compared', () => {
  const loss = { loss: [2, 1] };
  const evidence = (runs: readonly Run[], said?: Partial<Project>) => phraseText(page(runs, said).evidence);
  const [a, b] = ['a', 'b'].map((id, lr) => runOf({ id, config: { lr }, lines: loss })) as [Run, Run];
  assert.match(
    evidence([a, one('c', 1, 3)]),
    /^Only one of these 2 runs has a finite value of val\/score, so no run can be called the best\. /,
  );
  assert.match(
    evidence([a, b, runOf({ id: 'c', lines: { [METRIC]: [Number.NaN] } })]),
    /^None of these \d runs has a finite value of val\/score/,
  );
  const bare = { metrics: new Map(), primary: null };
  assert.match(evidence([runOf({ id: 'a' }), runOf({ id: 'b' })], bare), /^No metric is recorded, so no run can be called the best\. /);
  assert.match(
    evidence([runOf({ id: 'a', lines: { x: [1, 2] } }), runOf({ id: 'b', lines: { x: [1, 2] } })], bare),
    /^No metric has a known direction/,
  );
});

test('a metric that one of the runs alone has a curve of is not drawn, and its values are in the table', () => {
  const made = page([runOf({ id: 'a', config: { lr: 1 }, lines: { loss: [3, 2, 1] } }), one('b', 0.5, 2), one('c', 0.4, 3)]);
  assert.match(made.curveless ?? '', /^No metric has more than one point in two of these runs/);
  assert.ok(made.values.columns.some(({ label }) => label === 'loss'));
});

test('one run is told as one run', () => {
  const made = page([runOf({ id: 'a', lines: { [METRIC]: [1, 2] } })]);
  assert.equal(phraseText(made.headline), 'One run, and no other to compare it with.');
  assert.equal(phraseText(made.evidence), 'It is the only run of this project.');
  assert.equal(made.choosable, false);
  assert.match(phraseText(made.main[0]?.subtitle ?? []), /^Higher is better\. One run, n = 1: /);
  assert.equal(
    phraseText(page([runOf({ id: 'a', lines: { [METRIC]: [1, 2] } }), runOf({ id: 'b' })]).evidence),
    'No other run has values of a metric.',
  );
});

test('runs of one name are told apart by their id in every sentence', () => {
  const runs = ['aaaaaa1', 'bbbbbb2'].map((id, i) => runOf({ id, name: 'jax/trial_5', lines: { [METRIC]: [0, i + 1] } }));
  const made = page(runs);
  assert.equal(phraseText(made.headline), 'Of 2 runs, jax/trial_5 bbbbbb has the highest val/score: 2, 1 above jax/trial_5 aaaaaa.');
  assert.deepEqual(
    made.runs.map(({ label }) => label),
    ['trial_5 bbbbbb', 'trial_5 aaaaaa'],
  );
});

test('runs that record no configuration are not taken for repetitions of one another', () => {
  const bare = ['a', 'b'].map((id, i) => runOf({ id, lines: { [METRIC]: [0, i] } }));
  const made = page([...bare, runOf({ id: 'c', config: { lr: 1 }, lines: { [METRIC]: [0, 5] } })]);
  assert.deepEqual(names(made.runs), ['c', 'b', 'a']);
  assert.match(phraseText(made.evidence), /a run that records none stands for itself\.$/);
  assert.equal(phraseText(made.differencesTitle), 'One of 3 runs records its configuration');
});

test('a project without runs, and one whose runs have no values, have a page', () => {
  const none = page([]);
  assert.deepEqual([phraseText(none.headline), none.main, none.curveless], ['No run to compare.', [], null]);
  const view = overviewOf(projectInputOf([runOf({ id: 'a', config: { lr: 1 } }), runOf({ id: 'b', config: { lr: 2 } })]), columnsOf);
  const bare = comparisonsOf(view, [], null).page(null);
  assert.equal(bare.runs.length, 2);
  assert.equal(bare.curveless, 'None of these runs has a value of a metric, so there is no curve.');
});
