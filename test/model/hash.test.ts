import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashOf, sha256 } from '../../src/model/hash.ts';

test('plain data is hashed as its JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.equal(hashOf(value, 'b'), sha256(JSON.stringify([value, 'b'])).slice(0, 32));
    }),
    { numRuns: 500, seed: 3 },
  );
  assert.equal(hashOf(), '4f53cda18c2baa0c0354bb5f9a3ecbe5');
});

test('what JSON cannot hold counts, wherever it stands', () => {
  const values = [
    null,
    1,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    12345678901234567890n,
    new Map(),
    new Map([['a', 1]]),
    {},
  ];
  const places: ((value: unknown) => unknown)[] = [
    (value) => value,
    (value) => [1, value],
    (value) => ({ a: { b: [value] } }),
    (value) => new Map([['k', value]]),
  ];
  const hashes = places.flatMap((place) => values.map((value) => hashOf(place(value), 'x')));
  assert.equal(hashes.length - new Set(hashes).size, 0);
});
