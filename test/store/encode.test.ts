import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../src/formats/json.ts';
import { encode } from '../../src/store/encode.ts';

test('numbers come back as numbers and integers as integers, bit for bit', () => {
  const numbers = [
    0,
    -0,
    0.1,
    5e-324,
    1.7976931348623157e308,
    2 ** 53,
    2 ** 53 + 2,
    -(2 ** 60),
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const value of [...numbers, 2n ** 53n + 1n, -(2n ** 70n)]) assert.ok(Object.is(parseJson(encode(value)), value), String(value));
});
