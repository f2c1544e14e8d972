import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical } from '../../../src/analysis/variants/canonical.ts';
import type { Value } from '../../../src/model/value.ts';

test('values that mean the same have one text', () => {
  const same: readonly (readonly [string, ...Value[]])[] = [
    ['0.001', 1e-3, '1e-3', '0.001', '1E-03', '.001'],
    ['2', 2, '2', '2.0', 2n, '+2', '2.'],
    ['0', 0, -0, '0.0', '-0', '0e5'],
    ['true', true, 'True', 'true', 'TRUE'],
    ['null', null, 'None', 'null'],
    ['NaN', Number.NaN, 'nan', 'NaN'],
    ['-Infinity', Number.NEGATIVE_INFINITY, '-inf'],
    ['[0.9, 0.999]', [0.9, 0.999], '(0.9, 0.999)', '[0.9,0.999]', '0.9, 0.999', ['0.9', '0.999']],
    ['[a, b]', ['a', 'b'], "['a', 'b']", '("a", "b")'],
    ['{lr: 0.1, steps: 10}', { steps: 10, lr: 0.1 }, "{'lr': 0.1, 'steps': 10}"],
    ['12345678901234567890', 12345678901234567890n, '12345678901234567890'],
    ['1180591620717411303424', 2 ** 70, 2n ** 70n, '1180591620717411303424'],
    ['é', 'e\u0301', '\u00e9'],
    ['""', ''],
  ];
  for (const [text, ...values] of same) for (const value of values) assert.equal(canonical(value), text, String(value));
});

test('values that mean something else have other texts', () => {
  const texts = [
    null,
    '',
    'none',
    0,
    false,
    '007',
    7,
    '1e400',
    Number.POSITIVE_INFINITY,
    'adam',
    'Adam',
    [],
    [1],
    '1.2.3',
    '9007199254740993',
    '9007199254740992',
  ].map(canonical);
  texts.push(canonical(['a, b']), canonical(['a', 'b']), canonical('[1, 2'), canonical('(lambda x: x)'));
  assert.equal(new Set(texts).size, texts.length, texts.join(' | '));
});

test('any number is the same as its text, and so is any list of them', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double(), fc.maxSafeInteger()), { minLength: 2, maxLength: 5 }), (numbers) => {
      for (const number of numbers) assert.equal(canonical(String(number)), canonical(number));
      assert.equal(canonical(`[${numbers.join(', ')}]`), canonical(numbers));
      assert.equal(canonical(`(${numbers.join(',')})`), canonical(numbers));
    }),
    { seed: 20261121, numRuns: 500 },
  );
});

test('text of any kind has a text, and the same one again', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'eé\u0301 ab,.[]()\'"\\0123-+\n{}:'), maxLength: 40 }), (text) => {
      assert.equal(canonical(text), canonical(text.normalize('NFD')));
    }),
    { seed: 20261121, numRuns: 500 },
  );
});
