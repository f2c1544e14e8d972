import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { align } from '../../../src/analysis/statistics/alignment.ts';
import { bandOf } from '../../../src/analysis/statistics/band.ts';
import { estimate } from '../../../src/analysis/statistics/estimate.ts';

test('common steps stay as they are', () => {
  const found = align([
    { x: [0, 10, 20], y: [3, 2, 1] },
    { x: [0, 10, 20], y: [4, 3, 2] },
  ]);
  assert.deepEqual(found, {
    x: [0, 10, 20],
    y: [
      [3, 2, 1],
      [4, 3, 2],
    ],
    grid: 'steps',
  });
});

test('a run that ends early leaves the band; nothing is extrapolated', () => {
  const found = align([
    { x: [0, 1, 2, 3, 4], y: [1, 2, 3, 4, 5] },
    { x: [0, 1, 2], y: [2, 3, 4] },
    { x: [1, 2, 3, 4], y: [1, 1, 1, 1] },
  ]);
  assert.equal(found.grid, 'steps');
  const band = bandOf(found);
  assert.deepEqual(band.n, [2, 3, 3, 2, 2]);
  assert.deepEqual(band.method, ['minimum_to_maximum', 't', 't', 'minimum_to_maximum', 'minimum_to_maximum']);
  assert.deepEqual([band.low[0], band.high[0], band.low[4], band.high[4]], [1, 2, 1, 5]);
  const { interval } = estimate([2, 3, 1]);
  assert.deepEqual([band.low[1], band.high[1], band.mean[1]], [interval?.low, interval?.high, 2]);
});

test('a missing step is read from the line, a hole is not crossed', () => {
  const x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const found = align([
    { x, y: x },
    { x: x.filter((step) => step !== 4), y: [0, 1, 2, 3, 5, 6, Number.NaN, 8, 9] },
  ]);
  assert.equal(found.grid, 'steps');
  assert.deepEqual(found.y[1]?.slice(0, 7), [0, 1, 2, 3, 4, 5, 6]);
  assert.ok(Number.isNaN(found.y[1]?.[7]));
  const holed = align([
    { x, y: x },
    { x: x.filter((step) => step !== 4), y: [0, 1, 2, Infinity, 5, 6, 7, 8, 9] },
  ]);
  assert.deepEqual(bandOf(holed).n, [2, 2, 2, 1, 1, 2, 2, 2, 2, 2]);
  assert.deepEqual([bandOf(holed).low[4], bandOf(holed).mean[4]], [null, 4]);
});

test('steps of their own: 200 even places over all that any run covers', () => {
  const found = align([
    { x: [0, 3, 6, 9], y: [0, 3, 6, 9] },
    { x: [1, 4, 7], y: [1, 4, 7] },
  ]);
  assert.deepEqual([found.grid, found.x.length, found.x[0], found.x.at(-1)], ['even', 200, 0, 9]);
  const band = bandOf(found);
  assert.deepEqual([band.n[0], band.n[100], band.n.at(-1)], [1, 2, 1]);
  band.mean.forEach((value, i) => {
    assert.ok(Math.abs((value as number) - (found.x[i] as number)) < 1e-12);
  });
});

test('of equal x the last counts; no curves, empty curves, single points', () => {
  assert.deepEqual(align([{ x: [1, 1, 2], y: [5, 6, 7] }]).y, [[6, 7]]);
  assert.deepEqual(align([]), { x: [], y: [], grid: 'steps' });
  assert.deepEqual(bandOf(align([])).x, []);
  const some = align([
    { x: [], y: [] },
    { x: [2], y: [3] },
  ]);
  assert.deepEqual([some.x, some.y[1]], [[2], [3]]);
  const band = bandOf(some);
  assert.deepEqual([band.n, band.mean, band.low, band.method], [[1], [3], [null], [null]]);
  assert.deepEqual(bandOf({ x: [0], y: [[Number.NaN]] }).mean, [null]);
});

test('curves at the very same places are laid as any others are', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -5, max: 20 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.double(), { minLength: 16, maxLength: 16 }),
      (places, values) => {
        const x = places.toSorted((a, b) => a - b);
        const curves = [x, x].map((own, i) => ({ x: own, y: values.slice(i * 8, i * 8 + own.length) }));
        const found = align(curves);
        // A curve without points takes the way of curves whose places differ.
        const others = align([...curves, { x: [], y: [] }]);
        assert.deepEqual([found.x, found.y], [others.x, others.y.slice(0, 2)]);
      },
    ),
    { numRuns: 500, seed: 12 },
  );
});
