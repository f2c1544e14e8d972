import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correctionHead, isAdjusted, probabilityName } from '../../src/model/correction.ts';

test('the p-value of a single test is adjusted for nothing, and says so', () => {
  assert.equal(probabilityName({ tests: 1, correction: 'holm' }), 'p');
  assert.equal(probabilityName({ tests: 2, correction: 'holm' }), 'adjusted p');
  assert.equal(probabilityName({ tests: 2, correction: 'none' }), 'p');
  assert.equal(isAdjusted({ tests: 0, correction: 'bonferroni' }), false);
  assert.deepEqual(
    ([0, 1, 2] as const).map((tests) => correctionHead({ tests, correction: 'bonferroni' })),
    ['', 'one test', 'Bonferroni'],
  );
  assert.equal(correctionHead({ tests: 3, correction: 'none' }), 'not corrected');
});
