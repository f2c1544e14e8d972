import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contentKey, hashOf, sha256 } from '../../src/model/hash.ts';

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

test('the key of an object is its hash', () => {
  const value = { a: [1, Number.NaN] };
  assert.equal(contentKey(value), hashOf(value));
  assert.equal(contentKey(value), hashOf(value));
  assert.notEqual(contentKey({ a: [1, 2] }), contentKey(value));
});

test('an undefined item, keys such as __proto__ and the order of keys count as in JSON', () => {
  const odd = (rest: unknown) => ({ ...JSON.parse('{"__proto__": 1, "b": 2, "a": 3}'), none: undefined, rest });
  assert.equal(hashOf(odd(Number.NaN)), sha256(JSON.stringify([odd('NaN')])).slice(0, 32));
  assert.equal(hashOf([undefined, 5n]), sha256('[[null,"5n"]]').slice(0, 32));
});
