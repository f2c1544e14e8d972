import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestsOf } from '../../src/analysis/digests.ts';
import { guessDirection } from '../../src/analysis/direction.ts';
import type { Run, RunSeries } from '../../src/model/run.ts';
import { valueMap } from '../../src/model/value.ts';
import { runOf } from '../support/runs.ts';

const run = runOf({ id: 'a', lines: { loss: [3, 2, 1], acc: [1, 2] }, config: Object.assign(valueMap(), { lr: 0.1 }) });
const { curves, record } = digestsOf(guessDirection);

function withSeries(change: (series: RunSeries) => RunSeries): Run {
  return { ...run, series: run.series.map((series, at) => (at === 0 ? change(series) : series)) };
}

test('every figure of a series counts, and a missing one is no number', () => {
  const found = [curves(run)];
  for (const name of Object.keys(run.series[0]?.stats ?? {}))
    for (const value of [null, 77, Number.NaN, Number.POSITIVE_INFINITY])
      found.push(curves(withSeries((series) => ({ ...series, stats: { ...series.stats, startTime: 5, endTime: 6, [name]: value } }))));
  assert.equal(found.length, 1 + 14 * 4);
  assert.equal(new Set(found).size, found.length);
});

test('names, rules, files and directions count; equal runs have equal digests', () => {
  const changed: Run[] = [
    run,
    withSeries((series) => ({ ...series, name: `${series.name}x` })),
    withSeries((series) => ({ ...series, rule: 'preempt' })),
    withSeries((series) => ({ ...series, bits: 32 })),
    { ...run, sources: run.sources.map((source) => ({ ...source, sha256: 'other' })) },
    { ...run, series: run.series.slice(1) },
  ];
  assert.equal(new Set(changed.map(curves)).size, changed.length);
  assert.notEqual(digestsOf(() => ({ better: 'lower', source: 'declared' })).curves(run), curves(run));
  assert.equal(curves(structuredClone(run)), curves(run));
});

test('all that is recorded of a run counts in its record, its curves too', () => {
  const changed: Run[] = [
    run,
    { ...run, notes: 'x' },
    { ...run, config: Object.assign(valueMap(), { lr: 0.2 }) },
    withSeries((series) => ({ ...series, bits: 32 })),
  ];
  assert.equal(new Set(changed.map(record)).size, changed.length);
  assert.equal(curves({ ...run, notes: 'x' }), curves(run));
});
