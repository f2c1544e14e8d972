import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unbroken } from '../../src/model/unbroken.ts';

test('no line ends between a number and its sign', () => {
  assert.equal(
    unbroken('(95 % CI 0.97–0.99, n = 3); adjusted p < .001.'),
    '(95\u00a0% CI 0.97–0.99, n\u00a0=\u00a03); adjusted p\u00a0<\u00a0.001.',
  );
  assert.equal(unbroken('lr = 3 of % of a = b'), 'lr = 3 of % of a = b');
});
