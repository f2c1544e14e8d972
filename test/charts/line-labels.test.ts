import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dodge } from '../../src/charts/line-labels.ts';

test('what does not collide stays where it is', () => {
  assert.deepEqual(dodge([10, 100, 50], 17, 0, 200), [10, 100, 50]);
});

test('what collides moves apart around its middle, within the limits', () => {
  assert.deepEqual(dodge([100, 100], 20, 0, 200), [90, 110]);
  assert.deepEqual(dodge([0, 0], 20, 0, 200), [0, 20]);
  assert.deepEqual(dodge([200, 199], 20, 0, 200), [200, 180]);
});

test('labels keep their order and their distance', () => {
  const heights = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(heights, (wanted) => {
      const placed = dodge(wanted, 17, 0, 300);
      const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b);
      for (let k = 1; k < order.length; k += 1) {
        const distance = (placed[order[k] as number] as number) - (placed[order[k - 1] as number] as number);
        assert.ok(distance >= 17 - 1e-9, `${distance}`);
      }
      for (const at of placed) assert.ok(at >= -1e-9 && at <= 300 + 1e-9);
    }),
  );
});
