import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ablationsOf } from '../../src/analysis/ablations/ablations.ts';
import { rangeOf } from '../../src/analysis/metric-range.ts';
import { leaderboardOf } from '../../src/analysis/slices/leaderboard.ts';
import { saidOfBest } from '../../src/analysis/slices/leaderboard-words.ts';
import { variantPages } from '../../src/analysis/slices/variants.ts';
import { variantRecords } from '../../src/analysis/variants/records.ts';
import { phraseText } from '../../src/model/phrase-text.ts';
import { metricOf, overviewFor, runsOf } from '../support/designs.ts';

const of = (name: string, low: number | null, high: number | null, better: 'higher' | 'lower' | null = null, unit: string | null = null) =>
  rangeOf({ name, unit, low, high, direction: { better, source: 'guessed' } }, undefined)?.range ?? null;

test('a share lies between 0 and 1 where its name and all values say so', () => {
  assert.deepEqual(of('val/accuracy', 0, 0.7, 'higher'), [0, 1]);
  assert.deepEqual(of('val/accuracy', 12, 93, 'higher', '%'), [0, 100]);
  assert.equal(of('val/accuracy', 12, 93, 'higher'), null);
  assert.equal(of('f1_loss', 0, 0.7, 'lower'), null);
  assert.equal(of('val/accuracy', null, null, 'higher'), null);
  assert.equal(of('reward', 0, 0.7, 'higher'), null);
});

test('a time, a size, an amount is not below zero where no value is', () => {
  for (const name of ['elapsed_seconds', 'mqtt_published_bytes', 'codecarbon_energy_kwh', 'emissions_kg', 'epoch/time'])
    assert.deepEqual(of(name, 0, 9), [0, Number.POSITIVE_INFINITY], name);
  assert.deepEqual(of('epoch', 0, 9, null, 'ms'), [0, Number.POSITIVE_INFINITY]);
  for (const name of ['elapsed_seconds', 'clock_offset_ms']) assert.equal(of(name, name === 'clock_offset_ms' ? 1 : -1, 9), null, name);
  assert.equal(of('loss', 0.1, 9, 'lower'), null);
});

test('what is declared goes before a name', () => {
  const direction = { better: 'higher', source: 'declared' } as const;
  assert.deepEqual(rangeOf({ name: 'acc', unit: null, low: 0, high: 1, direction }, metricOf({ range: [-1, 1] })), {
    range: [-1, 1],
    source: 'declared',
  });
});

const LINES = [
  { accuracy: [0, 0], elapsed_seconds: [1, 15], loss: [1, 0.1] },
  { accuracy: [0, 0.538], elapsed_seconds: [1, 60], loss: [1, 0.2] },
  { accuracy: [0, 0.539], elapsed_seconds: [1, 80], loss: [1, 2] },
];

test('no interval says that a share is below 0 or above 1, in no place, and its way is told', () => {
  const arms = ['a', 'b'].flatMap((kind) =>
    LINES.map((lines, seed) => ({ config: {}, values: [1], said: { config: { kind }, seeds: { seed }, lines } })),
  );
  const view = overviewFor(runsOf(arms), { metrics: new Map(), primary: 'accuracy', baseline: { text: 'kind=a', place: { path: 'p' } } });
  const made = variantPages(view, ablationsOf(view));
  const page = made.pages.map(({ slug }) => made.page(slug)).find((one) => one?.baseline);
  assert.match(phraseText(page?.headline ?? []), /^accuracy 0\.3590*, 95 % CI 0\.0+ to 1\.0+, n = 3\.$/);
  const told = new Map(page?.metrics.map(({ name, interval, method }) => [name, [interval?.low, method]]));
  const cut = 'Student t interval of the mean, cut at an end of the range';
  assert.deepEqual(told.get('accuracy'), [0, `${cut} (0 to 1, as its name tells)`]);
  assert.deepEqual(told.get('elapsed_seconds'), [0, `${cut} (0 and more, as its name tells)`]);
  const [low, method] = told.get('loss') ?? [];
  assert.ok(Number(low) < 0);
  assert.equal(method, 'Student t interval of the mean; no value lies below 0, where it reaches');

  const board = leaderboardOf(view);
  assert.ok(board !== null);
  assert.match(phraseText(board.caption), /2 rows: .* cut at an end of the range \(0 to 1, as its name tells\)\./);
  assert.match(phraseText(saidOfBest(board, 6)?.headline ?? []), /95 % CI 0\.\d* to 1\.\d*,/);
  for (const { metric, ci } of variantRecords(view)) if (metric === 'accuracy') assert.deepEqual(ci, [0, 1]);
});
