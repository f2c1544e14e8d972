import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MOST_METRICS, MOST_RUNS, readState, writeState } from '../../src/client/compare-state.ts';

test('an address says what it was made of', () => {
  const state = {
    runs: ['a1', 'b_2'],
    metrics: ['val/acc', 'a,b&c'],
    over: 'metric:train/epoch',
    logX: true,
    logY: true,
    smoothing: 40,
  } as const;
  assert.deepEqual(readState(writeState(state)), state);
  assert.equal(writeState(readState('')), '');
});

test('what is not of the right shape is as if it were not there', () => {
  assert.deepEqual(readState('?runs=../../x,A,javascript:alert(1),ok,ok,%2e%2e&x=constructor&smooth=1e999&logx=yes'), {
    runs: ['ok'],
    metrics: [],
    over: 'step',
    logX: false,
    logY: false,
    smoothing: 0,
  });
});

test('10,000 addresses of any kind: no error, and nothing beyond the limits', () => {
  const piece = fc.oneof(
    fc.constantFrom('?', '&', '=', ',', '%', 'runs', 'runs=', 'x=wall', 'smooth=', '&metric=', '__proto__', '..', '/', '<svg>'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const state = readState(pieces.join(''));
      assert.ok(state.runs.length <= MOST_RUNS && state.metrics.length <= MOST_METRICS);
      assert.ok(state.runs.every((id) => /^[a-z0-9_-]+$/.test(id)));
      assert.ok(state.smoothing >= 0 && state.smoothing <= 100);
      assert.ok(['step', 'relative', 'wall'].includes(state.over) || state.over.startsWith('metric:'));
    }),
    { numRuns: 10_000 },
  );
});
