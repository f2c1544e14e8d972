import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenVariants } from '../../src/analysis/chosen-variants.ts';
import type { Laid } from '../../src/analysis/over.ts';
import { welch } from '../../src/analysis/statistics/welch.ts';
import type { Cell } from '../../src/model/report/compare.ts';

function laid(id: string, group: string | null, selected: Cell | null, status = 'finished'): Laid {
  const metric = { name: 'acc', unit: null, direction: 'higher', bits: 64, points: 1, step: [1], value: [1], time: [], selected } as const;
  const facts = { config: {}, data: {}, code: {}, environment: {}, packages: {} };
  return {
    file: { id, name: id, status, startedAt: null, start: null, facts, seeds: [], metrics: [metric], health: [], left: 0 },
    label: id,
    group,
    slot: 0,
  };
}

const two = [laid('a', 'v', 1), laid('b', 'v', 2), laid('c', 'w', 3), laid('d', 'w', 5), laid('e', null, 9)];

test('chosen runs are measured as variants, against the first of them', () => {
  const [first, second, ...others] = chosenVariants(two, 'acc');
  assert.deepEqual([others.length, first?.name, first?.estimate.mean, first?.difference], [0, 'v', 1.5, null]);
  assert.equal(second?.difference?.delta, 2.5);
  assert.equal(second?.pAdjusted, welch([1, 2], [3, 5]).p);
});

test('runs that failed, or have no finite value, do not count and are counted', () => {
  const [first, second] = chosenVariants([...two, laid('f', 'v', 70, 'failed'), laid('g', 'w', 'NaN')], 'acc');
  assert.deepEqual([first?.runs, first?.estimate.n, first?.estimate.mean], [3, 2, 1.5]);
  assert.deepEqual([second?.runs, second?.estimate.n, second?.estimate.notFinite], [3, 2, 1]);
});

test('nothing is tested of single runs or of one variant', () => {
  assert.deepEqual(chosenVariants(two.slice(0, 2), 'acc'), []);
  assert.deepEqual(chosenVariants([laid('a', null, 1), laid('b', null, 2)], 'acc'), []);
});
