import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnFormat, count, counted, exactNumber, numberText, shortNumber, spreadFormat } from '../../src/model/number.ts';

const column = (values: readonly number[], bits: 32 | 64 = 64) => {
  const format = columnFormat(values, bits);
  return values.map((value) => numberText(value, format));
};

test('numbers of a column have the same decimals, as many as their spread asks for', () => {
  assert.deepEqual(column([0.9762, 0.98380001, 0.0986]), ['0.9762', '0.9838', '0.0986']);
  assert.deepEqual(column([2.306, 0.217]), ['2.306', '0.217']);
  assert.deepEqual(column([97.1, 80.25, 120]), ['97.10', '80.25', '120.00']);
  assert.deepEqual(column([4.284e-6, 4.284e-6]), ['4.284e-6', '4.284e-6']);
  assert.deepEqual(column([1, 20, 2457600]), ['1', '20', '2,457,600']);
  assert.deepEqual(column([-0.5, 0.25]), ['−0.50', '0.25']);
});

test('a column has no decimals that are zero in all of its rows', () => {
  assert.deepEqual(column([79.84, 79.84]), ['79.84', '79.84']);
  assert.deepEqual(column([Math.fround(79.84), Math.fround(79.8)], 32), ['79.84', '79.80']);
  assert.deepEqual(column([0.97, 0.965, Number.NaN]), ['0.970', '0.965', 'NaN']);
  assert.deepEqual(column([0.5, 0, -3]), ['0.5', '0.0', '−3.0']);
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
      const format = columnFormat(values);
      const texts = values.map((value) => numberText(value, format));
      if (format.kind === 'fixed' && format.digits > 0)
        assert.ok(
          texts.some((text) => /[1-9]$/.test(text)),
          texts.join(' '),
        );
      const spread = spreadFormat(values);
      assert.deepEqual(
        texts.map((text) => Number(text.replaceAll(',', '').replace('−', '-'))),
        values.map((value) => Number(numberText(value, spread).replaceAll(',', '').replace('−', '-'))),
        'no digit that says something is lost',
      );
    }),
    { seed: 7 },
  );
});

test('a number computed from a column keeps the decimals that its spread asks for', () => {
  assert.equal(numberText(0.9667, spreadFormat([0.97, 0.96, 0.97])), '0.96670');
});

test('a float32 shows no more digits than it has', () => {
  assert.deepEqual(column([Math.fround(1234.5678), Math.fround(1234.5681)], 32), ['1,234.568', '1,234.568']);
});

test('magnitudes far apart get significant digits each', () => {
  assert.deepEqual(column([0.1, 0.00001, 0.0003]), ['0.1', '1e-5', '0.0003']);
  assert.deepEqual(column([0.21, 1e20, Number.NaN]), ['0.21', '1e20', 'NaN']);
  assert.deepEqual(column([570_172_315, -1_237_000_000.5, 2.5]), ['5.702e8', '−1.237e9', '2.5']);
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
  assert.equal(exactNumber(0.0001), '0.0001');
  assert.equal(exactNumber(0.00003), '3e-5');
  assert.equal(exactNumber(-0.0000059115851234), '-5.911585e-6');
  assert.equal(exactNumber(-0), '0');
});

test('counts have separators and a noun in the right number', () => {
  assert.equal(count(1234567), '1,234,567');
  assert.equal(counted(1, 'run'), '1 run');
  assert.equal(counted(0, 'entry', 'entries'), '0 entries');
});
