import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runTable } from '../../src/analysis/columns.ts';
import { facetsOf } from '../../src/analysis/facets.ts';
import { overviewOf } from '../../src/analysis/overview.ts';
import { columnsOf, projectInputOf, runOf, type Sketch } from '../support/runs.ts';

function facets(sketches: readonly Sketch[]) {
  const runs = sketches.map(runOf);
  return facetsOf(runTable(overviewOf(projectInputOf(runs), columnsOf), runs, 'metric:val/acc'));
}

const many = (count: number, of: (i: number) => Omit<Sketch, 'id'>) =>
  facets(Array.from({ length: count }, (_, i) => ({ id: `r${i}`, ...of(i) })));

test('a key with a few values is a list, the most frequent first, runs without one last', () => {
  const found = many(12, (i) => ({ group: i < 3 ? null : i < 7 ? 'small' : 'a "big" one', tags: i % 2 === 0 ? ['even', 'all'] : ['all'] }));
  assert.deepEqual(found[0], {
    ...{ kind: 'values', key: 'group', written: 'group', title: 'group', more: 0 },
    values: [
      { written: '"a \\"big\\" one"', label: 'a "big" one', runs: 5 },
      { written: 'small', label: 'small', runs: 4 },
      { written: '""', label: null, runs: 3 },
    ],
  });
  assert.deepEqual(
    found.map(({ key }) => key),
    ['group', 'tag'],
  );
});

test('numbers of which there are many are a range, as is the primary metric; seeds and names are none', () => {
  const found = many(60, (i) => ({
    config: { lr: i / 7, width: 2 ** (i % 3), seed: i, name: `n${i}` },
    seeds: { seed: i },
    lines: { 'val/acc': [i === 5 ? Number.NaN : i] },
  }));
  assert.deepEqual(
    found.map(({ key, kind }) => [key, kind]),
    [
      ['config.width', 'values'],
      ['config.lr', 'range'],
      ['metric:val/acc', 'range'],
    ],
  );
  assert.deepEqual(found[2], {
    ...{ kind: 'range', key: 'metric:val/acc', written: 'metric:val/acc', title: 'val/acc', low: 0, high: 59, runs: 59 },
  });
});

test('keys that part the runs alike are said once; lists, maps and long texts are left out', () => {
  const found = many(12, (i) => ({
    config: { optimizer: i % 2 === 0 ? 'sgd' : 'adam', nesterov: i % 2 === 0, betas: [i % 3], prompt: `${'x'.repeat(500)}${i % 4}` },
  }));
  assert.equal(found.length, 1);
});

test('thousands of groups are named up to a few, and the rest is counted', () => {
  const [found] = many(3000, (i) => ({ group: `g${i % 1000}` }));
  assert.ok(found?.kind === 'values');
  assert.equal(found.values.length + found.more, 1000);
  assert.ok(found.values.length <= 12);
});

test('one run has nothing to choose by', () => {
  assert.deepEqual(facets([{ id: 'a', config: { lr: 1 } }]), []);
});
