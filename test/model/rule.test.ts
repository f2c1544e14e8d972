import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keptPoints } from '../../src/model/rule.ts';

const kept = (steps: number[], rule: 'all' | 'last-per-step' | 'preempt') => {
  const points = keptPoints(Float64Array.from(steps), rule);
  return points === null ? null : [...points];
};

test('steps in order are kept as they are', () => {
  assert.equal(kept([0, 1, 2], 'preempt'), null);
  assert.equal(kept([], 'all'), null);
  assert.equal(kept([0, 1, 1], 'all'), null);
});

test('a restart puts aside what it logs again', () => {
  assert.deepEqual(kept([0, 1, 2, 3, 2, 3, 4], 'preempt'), [0, 1, 4, 5, 6]);
  assert.deepEqual(kept([5, 5, 5], 'preempt'), [2]);
});

test('of equal steps the last counts, in the order of steps', () => {
  assert.deepEqual(kept([3, 1, 3, 2], 'last-per-step'), [1, 3, 2]);
  assert.deepEqual(kept([3, 1, 3, 2], 'all'), [1, 3, 0, 2]);
});

test('preemption is what a point-by-point reading does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 9 })), (steps) => {
      const shown: number[] = [];
      for (const [i, step] of steps.entries()) {
        while (shown.length > 0 && (steps[shown.at(-1) as number] as number) >= step) shown.pop();
        shown.push(i);
      }
      assert.deepEqual(kept(steps, 'preempt') ?? steps.map((_, i) => i), shown);
    }),
  );
});
