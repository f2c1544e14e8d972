import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnFormat, count, counted, exactNumber, numberText, shortNumber } from '../../src/model/number.ts';

const column = (values: readonly number[], bits: 32 | 64 = 64) => {
  const format = columnFormat(values, bits);
  return values.map((value) => numberText(value, format));
};

test('numbers of a column have the same decimals, as many as their spread asks for', () => {
  assert.deepEqual(column([0.9762, 0.98380001, 0.0986]), ['0.9762', '0.9838', '0.0986']);
  assert.deepEqual(column([2.306, 0.217]), ['2.306', '0.217']);
  assert.deepEqual(column([97.1, 80.25, 120]), ['97.10', '80.25', '120.00']);
  assert.deepEqual(column([1, 20, 2457600]), ['1', '20', '2,457,600']);
  assert.deepEqual(column([-0.5, 0.25]), ['−0.5000', '0.2500']);
});

test('a float32 shows no more digits than it has', () => {
  assert.deepEqual(column([Math.fround(1234.5678), Math.fround(1234.5681)], 32), ['1,234.568', '1,234.568']);
});

test('magnitudes far apart get significant digits each', () => {
  assert.deepEqual(column([0.1, 0.00001, 0.0003]), ['0.1', '1e-5', '0.0003']);
  assert.deepEqual(column([0.21, 1e20, Number.NaN]), ['0.21', '1e20', 'NaN']);
});

test('what is not finite is named', () => {
  assert.deepEqual(column([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5]).slice(0, 3), ['NaN', '∞', '−∞']);
});

test('no number of a page has ten significant digits after rounding', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }), { minLength: 1, maxLength: 30 }),
      (values) => {
        for (const text of column(values)) {
          const digits = text
            .replace(/e.*$/, '')
            .replace(/[^0-9]/g, '')
            .replace(/^0+/, '');
          assert.ok(digits.length <= 10, text);
        }
      },
    ),
  );
});

test('a number standing alone has four digits', () => {
  assert.equal(shortNumber(0.97620001), '0.9762');
  assert.equal(shortNumber(-12345.6), '−12,346');
  assert.equal(shortNumber(2457600), '2,457,600');
  assert.equal(shortNumber(0.00001234), '1.234e-5');
  assert.equal(shortNumber(1e20), '1e20');
  assert.equal(shortNumber(0.5), '0.5');
  assert.equal(shortNumber(-0), '0');
});

test('a configured number keeps its meaning', () => {
  assert.equal(exactNumber(0.0003), '0.0003');
  assert.equal(exactNumber(0.30000000000000004), '0.3');
  assert.equal(exactNumber(0.10000000149011612), '0.1');
  assert.equal(exactNumber(12345678901234567890n), '12345678901234567890');
  assert.equal(exactNumber(1234567890123), '1234567890123');
  assert.equal(exactNumber(1e-8), '1e-8');
});

test('counts have separators and a noun in the right number', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(counted(1, 'run'), '1 run');
  assert.equal(counted(0, 'entry', 'entries'), '0 entries');
});
