import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overviewOf } from '../../src/analysis/overview.ts';
import { stripOf } from '../../src/analysis/strip.ts';
import { columnsOf, projectInputOf, runOf } from '../support/runs.ts';

const stripOfValues = (values: readonly number[], group = (i: number): string | null => `g${i % 2}`) =>
  stripOf(
    overviewOf(projectInputOf(values.map((value, i) => runOf({ id: `r${i}`, group: group(i), lines: { 'val/acc': [value] } }))), columnsOf),
  );

test('groups stand in the order of their best run', () => {
  const strip = stripOfValues([0.1, 0.9, 0.2, 0.8]);
  assert.deepEqual(
    strip?.rows.map(({ label, n, best }) => [label, n, best]),
    [
      ['g1', 2, 0.9],
      ['g0', 2, null],
    ],
  );
});

test('a few far runs do not push the others together; the best end is never cut', () => {
  const values = [...Array.from({ length: 40 }, (_, i) => 0.9 + i / 1000), 0.01];
  const strip = stripOfValues(values) ?? assert.fail();
  assert.ok(strip.limits[0] > 0.8);
  assert.equal(strip.limits[1], 0.9 + 39 / 1000);
});

test('runs that are not finite are counted, not drawn', () => {
  const strip = stripOfValues([0.1, Number.NaN, 0.3], () => null) ?? assert.fail();
  assert.deepEqual(strip.rows, [{ label: 'all runs', n: 3, values: [0.1, 0.3], notFinite: 1, best: 0.3 }]);
});

test('more groups than rows leave the smallest together', () => {
  const strip =
    stripOfValues(
      Array.from({ length: 60 }, (_, i) => i / 60),
      (i) => `g${i % 20}`,
    ) ?? assert.fail();
  assert.equal(strip.rows.length, 8);
  assert.equal(strip.rows.at(-1)?.label, 'other groups');
  assert.equal(
    strip.rows.reduce((sum, { n }) => sum + n, 0),
    60,
  );
});
