import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../src/formats/json.ts';
import { asValue, isMap, valueMap } from '../../src/model/value.ts';
import { decodeMarked, encode, encodeMarked } from '../../src/store/encode.ts';

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

test('what is marked comes back exactly, whoever reads it', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 2 ** 60, Number.NaN, Number.NEGATIVE_INFINITY));
  const leaf = fc.oneof(number, fc.bigInt({ min: 2n ** 60n + 1n }), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null));
  const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '7'));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((pairs) => {
        const map = valueMap();
        for (const [name, item] of pairs) map[name] = item as never;
        return map;
      }),
    ),
  }));
  const marks = new Set<boolean>();
  fc.assert(
    fc.property(value, (given) => {
      const text = encodeMarked(given);
      marks.add(text.startsWith(' '));
      assert.deepEqual(asValue(decodeMarked(text)), given);
      assert.deepEqual(asValue(decodeMarked(text)), parseJson(text));
    }),
    { numRuns: 400, seed: 5 },
  );
  assert.equal(marks.size, 2);
});

test('maps from the parser of Node inherit nothing either', () => {
  const map = asValue(JSON.parse('{"__proto__": {"x": 1}, "list": [{"a": 2}]}'));
  assert.ok(isMap(map));
  assert.deepEqual(Object.keys(map), ['__proto__', 'list']);
  assert.equal('toString' in map, false);
  assert.equal(map['x'], undefined);
  const [first] = map['list'] as readonly object[];
  assert.equal(first === undefined || 'toString' in first, false);
});
