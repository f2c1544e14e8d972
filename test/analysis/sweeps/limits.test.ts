import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitsOf } from '../../../src/analysis/sweeps/limits.ts';
import { analysed } from '../../../src/analysis/sweeps/objective.ts';
import type { Search } from '../../../src/analysis/sweeps/sweep.ts';
import { dotsText, edgeText } from '../../../src/components/sweep-figures.ts';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

test('an axis holds all values where they fill it', () => {
  assert.deepEqual(limitsOf([]), [0, 1]);
  assert.deepEqual(limitsOf([3, 2, 1]), [1, 3]);
  assert.deepEqual(limitsOf(range(20)), [0, 19]);
  assert.deepEqual(limitsOf([5, 5, 5]), [5, 5]);
});

test('where the better part would lie on one line the axis ends a little beyond it, on either side', () => {
  // As the search of an archive went: half reached one value, a quarter far less, a tenth sank without end.
  const scores = [
    ...range(50).map(() => 0.6),
    ...range(30).map((i) => 0.4 - i / 20),
    ...range(10).map((i) => -2 - i),
    ...range(10).map((i) => -50 - 20 * i),
  ];
  const [low, high] = limitsOf(scores);
  assert.equal(high, 0.6);
  assert.ok(low > -2.5 && low < -0.8, `${low}`);
  const losses = scores.map((score) => -score);
  assert.deepEqual(limitsOf(losses), [-0.6, -low]);
});

test('fewer than ten values are all shown, and so are equal ones with one apart', () => {
  assert.deepEqual(limitsOf([0, 1, 2, 1000]), [0, 1000]);
  assert.deepEqual(limitsOf([...range(30).map(() => 1), 50]), [1, 50]);
});

test('on a logarithmic axis lengths are ratios', () => {
  const losses = range(60).map((i) => 10 ** (-4 + i / 12));
  assert.deepEqual(limitsOf(losses, true), [losses[0], losses.at(-1)]);
  assert.ok(limitsOf(losses)[1] < 10);
});

test('no size of numbers makes limits that are not finite', () => {
  const huge = [...range(18).map((i) => i), 1e308, Number.MAX_VALUE];
  assert.ok(limitsOf(huge).every(Number.isFinite));
  assert.ok(
    limitsOf(
      huge
        .toReversed()
        .map((value) => -value)
        .toReversed(),
    ).every(Number.isFinite),
  );
});

const search = (values: readonly number[], better: 'higher' | 'lower'): Search => ({
  parameters: [
    {
      parameter: { kind: 'number', name: 'lr', low: 0, high: values.length, scale: 'linear', step: null },
      texts: values.map((_, i) => String(i)),
      source: 'recorded',
      also: [],
    },
  ],
  objectives: [{ metric: 'score', direction: { better, source: 'tracker' }, unit: null, selection: 'last value' }],
  rows: values.map((value, i) => ({
    run: { project: 'p', id: String(i), name: String(i) },
    number: i,
    status: 'finished',
    outcome: 'result',
    values: [i],
    objectives: [value],
    seconds: null,
  })),
});

test('every trial is drawn, or counted beyond the axis, or left out of many, and the page says which', () => {
  const values = [...range(1900).map((i) => i / 1900), ...range(100).map((i) => -100 - i)];
  const [one] = analysed(search(values, 'higher'), new Map());
  const [slice] = one?.slices ?? [];
  if (one === undefined || slice === undefined) assert.fail();
  assert.equal(one.beyond, 100);
  assert.deepEqual([slice.below, slice.above, slice.points.length], [100, 0, one.drawn]);
  assert.ok(one.drawn > 400 && one.drawn < 1900);
  assert.ok(slice.points.every(([, y]) => y >= slice.limits[0] && y <= slice.limits[1]));
  assert.match(dotsText(one), new RegExp(`^${one.drawn} of 1,900 trials drawn as dots, .* better part: 100 trials lie below it\\.$`));
  assert.equal(edgeText(one), 'A triangle counts the trials beyond the axis.');
  const [few] = analysed(search(values.slice(0, 20), 'lower'), new Map());
  if (few === undefined) assert.fail();
  assert.deepEqual([few.drawn, few.beyond, dotsText(few), edgeText(few)], [20, 0, 'Every dot a trial.', '']);
});
