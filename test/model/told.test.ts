import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameText, silentText } from '../../src/model/told.ts';

const part = (keys: number, silent: number) => ({
  part: 'config' as const,
  same: Array.from({ length: keys }, (_, i) => ({ key: `k${i}`, value: 'v' })),
  silent,
});

test('equal keys are said of the runs that record them', () => {
  assert.equal(sameText(part(35, 0), 2), 'Configuration: 35 keys are the same in all');
  assert.equal(sameText(part(35, 1), 2), 'Configuration: 35 keys in the one run that records them');
  assert.equal(sameText(part(1, 3), 4), 'Configuration: 1 key in the one run that records it');
  assert.equal(sameText(part(1, 1), 4), 'Configuration: 1 key is the same in the 3 runs that record it');
  assert.equal(sameText(part(5, 0), 1), 'Configuration: 5 keys');
});

test('silence is told once: not where all speak, where none does, or beside what the others have in common', () => {
  assert.deepEqual([silentText(part(0, 0), 3), silentText(part(0, 3), 3), silentText(part(2, 1), 3)], [null, null, null]);
  assert.equal(silentText(part(0, 1), 3), 'Configuration: one run has no record of it.');
  assert.equal(silentText(part(0, 2), 4), 'Configuration: 2 runs have no record of it.');
});
