import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberScan, readNumber, scanNumber } from '../../../src/readers/wandb/json-number.ts';
import { numbersFrom } from '../memory-archive.ts';

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function check(text: string): void {
  const scan = numberScan();
  const bytes = Buffer.from(`12${text}34`);
  const found = scanNumber(bytes, 2, bytes.length - 2, scan);
  assert.equal(found, JSON_NUMBER.test(text), `“${text}”`);
  if (!found) return;
  assert.ok(Object.is(scan.value, Number(text)), `“${text}” read as ${scan.value}`);
  const integer = /^-?\d+$/.test(text);
  assert.equal(scan.inexact, integer && (!Number.isFinite(Number(text)) || BigInt(text) !== BigInt(Number(text))), `“${text}”`);
}

test('numbers and what only looks like one', () => {
  const texts =
    '0 -0 0.0 -0.0 1 -1 00 01 -01 1. .5 - -.5 +1 1e 1e+ 1e5 1E-5 1e05 1.5e3x 0e0 0e999 1e400 -1e400 1e-400 5e-324 0x10 1_0 NaN Infinity';
  for (const text of [...texts.split(' '), '', ' 1', '1 ', '1,2']) check(text);
  for (const text of ['9007199254740991', '9007199254740993', '-9007199254740993', '123456789012345678901234567890', `1${'0'.repeat(400)}`])
    check(text);
  for (const text of ['1.7952051762229886e+09', '8.566875611068503e-05', '0.000000000000000000000000000001', `0.${'1'.repeat(400)}`])
    check(text);
});

test('every double by its shortest text and by 15 to 21 digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 15, max: 21 }), (value, digits) => {
      check(String(value).replace('e+', 'e'));
      check(value.toPrecision(digits));
    }),
    { numRuns: 5000 },
  );
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (value) => check(String(value))),
    { numRuns: 5000 },
  );
});

test('digits at random, and the middle between two doubles', () => {
  const random = numbersFrom(4);
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  for (let round = 0; round < 100_000; round += 1) {
    const exponent = random() < 0.4 ? `e${random() < 0.5 ? '-' : ''}${Math.floor(random() * 30)}` : '';
    check(
      `${random() < 0.3 ? '-' : ''}${1 + Math.floor(random() * 9)}${digits(Math.floor(random() * 20))}.${digits(1 + Math.floor(random() * 24))}${exponent}`,
    );
  }
  for (let round = 0; round < 20_000; round += 1) {
    const middle = 2n * (2n ** 53n + BigInt(Math.floor(random() * 2 ** 52))) + 1n;
    for (const text of [`${middle}`, `${middle}.0`, `${middle}.000001`, `${middle - 1n}.999999`]) check(text);
    const tenths = String(middle * 5n);
    check(`${tenths.slice(0, -1)}.${tenths.slice(-1)}`);
  }
});

test('words in the place of a number', () => {
  const read = (text: string) => {
    const scan = numberScan();
    const bytes = Buffer.from(text);
    return readNumber(bytes, 0, bytes.length, scan) ? scan.value : null;
  };
  assert.deepEqual(['NaN', '"NaN"', 'Infinity', '"Infinity"', '-Infinity', '"-Infinity"'].map(read), [
    NaN,
    NaN,
    Infinity,
    Infinity,
    -Infinity,
    -Infinity,
  ]);
  assert.deepEqual(['"nan"', '"1"', 'null', 'true', '"NaN', 'NaN"', '-NaN', '[NaN]', '""', '"'].map(read), Array(10).fill(null));
});
