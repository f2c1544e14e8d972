import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentFacts } from '../../../src/analysis/slices/run-facts.ts';
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
