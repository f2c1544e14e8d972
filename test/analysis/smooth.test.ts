import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { smooth } from '../../src/analysis/smooth.ts';

test('at even steps it is the debiased average with factor 0.5^(step / half-life)', () => {
  const y = [1, 4, 2, 8, 5];
  const factor = 0.5 ** (1 / 3);
  let last = 0;
  const expected = y.map((value, i) => {
    last = last * factor + (1 - factor) * value;
    return last / (1 - factor ** (i + 1));
  });
  smooth([0, 1, 2, 3, 4], y, 3).forEach((value, i) => {
    assert.ok(Math.abs(value - (expected[i] as number)) < 1e-12);
  });
});

test('no half-life leaves the values as they are', () => {
  assert.deepEqual(smooth([0, 1], [3, 4], 0), [3, 4]);
});

test('a constant stays constant, and nothing leaves the range of the values', () => {
  const points = fc.array(fc.tuple(fc.double({ min: 0, max: 1e3, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(points, fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (pairs, halfLife) => {
      const x = pairs.map(([at]) => at).sort((a, b) => a - b);
      const y = pairs.map(([, value]) => value);
      const made = smooth(x, y, halfLife);
      for (const value of made) assert.ok(value >= Math.min(...y) - 1e-6 && value <= Math.max(...y) + 1e-6);
      for (const value of smooth(
        x,
        x.map(() => 7),
        halfLife,
      ))
        assert.ok(Math.abs(value - 7) < 1e-9);
    }),
  );
});
