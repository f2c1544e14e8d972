import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentFacts, runFacts } from '../../../src/analysis/slices/run-facts.ts';
import { runOf } from '../../support/runs.ts';

test('what was imported without a version is named in one line, apart from what has one', () => {
  const run = { ...runOf({ id: 'a' }), environment: { python: '3.12', frameworks: { torch: '2.5', hydra: true, sklearn: true } } };
  assert.deepEqual(
    environmentFacts(run).map(({ label, value }) => [label, value]),
    [
      ['Python', '3.12'],
      ['torch', '2.5'],
      ['Imported', 'hydra, sklearn (versions not recorded)'],
    ],
  );
});

test('the end of a run that never said so is the time of its last record', () => {
  const labels = (status: 'unknown' | 'finished') =>
    runFacts({ ...runOf({ id: 'a', startedAt: 1000 }), endedAt: 2000, status }, null).map(({ label }) => label);
  assert.ok(labels('unknown').includes('Last record') && !labels('unknown').includes('Ended'));
  assert.ok(labels('finished').includes('Ended'));
});
