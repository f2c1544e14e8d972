import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ablationsOf } from '../../../src/analysis/ablations/ablations.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { Comparison, Project } from '../../../src/model/project.ts';
import type { AblationTable } from '../../../src/model/report/ablation.ts';
import { type Arm, METRIC, overviewFor, runsOf } from '../../support/designs.ts';

const query = (text: string) => ({ text, place: { path: 'project.yaml' } });

const comparison = (said: Partial<Comparison>): Comparison => ({
  ...{ slug: 'asked', name: 'asked', title: 'Asked', baseline: null, variants: [], runs: null, metrics: [], pairing: 'none' },
  ...said,
});

const ARMS: readonly Arm[] = [
  { config: { norm: true, lr: 1 }, values: [1, 2, 3, 4, 5], said: { tags: ['full'] } },
  { config: { norm: false, lr: 1 }, values: [11, 12, 13, 14, 16], said: { tags: ['bare'] } },
  { config: { norm: false, lr: 2 }, values: [21, 22, 23, 24, 25], said: { tags: ['fast'] } },
];
const NAMES = new Map(['full', 'bare', 'fast'].map((tag) => [tag, query(`tag:${tag}`)]));

function asked(said: Partial<Comparison>, project: Partial<Project> = {}) {
  const { tables, remarks } = ablationsOf(overviewFor(runsOf(ARMS), { variants: NAMES, comparisons: [comparison(said)], ...project }));
  return { table: tables.find(({ origin }) => origin === 'declared'), remarks: remarks.map(phraseText) };
}

const names = (table: AblationTable | undefined) => table?.rows.map(({ name }) => name);

test('listed variants in their order, after the baseline that was asked for', () => {
  const { table } = asked({ variants: ['fast', 'full'], baseline: 'bare' });
  assert.deepEqual([names(table), table?.baseline, table?.shape], [['bare', 'fast', 'full'], 0, 'add_one_in']);
  assert.deepEqual(
    table?.rows.map(({ changes }) => changes.map(({ words }) => phraseText(words))),
    [[], ['lr: 1 → 2'], ['+ norm']],
  );
});

test('a query takes only some runs of each variant, and its rows have no page of their own', () => {
  const { table } = asked({ runs: query('seed<3') });
  assert.deepEqual(
    table?.metrics[0]?.rows.map(({ n }) => n),
    [3, 3, 3],
  );
  assert.deepEqual(
    table?.rows.map(({ variant }) => variant),
    [null, null, null],
  );
  assert.match(phraseText(table?.rule ?? []), /runs with seed<3/);
});

test('the baseline of the project, else the most linked variant', () => {
  assert.equal(asked({}, { baseline: query('fast') }).table?.rows[0]?.name, 'fast');
  assert.equal(asked({}).table?.rows[0]?.name, 'bare');
});

test('a baseline without runs among those taken gives way, and the rule says so', () => {
  const { table } = asked({ runs: query('-tag:fast') }, { baseline: query('fast') });
  assert.deepEqual(names(table)?.sort(), ['bare', 'full']);
  assert.match(phraseText(table?.rule ?? []), /None of them is of fast/);
});

test('a baseline that no variant is called gives way, and the rule says so', () => {
  const { table } = asked({ variants: ['full', 'bare'], baseline: 'gone' });
  assert.equal(phraseText(table?.rule ?? []), 'Declared in project.yaml. No variant is called gone, so that full is the baseline.');
});

test('pairs by seed, with Welch beside it for information', () => {
  const { table } = asked({ variants: ['full', 'bare'], pairing: 'seed' });
  const row = table?.metrics[0]?.rows[1];
  assert.deepEqual([row?.contrast?.pairs, row?.contrast?.df, row?.contrast?.delta], [5, 4, 10.2]);
  assert.notEqual(row?.unpaired?.df, 4);
  assert.equal(row?.unpaired?.delta, 10.2);
  assert.equal(asked({ variants: ['full', 'bare'] }).table?.metrics[0]?.rows[1]?.unpaired, null);
});

test('without two seeds in common there is no paired test, and the difference is that of the means', () => {
  const arms: readonly Arm[] = [ARMS[0] as Arm, { ...(ARMS[1] as Arm), values: [11] }];
  const { tables } = ablationsOf(overviewFor(runsOf(arms), { variants: NAMES, comparisons: [comparison({ pairing: 'seed' })] }));
  const row = tables[0]?.metrics[0]?.rows.find(({ n }) => n === 1);
  assert.deepEqual([row?.contrast?.delta, row?.contrast?.p, row?.verdict], [8, null, 'one_run']);
});

test('each table is a family of its own', () => {
  const both = asked({}).table?.metrics[0];
  const one = asked({ variants: ['full', 'bare'] }).table?.metrics[0];
  assert.deepEqual([both?.tests, one?.tests], [2, 1]);
  assert.equal(one?.rows[1]?.contrast?.pAdjusted, one?.rows[1]?.contrast?.p);
});

test('a comparison of one variant, or of none, is no table', () => {
  const { table, remarks } = asked({ variants: ['full', 'gone'] });
  assert.equal(table, undefined);
  assert.ok(remarks.includes('The comparison Asked finds 1 variant alone; no variant is called gone.'));
});

test('a metric that no run has gives no table', () => {
  assert.equal(asked({ metrics: ['nope'] }).table, undefined);
  assert.deepEqual(
    asked({ metrics: [METRIC] }).table?.metrics.map(({ metric }) => metric),
    [METRIC],
  );
});

test('what a declared table tells is not found again', () => {
  const { tables } = ablationsOf(overviewFor(runsOf(ARMS), { comparisons: [comparison({})] }));
  assert.deepEqual(
    tables.map(({ origin }) => origin),
    ['declared'],
  );
});
