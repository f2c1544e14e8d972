import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberText } from '../../src/model/number.ts';
import { fixedText, roundingOf } from '../../src/model/rounding.ts';

const FOUR = { kind: 'significant', digits: 4 } as const;

test('rounded half to even on the text that is read', () => {
  assert.deepEqual(
    [1.005, 1.015, 1.025, 0.125, 0.375, 2.5, 3.5].map((value, at) => fixedText(value, at < 5 ? 2 : 0)),
    ['1.00', '1.02', '1.02', '0.12', '0.38', '2', '4'],
  );
  assert.deepEqual(
    [fixedText(1e21, 1), fixedText(1.5e-7, 7), fixedText(123456.789, 0)],
    ['1000000000000000000000.0', '0.0000002', '123457'],
  );
});

test('zero has no sign', () => {
  assert.deepEqual([fixedText(-0.0004, 2), fixedText(-0, 1), fixedText(-0.006, 2)], ['0.00', '0.0', '-0.01']);
  assert.equal(numberText(-0.0004, { kind: 'fixed', digits: 2 }), '0.00');
});

test('never further from the number than half a unit', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
      fc.integer({ min: 0, max: 8 }),
      (value, digits) => {
        assert.ok(Math.abs(Number(fixedText(value, digits)) - value) <= 0.5000001 * 10 ** -digits + 1e-9);
      },
    ),
    { seed: 3 },
  );
});

test('the typical spread gets two significant digits, the smallest one', () => {
  assert.deepEqual(roundingOf([0.0098, 0.0032, 0.0087], [0.97], FOUR), { kind: 'fixed', digits: 4 });
  assert.deepEqual(roundingOf([0.031, 0.017], [0.93], FOUR), { kind: 'fixed', digits: 3 });
  assert.deepEqual(roundingOf([12, 34], [512], FOUR), { kind: 'fixed', digits: 0 });
  assert.deepEqual(roundingOf([0, Number.NaN], [1], FOUR), FOUR);
  assert.deepEqual(roundingOf([1e-15], [1], FOUR), FOUR);
});
