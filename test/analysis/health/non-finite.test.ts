import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CurveArgs } from '../../../src/model/curve-diagnostic.ts';
import { words } from '../../../src/model/wording.ts';
import { found, foundIn, only } from '../../support/health.ts';
import { line } from '../../support/noise.ts';

type NotFinite = CurveArgs['non-finite'];

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

test('the first value that is not finite is told for each series, and which metric was first', () => {
  const events = found({
    loss: line(100, (i) => (i < 60 ? 1 / (i + 1) : nan)),
    grad_norm: line(100, (i) => (i < 58 ? 1 + (i % 7) : inf)),
    'val/acc': line(100, (i) => (i === 70 ? nan : i)),
  });
  const told = events.filter(({ kind }) => kind.startsWith('non-finite'));
  assert.deepEqual(
    told.map(({ kind, metric, from, to, value }) => [kind, metric, from, to, value]),
    [
      ['non-finite', 'grad_norm', 58, 99, inf],
      ['non-finite', 'loss', 60, 99, nan],
      ['non-finite-points', 'val/acc', 70, 70, nan],
    ],
  );
  const after = told.map((event) =>
    event.kind.startsWith('non-finite') ? [(event.args as NotFinite).after, (event.args as NotFinite).afterStep] : undefined,
  );
  assert.deepEqual(after, [
    ['', null],
    ['grad_norm', 58],
    ['grad_norm', 58],
  ]);
});

test('of two that are the first at one step each names the other', () => {
  const values = line(20, (i) => (i < 5 ? 1 : nan));
  const told = found({ a_loss: values, b_loss: values });
  assert.deepEqual(
    told.map((event) => [event.metric, event.kind === 'non-finite' ? event.args.after : null]),
    [
      ['a_loss', 'b_loss'],
      ['b_loss', 'a_loss'],
    ],
  );
});

test('the time that the record goes on is told where times are recorded', () => {
  const value = Float64Array.from([3, 2, nan, nan, nan]);
  const step = Float64Array.from([0, 10, 20, 30, 40]);
  const time = Float64Array.from([0, 60, 120, 180, 240]);
  const event = only(foundIn('loss', { step, value, time }), 'non-finite');
  assert.equal(event?.from, 20);
  assert.equal(event?.args.seconds, 120);
  const message = words({ code: 'non-finite', place: { path: '' }, args: event?.args as NonNullable<typeof event>['args'] }).message;
  assert.equal(message, 'loss is NaN from step 20 to its end, not finite in 3 of 5 points; the record goes on for 2 min 00 s');
});

test('a series without any finite value, and one of a single point', () => {
  const [all] = found({ loss: [nan, nan, nan] });
  assert.equal(all?.kind, 'non-finite');
  assert.equal(all?.from, 0);
  const [single] = found({ 'test/f1': [nan] });
  assert.equal(single?.kind, 'non-finite');
  assert.deepEqual(found({ loss: [1], acc: [] }), []);
});

test('the order of steps counts, not the order in the file, and points without a step have no place', () => {
  const step = Float64Array.from([3, 1, 2, 0, nan, inf]);
  const value = Float64Array.from([nan, 1, nan, 1, nan, nan]);
  const event = only(foundIn('loss', { step, value, time: step }), 'non-finite');
  assert.deepEqual([event?.from, event?.to, event?.args.points, event?.args.of], [2, 3, 2, 4]);
});
