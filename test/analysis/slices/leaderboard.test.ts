import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ablationsOf } from '../../../src/analysis/ablations/ablations.ts';
import { headlineOf } from '../../../src/analysis/slices/headline.ts';
import { leaderboardOf } from '../../../src/analysis/slices/leaderboard.ts';
import { saidOfBest } from '../../../src/analysis/slices/leaderboard-words.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { Project } from '../../../src/model/project.ts';
import type { Leaderboard } from '../../../src/model/report/variant.ts';
import { type Arm, overviewFor, runsOf } from '../../support/designs.ts';

const KIND_A = { text: 'kind=a', place: { path: 'project.yaml' } };

const PRICE = { coresPerRun: 2 } as Project['prices'][number];

/** Runs of ten values close around each mean. */
const arm = (name: string, mean: number, n: number, spread = 0.01, said: Arm['said'] = {}): Arm => ({
  config: { kind: name },
  values: Array.from({ length: n }, (_, i) => mean + spread * (n === 1 ? 0 : i / (n - 1) - 0.5)),
  said,
});

function boardOf(arms: readonly Arm[], said: Partial<Project> = {}): Leaderboard {
  const board = leaderboardOf(overviewFor(runsOf(arms), { baseline: KIND_A, ...said }));
  assert.ok(board !== null);
  return board;
}

const words = (board: Leaderboard, runs: number) => {
  const said = saidOfBest(board, runs);
  assert.ok(said !== null);
  return { headline: phraseText(said.headline), evidence: phraseText(said.evidence) };
};

test('the headline claims no more than the adjusted test, and names both n', () => {
  const apart = boardOf([arm('a', 0.5, 5), arm('b', 0.8, 5)]);
  assert.match(words(apart, 10).headline, /reaches val\/score 0\.\d+ \(95 % CI .+, n = 5\), 0\.300+ above the baseline\.$/);
  assert.match(words(apart, 10).evidence, /^Against .* \(n = 5\): \+0\.300+, 95 % interval \[\+.+, \+.+\]; p < \.001 \(Welch/);
  assert.equal(phraseText(apart.title), 'kind=b is ahead of the other variant');
  const close = boardOf([arm('a', 0.5, 5, 0.1), arm('b', 0.51, 5, 0.1)]);
  assert.match(words(close, 10).headline, /above the baseline; at this n they cannot be told apart\.$/);
  assert.match(phraseText(close.title), /the other variant cannot be told apart from it$/);
});

test('with several tests the interval is said to be before correction, and p to be adjusted', () => {
  const board = boardOf([arm('a', 0.5, 4), arm('b', 0.6, 4), arm('c', 0.7, 4)]);
  assert.match(words(board, 12).evidence, /\] before correction; adjusted p .+ \(Welch t test, two-sided, Holm correction for 2 tests\)/);
});

test('what scatters too much for the test is undecided, and no tie', () => {
  const board = boardOf([arm('a', 0.98, 8), arm('b', 0.979, 8), arm('c', 0.5, 8), arm('d', 0.6, 2, 0.9)]);
  assert.deepEqual(new Map(board.rows.map(({ label, cells }) => [label.replace('kind=', ''), cells.standing])).get('d'), 'undecided');
  assert.match(phraseText(board.title), /1 of 3 others cannot be told apart from it, 1 is undecided, 1 is clearly behind$/);
  assert.match(phraseText(board.caption), /‡ undecided: the test does not tell it from the best/);
});

test('single runs are ranked and never called better', () => {
  const board = boardOf([arm('a', 0.5, 3), arm('b', 0.6, 3), arm('c', 0.9, 1), arm('d', 0.95, 1)]);
  assert.deepEqual(
    board.rows.map(({ label }) => label.replace('kind=', '')),
    ['d', 'c', 'b', board.rows[3]?.label ?? ''],
  );
  assert.equal(board.rows[0]?.cells.standing === 'best', false);
  assert.equal(board.singleAhead, 2);
  assert.match(words(board, 8).headline, /^kind=b reaches/);
  assert.match(words(board, 8).evidence, /2 single runs lie beyond it, untested\./);
  assert.match(phraseText(board.title), /2 with one run are not tested$/);
});

test('the best of those run again is shown behind any number of single runs', () => {
  const singles = Array.from({ length: 30 }, (_, i) => arm(`s${i}`, 0.9 + i / 1000, 1));
  const board = boardOf([arm('a', 0.5, 3), arm('b', 0.6, 3), ...singles]);
  assert.equal(board.singleAhead, 30);
  assert.ok(board.rows.some(({ cells }) => cells.standing === 'best'));
  assert.match(words(board, 36).headline, /^kind=b reaches/);
});

test('all of one run: nothing is tested, and there is no sentence of a best', () => {
  const board = boardOf([arm('a', 0.5, 1), arm('b', 0.6, 1), arm('c', 0.7, 1)]);
  assert.equal(saidOfBest(board, 3), null);
  assert.match(phraseText(board.title), /one run each, nothing can be tested$/);
  assert.equal(board.tests, 0);
});

test('equal values in all runs have no interval of zero width in the headline', () => {
  const board = boardOf([arm('a', 0.5, 3, 0), arm('b', 0.6, 3, 0)]);
  assert.match(words(board, 6).headline, /\(the same in all, n = 3\)/);
});

test('the cost is core-hours where the prices tell the cores, else the mean of a run', () => {
  const arms = [arm('a', 0.5, 2, 0.01, { durationSeconds: 1800 }), arm('b', 0.6, 2, 0.01, { durationSeconds: 5400 })];
  assert.match(words(boardOf(arms), 4).evidence, /4 runs, 2 variants, 3,600 s a run\.$/);
  assert.match(words(boardOf(arms, { prices: [PRICE] }), 4).evidence, /4 runs, 2 variants, 8 core-hours\.$/);
  const partly = [arms[0] as Arm, arm('b', 0.6, 2)];
  assert.match(words(boardOf(partly), 4).evidence, /1,800 s a run \(2 runs with a duration\)\.$/);
});

test('without a direction nothing is ranked, and the page says what is missing', () => {
  const zorg = (name: string, value: number) => arm(name, value, 1, 0, { lines: { zorg: [value] } });
  const view = overviewFor(runsOf([zorg('a', 0.5), zorg('b', 0.6)]), { metrics: new Map(), primary: 'zorg' });
  assert.equal(leaderboardOf(view), null);
  const { headline, evidence } = headlineOf(view);
  assert.equal(phraseText(headline), 'Which way is better is not known for zorg.');
  assert.match(phraseText(evidence), /direction: higher/);
});

test('a baseline that is called so is not called so twice', () => {
  const [best] = [boardOf([arm('a', 0.9, 3), arm('b', 0.6, 3)])];
  assert.equal(best?.rows[0]?.label, 'baseline');
  assert.match(words(best as Leaderboard, 6).headline, /^baseline reaches .*, n = 3\)\.$/);
  const named = boardOf([arm('a', 0.9, 3, 0.01, { tags: ['plain'] }), arm('b', 0.6, 3)]);
  assert.match(words(named, 6).headline, /^plain reaches .*; it is the baseline\.$/);
});

test('what tells a row from the others stands first, what they share is what is left out', () => {
  const base = { a: 0, b: 0, c: 0, kind: 'a' };
  const changed = (width: number): Arm => ({ config: { a: 1, b: 1, c: 1, kind: 'b', width }, values: [0.5, 0.51] });
  const board = boardOf([
    { config: base, values: [0.1, 0.2] },
    { config: { ...base, a: 1 }, values: [0.3, 0.31] },
    ...[8, 16, 32].map(changed),
  ]);
  const said = board.rows.map(({ changes }) => phraseText(changes));
  assert.deepEqual(
    said.filter((text) => text.startsWith('width')).map((text) => text.split(',')[0]),
    ['width: not set → 8', 'width: not set → 16', 'width: not set → 32'],
  );
});

test('runs that do not count are counted over all variants, those without a value too', () => {
  const failed = (name: string, n: number): Arm => ({ ...arm(name, 0.5, n), said: { status: 'failed' } });
  const board = boardOf([arm('a', 0.5, 3), arm('b', 0.6, 3), failed('c', 2), failed('a', 1)]);
  assert.equal(board.without, 1);
  assert.match(phraseText(board.caption), /Not counted: 3 runs \(failed\)\./);
});

test('trials of several studies are not one variant, and that they may measure different things is said', () => {
  const trial = (study: string, value: number): Arm => ({
    config: { width: 8 },
    values: [value, value + 0.01],
    said: { tracker: 'optuna', sweep: study, sources: [{ ...SOURCE, tracker: 'optuna' }] },
  });
  const trials = runsOf([trial('exp', 0.5), trial('multivariate', 0.9)]);
  const view = overviewFor(trials);
  assert.deepEqual(
    view.variants.list.map(({ runs, factors }) => [runs.length, factors.get('optuna.study')]),
    [
      [2, 'exp'],
      [2, 'multivariate'],
    ],
  );
  assert.match(view.variants.list[1]?.label ?? '', /^study=multivariate$|^baseline$/);
  const board = leaderboardOf(view);
  assert.ok(board !== null);
  const warning = '⚠ The variants are of 2 studies; whether these measure the same, the records do not say.';
  assert.ok(phraseText(board.caption).includes(warning));
  assert.ok(words(board, 4).evidence.includes(warning));
  assert.deepEqual(ablationsOf(view).tables, []);
  const counts = (said: Partial<Project>, runs = trials) => overviewFor(runs, said).variants.list.map((one) => one.runs.length);
  assert.deepEqual(counts({ factors: { ignore: ['optuna.study'], groups: new Map() } }), [4]);
  // One study tells nothing apart, and a trial that another tracker recorded as well has a configuration of its own.
  assert.deepEqual(counts({}, runsOf([trial('exp', 0.5), trial('exp', 0.9)])), [4]);
  const both = trials.map((run) => ({ ...run, sources: [...run.sources, SOURCE] }));
  assert.deepEqual(counts({}, both), [4]);
});

const SOURCE = { path: 'a', size: 1, sha256: 'a'.repeat(64), tracker: 'wandb', format: 'x' } as const;

test('of very many variants the baseline stays, and at most 300 besides are tested', () => {
  const board = boardOf([arm('a', 0, 2), ...Array.from({ length: 700 }, (_, i) => arm(`v${i}`, 0.2 + i / 1000, 2))]);
  assert.ok(board.tests <= 300);
  assert.ok(board.rows.some(({ baseline }) => baseline));
  assert.ok(board.rows.length <= 16);
  assert.equal(board.rows.length + board.left, 701);
});
