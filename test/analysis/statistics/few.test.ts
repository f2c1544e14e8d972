import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestOfN } from '../../../src/analysis/statistics/best-of-n.ts';
import { bootstrap } from '../../../src/analysis/statistics/bootstrap.ts';
import { correct } from '../../../src/analysis/statistics/correction.ts';
import { effectSize } from '../../../src/analysis/statistics/effect-size.ts';
import { estimate } from '../../../src/analysis/statistics/estimate.ts';
import { shareError, withinEvaluationNoise } from '../../../src/analysis/statistics/evaluation-noise.ts';
import { mannWhitney } from '../../../src/analysis/statistics/mann-whitney.ts';
import { paired } from '../../../src/analysis/statistics/paired.ts';
import { borrowedInterval, pooledDifference, pooledNoise } from '../../../src/analysis/statistics/pooled-noise.ts';
import { minimalDetectable, seedsNeeded } from '../../../src/analysis/statistics/power.ts';
import { ratioOf } from '../../../src/analysis/statistics/ratio.ts';
import { mean, sd } from '../../../src/analysis/statistics/sample.ts';
import { suiteFigure } from '../../../src/analysis/statistics/suite.ts';
import { interquartileMean, suiteImprovement } from '../../../src/analysis/statistics/suite-scores.ts';
import { standingsOf } from '../../../src/analysis/statistics/tied.ts';
import { welch } from '../../../src/analysis/statistics/welch.ts';
import { successRate } from '../../../src/analysis/statistics/wilson.ts';
import { LACK_WORDS, METHOD_WORDS } from '../../../src/analysis/statistics/words.ts';
import { importsOf, sourceFiles } from '../../support/source.ts';

test('an interval of shares that comes close to an end of the range keeps ten digits there', () => {
  // 1 / (1 + exp(−x)) of mean ± t·s/√3 of the logits, by scipy.stats.t.
  const expected = [1.3440930597527084e-7, 0.9845338781577222] as const;
  const near = estimate([0.001, 0.0001, 0.2], { range: [0, 1] }).interval;
  assert.ok(near !== null);
  assert.ok(Math.abs(near.low / expected[0] - 1) < 1e-10 && Math.abs(near.high / expected[1] - 1) < 1e-10);
  const turned = estimate([-0.001, -0.0001, -0.2], { range: [-1, 0] }).interval;
  assert.ok(turned !== null);
  assert.ok(Math.abs(turned.high / -expected[0] - 1) < 1e-10 && Math.abs(turned.low / -expected[1] - 1) < 1e-10);
});

test('n = 1: a value, no interval, no test, and the reason', () => {
  const one = estimate([0.9]);
  assert.deepEqual([one.n, one.mean, one.sd, one.interval, one.lack], [1, 0.9, null, null, 'one_value']);
  const difference = welch([0.9], [0.8, 0.7]);
  assert.deepEqual([difference.n, difference.p, difference.interval, difference.lack], [[1, 2], null, null, 'one_value']);
  assert.ok(Math.abs((difference.delta ?? 0) + 0.15) < 1e-12);
  assert.deepEqual([effectSize([1], [2, 3]).g, effectSize([1], [2, 3]).lack], [null, 'one_value']);
  assert.deepEqual([bootstrap([4]).percentile, bootstrap([4]).lack], [null, 'one_value']);
  assert.deepEqual([paired(new Map([[0, 1]]), new Map([[0, 2]])).p, paired(new Map([[0, 1]]), new Map([[0, 2]])).delta], [null, 1]);
  assert.deepEqual([minimalDetectable(1, 1), suiteFigure([[[0.5], [0.6]]], interquartileMean).lack], [null, 'one_value']);
  assert.deepEqual(bestOfN([3], 'higher').expected, [3]);
  assert.equal(LACK_WORDS.one_value, 'n = 1: no interval and no test');
});

test('n = 0 and nothing finite: nothing', () => {
  for (const none of [[], [Number.NaN], [Infinity, -Infinity]]) {
    assert.deepEqual([estimate(none).mean, estimate(none).interval, estimate(none).lack], [null, null, 'no_values']);
    assert.deepEqual([welch(none, [1, 2]).delta, welch(none, [1, 2]).lack], [null, 'no_values']);
    assert.deepEqual([ratioOf(none, [1, 2]).ratio, ratioOf(none, [1, 2]).lack], [null, 'no_values']);
    assert.deepEqual([mannWhitney(none, [1]).p, effectSize(none, [1]).lack, bestOfN(none, 'lower').lack], [null, 'no_values', 'no_values']);
    assert.deepEqual([bootstrap(none).value, bootstrap(none).lack], [null, 'no_values']);
    assert.deepEqual(
      [borrowedInterval(none, pooledNoise([[1, 2]])).lack, pooledDifference(none, [1], pooledNoise([])).lack],
      ['no_values', 'no_values'],
    );
  }
  assert.ok(Number.isNaN(mean([])) && Number.isNaN(mean([1, Number.NaN])) && Number.isNaN(sd([1])) && Number.isNaN(sd([1, Infinity])));
  assert.deepEqual([successRate(0, 0).interval, successRate(4, 3).lack], [null, 'no_values']);
  assert.equal(suiteFigure([[]], interquartileMean).lack, 'no_values');
});

test('equal values: the mean is that value, no spread, no test, and a flag', () => {
  const same = estimate([0.1, 0.1, 0.1]);
  assert.deepEqual([same.mean, same.sd, same.identical, same.interval], [0.1, 0, true, { low: 0.1, high: 0.1, level: 0.95 }]);
  const difference = welch([0.1, 0.1], [0.3, 0.3, 0.3]);
  assert.deepEqual([difference.p, difference.interval, difference.lack], [null, null, 'no_spread']);
  assert.equal(effectSize([1, 1], [2, 2]).lack, 'no_spread');
  assert.deepEqual(bootstrap([7, 7, 7]).percentile, { low: 7, high: 7, level: 0.95 });
  const pairs = paired(
    new Map([
      [0, 1],
      [1, 2],
    ]),
    new Map([
      [0, 2],
      [1, 3],
    ]),
  );
  assert.deepEqual([pairs.delta, pairs.lack], [1, 'no_spread']);
  assert.equal(
    pooledDifference(
      [1, 1],
      [2, 2],
      pooledNoise([
        [1, 1],
        [2, 2],
      ]),
    ).lack,
    'no_spread',
  );
});

test('failed seeds are counted apart', () => {
  const found = estimate([0.9, Number.NaN, 0.8, Infinity]);
  assert.deepEqual([found.n, found.notFinite], [2, 2]);
  assert.deepEqual(welch([0.9, 0.8, Number.NaN], [0.7, 0.6]).notFinite, [1, 0]);
});

test('an interval stays within the range of its metric', () => {
  const inside = estimate([0.7, 0.72, 0.71], { range: [0, 1] });
  assert.equal(inside.method, 't');
  assert.deepEqual(inside, estimate([0.7, 0.72, 0.71]));
  const atEnd = estimate([1, 0.98, 0.99], { range: [0, 1] });
  assert.deepEqual([atEnd.method, atEnd.interval?.high], ['t_cut', 1]);
  const open = estimate([1, 2, 3], { range: [0, Infinity] });
  assert.deepEqual([open.method, open.interval?.low], ['t_cut', 0]);
  const outside = estimate([0.5, 1.4], { range: [0, 1] });
  assert.equal(outside.method, 't');
  const shares = estimate([0.999999, 0.9999, 0.999], { range: [0, 1] });
  assert.ok(shares.method === 't_logit' && (shares.interval?.high ?? 2) < 1 && (shares.interval?.low ?? -1) > 0);
});

test('logarithms need values above zero', () => {
  assert.deepEqual([estimate([1, 0], { scale: 'log' }).interval, estimate([1, 0], { scale: 'log' }).lack], [null, 'not_positive']);
  const found = ratioOf([1, 2], [0, 4]);
  assert.deepEqual([found.n, found.ratio, found.p, found.lack], [[2, 2], null, null, 'not_positive']);
  assert.equal(ratioOf([2, 2.2], [4]).ratio?.toFixed(3), '1.907');
});

test('pairs: only seeds that both have, and the rest counted', () => {
  const found = paired(
    new Map([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['x', 9],
    ]),
    new Map([
      ['a', 1.5],
      ['b', 2.25],
      ['c', Number.NaN],
      ['y', 1],
    ]),
  );
  assert.deepEqual([found.n, found.unpaired, found.notFinite, found.delta], [[2, 2], [2, 2], [0, 1], 0.375]);
  assert.deepEqual(paired(new Map([[1, 2]]), new Map([[2, 2]])).lack, 'no_pairs');
});

test('noise pooled over a table, and the interval that n = 1 borrows', () => {
  assert.deepEqual(pooledNoise([[1], [2]]), { sd: null, df: 0, groups: 0, lack: 'one_group' });
  assert.equal(pooledDifference([1], [2], pooledNoise([[1], [2]])).lack, 'one_group');
  const noise = pooledNoise([[1, 2, 3], [5, 7], [9]]);
  assert.deepEqual([noise.df, noise.groups], [3, 2]);
  const { interval, method, n } = borrowedInterval([9], noise);
  assert.deepEqual([method, n], ['t_borrowed', 1]);
  assert.ok(Math.abs((interval?.high ?? 0) - 9 - 3.182446305283708 * Math.sqrt(4 / 3)) < 1e-9);
  assert.equal(borrowedInterval([9], pooledNoise([])).lack, 'one_group');
});

test('a family counts the tests that there are', () => {
  const { adjusted, tests } = correct([0.04, null, 0.01, Number.NaN]);
  assert.deepEqual([adjusted, tests], [[0.04, null, 0.02, null], 2]);
  assert.deepEqual(correct([null]), { adjusted: [null], tests: 0, method: 'holm', lack: 'no_values' });
});

test('seeds needed, at most 99', () => {
  assert.deepEqual(seedsNeeded(1, 100), { seeds: 2, more: false, lack: null });
  assert.deepEqual(seedsNeeded(1, 0.01), { seeds: 99, more: true, lack: null });
  assert.equal(seedsNeeded(1, 0).lack, 'equal_means');
  assert.equal(seedsNeeded(null, 1).lack, 'no_values');
});

test('failed trials count as the worst value', () => {
  const found = bestOfN([1, Number.NaN, 3], 'higher');
  assert.deepEqual([found.trials, found.failed, found.solid], [3, 1, 1]);
  found.expected.forEach((value, i) => {
    assert.ok(Math.abs(value - ([5 / 3, 7 / 3, 3][i] as number)) < 1e-12);
  });
});

test('ten thousand trials', () => {
  const { expected } = bestOfN(
    Array.from({ length: 10_000 }, (_, i) => i),
    'higher',
  );
  assert.ok(Math.abs((expected[0] as number) - 4999.5) < 1e-6 && expected.at(-1) === 9999);
  assert.ok(expected.every((value, i) => i === 0 || value >= (expected[i - 1] as number) - 1e-9));
});

test('standings', () => {
  const [clear, near, scattered] = [
    [0.1, 0.11, 0.12],
    [0.9, 0.93, 0.91],
    [0.5, 0.95, 0.2],
  ];
  const found = standingsOf([[0.92, 0.91, 0.93], near, scattered, clear, [0.99], [Number.NaN]], 'higher');
  assert.deepEqual([found.best, found.family.tests], [0, 3]);
  assert.deepEqual(found.standings.slice(0, 1), ['best']);
  assert.deepEqual(found.standings.slice(3), ['below', 'undecided', null]);
  assert.deepEqual(standingsOf([[1], [2]], 'higher').standings, ['undecided', 'undecided']);
  assert.deepEqual(
    standingsOf(
      [
        [1, 1],
        [1, 1],
        [2, 2],
      ],
      'lower',
    ).standings,
    ['best', 'tied', 'undecided'],
  );
  assert.deepEqual(standingsOf([], 'lower'), { best: null, standings: [], differences: [], family: correct([]) });
});

test('undecided is a row that only its own scatter keeps from being below', () => {
  const rows = [
    [98.1, 98.4, 98.6],
    [97.6, 98.2, 97.9],
    [97.9, 97.5, 97.7],
    [98.3, 98.0, 97.8],
    [72, 90, 81],
  ];
  assert.deepEqual(standingsOf(rows, 'higher').standings, ['best', 'tied', 'tied', 'tied', 'undecided']);
});

test('the noise of a test set', () => {
  assert.ok(Math.abs((shareError(0.976, 700) ?? 0) - 0.005785) < 1e-5);
  assert.deepEqual([withinEvaluationNoise(0.97, 0.975, 700), withinEvaluationNoise(0.9, 0.975, 700)], [true, false]);
  assert.deepEqual([shareError(1.2, 5), shareError(0.5, 0), withinEvaluationNoise(Number.NaN, 0.5, 10)], [null, null, null]);
});

test('beyond n = 8 the bootstrap is drawn, the same each time', () => {
  const ten = Array.from({ length: 10 }, (_, i) => Math.sin(i));
  const found = bootstrap(ten);
  assert.deepEqual([found.method, found.resamples], ['bootstrap_seeded', 10_000]);
  assert.deepEqual(found, bootstrap(ten));
  const spread = 2 * 1.96 * Math.sqrt(0.9) * (sd(ten) / Math.sqrt(10));
  assert.ok(Math.abs((found.percentile?.high ?? 0) - (found.percentile?.low ?? 0) - spread) < 0.1 * spread);
  assert.equal(bootstrap([1, 2, 3], () => Number.NaN).lack, 'not_finite');
});

test('a suite’s interval holds its value and is the same each time', () => {
  const suite = [
    [0.1, 0.3, 0.2],
    [0.8, 0.7, 0.9],
  ];
  const found = suiteFigure([suite, suite.map((task) => task.map((x) => x + 0.05))], (a, b) =>
    suiteImprovement(a as number[][], b as number[][]),
  );
  assert.deepEqual([found.tasks, found.n, found.method], [2, 12, 'bootstrap_stratified']);
  assert.ok((found.interval?.low ?? 2) <= (found.value ?? 0) && (found.interval?.high ?? 0) >= (found.value ?? 9));
  assert.ok(Number.isNaN(suiteImprovement(suite, [[1]])));
});

test('the extremes of numbers', () => {
  assert.equal(mean([1.7e308, 1.7e308, 1.6e308]) > 1.6e308, true);
  assert.equal(sd([1e-320, 3e-320]) > 0, true);
  assert.ok(Math.abs(sd([1e200, 3e200]) / (Math.SQRT2 * 1e200) - 1) < 1e-12);
  assert.ok(Math.abs(sd([1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3]) - 0.1) < 1e-7);
  assert.equal(welch([1.7e308, 1.6e308], [-1.7e308, -1.6e308]).lack, 'not_finite');
});

test('more than sixty values have no exact rank test', () => {
  const many = Array.from({ length: 31 }, (_, i) => i);
  assert.deepEqual([mannWhitney(many, many).p, mannWhitney(many, many).lack], [null, 'too_many']);
  assert.equal(mannWhitney(many.slice(1), many.slice(0, 30)).lack, null);
});

test('the statistics import nothing but each other, so that a browser can load them', () => {
  const files = sourceFiles('src').filter((file) => file.path.startsWith('src/analysis/statistics/'));
  assert.ok(files.length > 20);
  for (const file of files) for (const { specifier } of importsOf(file)) assert.match(specifier, /^\.\/[a-z0-9-]+\.ts$/, file.path);
});

test('every method and every reason has words', () => {
  for (const words of [...Object.values(METHOD_WORDS), ...Object.values(LACK_WORDS)]) assert.match(words, /^[A-Za-z].{8,}[^.]$/);
});
