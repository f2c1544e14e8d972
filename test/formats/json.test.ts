import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JsonError, parseJson, writeJson } from '../../src/formats/json.ts';
import { isMap } from '../../src/model/value.ts';
import { assertGrowth } from '../support/growth.ts';

function fault(text: string): number {
  try {
    parseJson(text);
  } catch (error) {
    assert.ok(error instanceof JsonError, String(error));
    return error.offset;
  }
  return assert.fail(`accepted: ${text}`);
}

test('words that Python writes for what is not finite', () => {
  assert.deepEqual(parseJson('[NaN, Infinity, -Infinity, "NaN", -0]'), [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    'NaN',
    -0,
  ]);
  for (const text of ['nan', 'Inf', '+Infinity', '-NaN', 'NaNa', 'NaN1', '[NaN', 'Infinit']) fault(text);
});

test('integers keep their digits, other numbers are doubles', () => {
  assert.deepEqual(parseJson('[9007199254740991, 9007199254740992, -12345678901234567890, 1e400, 0.1, 1E2, 123456789012345678.0]'), [
    9007199254740991,
    9007199254740992n,
    -12345678901234567890n,
    Number.POSITIVE_INFINITY,
    0.1,
    100,
    123456789012345680,
  ]);
  const long = '9'.repeat(5000);
  assert.equal(parseJson(long), long);
  for (const text of ['01', '.5', '5.', '1e', '+1', '--1', '1_000', '0x10', '-']) fault(text);
});

test('keys are keys, whatever their name; of a repeated one the last value counts', () => {
  const value = parseJson('{"__proto__": {"polluted": 1}, "constructor": 2, "a": 1, "a": 3, "": 4}');
  assert.ok(isMap(value));
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'a', '']);
  assert.equal(value['a'], 3);
  assert.equal(value['polluted'], undefined);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('texts with escapes, half surrogates and raw Unicode', () => {
  assert.equal(parseJson('"\\ud83d\\ude00\\n\\u0000 \u2028"'), '\u{1f600}\n\0 \u2028');
  assert.equal(parseJson('"\\ud800"'), '\ud800');
  assert.equal(parseJson('\ufeff{}') === null, false);
  for (const text of ['"', '"\\', '"\\"', '"\\x"', '"\\u12"', '"a\nb"', '"a\tb"', "'a'"]) fault(text);
});

test('errors have the place where reading stopped', () => {
  assert.equal(fault('{"a": 1,}'), 8);
  assert.equal(fault('[1 2]'), 3);
  assert.equal(fault('{"a" 1}'), 5);
  assert.equal(fault('[1, "abc'), 8);
  assert.equal(fault('1 2'), 2);
  assert.equal(fault(''), 0);
  assert.equal(fault('{a: 1}'), 1);
});

test('nesting is bounded', () => {
  assert.doesNotThrow(() => parseJson('['.repeat(200) + ']'.repeat(200)));
  fault('['.repeat(1_000_000));
  fault('{"a":'.repeat(500_000));
});

test('wherever JSON.parse reads a text, the result is its result', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      assert.deepEqual(JSON.parse(JSON.stringify(plain(parseJson(text)))), JSON.parse(text));
    }),
    { numRuns: 3000, seed: 6 },
  );
});

test('texts of JSON pieces: never another error, accepted where JSON.parse accepts', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '\\',
    '1',
    '-',
    '.5',
    'e3',
    'true',
    'null',
    ' ',
    '\n',
    'NaN',
    '\\u00e9',
    '\u0000',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      let strict: unknown;
      let valid = true;
      try {
        strict = JSON.parse(text);
      } catch {
        valid = false;
      }
      try {
        const value = parseJson(text);
        if (valid) assert.deepEqual(JSON.parse(JSON.stringify(plain(value))), JSON.parse(JSON.stringify(strict)));
        else assert.match(text, /NaN/);
      } catch (error) {
        assert.ok(error instanceof JsonError, String(error));
        assert.equal(valid, false, text);
        assert.ok(error.offset >= 0 && error.offset <= text.length);
      }
    }),
    { numRuns: 20_000, seed: 7 },
  );
});

test('what is written is read again, bit for bit', () => {
  const leaf = fc.oneof(
    fc.double(),
    fc.bigInt(),
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('\ud800', '-0', 'NaN'),
  );
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor')), tie('value'), {
        maxKeys: 4,
        noNullPrototype: false,
      }),
    ),
  })).value;
  fc.assert(
    fc.property(value, (made) => {
      const text = writeJson(made);
      assert.doesNotThrow(() => JSON.parse(text));
      assert.equal(writeJson(parseJson(text)), text);
    }),
    { numRuns: 3000, seed: 8 },
  );
  assert.equal(
    writeJson({ a: Number.NaN, b: -0, c: undefined, d: new Float64Array([1, Number.POSITIVE_INFINITY]), e: 2n ** 64n }),
    '{"a":"NaN","b":-0,"d":[1,"Infinity"],"e":18446744073709551616}',
  );
  assert.equal(
    writeJson({ a: [undefined, 'é"\u2028\n'], b: undefined, c: { toJSON: 'a key' }, d: 1e21 }),
    '{"a":[null,"é\\"\u2028\\n"],"c":{"toJSON":"a key"},"d":1e+21}',
  );
});

test('time grows with the length alone', () => {
  assertGrowth('strings', 50_000, (count) => parseJson(`[${'"a\\n",'.repeat(count)}{"k":[1.5]}]`));
});

/** bigints as the numbers that JSON.parse makes of them. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
