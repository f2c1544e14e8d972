import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { guessDirection } from '../../../src/analysis/direction.ts';
import { healthDiagnostics } from '../../../src/analysis/health/diagnostics.ts';
import { healthOf } from '../../../src/analysis/health/health.ts';
import { healthSource } from '../../../src/analysis/health/source.ts';
import { sentence } from '../../../src/model/wording.ts';
import { found, foundIn, kinds } from '../../support/health.ts';
import { line, noiseOf } from '../../support/noise.ts';
import { columnsOf, runOf } from '../../support/runs.ts';

const NAMES = ['train/loss', 'val/loss', 'train/acc', 'val/acc', 'grad_norm', 'tokens_per_s', 'lr', 'epoch'];

test('clean curves show nothing, under any name', () => {
  const clean: readonly ((i: number) => number)[] = [
    () => 1.5,
    (i) => 3 - i / 500,
    (i) => 1 + Math.exp(-i / 60),
    (i) => 8 * (i + 1) ** -0.3,
    (i) => 1 / (1 + i),
  ];
  for (const curve of clean)
    for (const n of [1, 2, 10, 63, 400]) {
      const falling = line(n, curve);
      const lines = Object.fromEntries(
        NAMES.map((name) => [name, guessDirection(name).better === 'higher' ? falling.map((value) => 10 - value) : falling]),
      );
      assert.deepEqual(kinds(lines), [], `${n} points of ${curve}`);
    }
});

test('healthy training with normal noise shows nothing in 99 of 100 runs', (t) => {
  const runs = 300;
  const fired: string[] = [];
  for (let seed = 0; seed < runs; seed += 1) {
    const noise = noiseOf(seed);
    const spread = 0.02 + 0.3 * ((seed * 7) % 10) * 0.1;
    const n = 200 + ((seed * 131) % 800);
    const at = (i: number) => 0.3 + 2 * Math.exp((-5 * i) / n);
    const few = (of: (i: number) => number) => line(40, (i) => of((i * n) / 40));
    const shown = kinds({
      'train/loss': line(n, (i) => at(i) * Math.exp(spread * noise.normal())),
      grad_norm: line(n, () => Math.exp(0.4 * noise.normal())),
      tokens_per_s: line(n, () => 1000 * (1 + 0.1 * noise.normal())),
      'val/loss': few((i) => at(i) * (1.1 + 0.02 * noise.normal())),
      'train/acc': few((i) => 1 - at(i) / 3),
      'val/acc': few((i) => 0.95 - at(i) / 3 + 0.01 * noise.normal()),
    });
    if (shown.length > 0) fired.push(`${seed}: ${shown.join()}`);
  }
  t.diagnostic(`${fired.length} of ${runs}: ${fired.join('; ')}`);
  assert.ok(fired.length <= runs / 100, fired.join('; '));
});

const number = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER) },
);

test('any columns under any rule and name give events whose steps are steps of the series, and sentences', () => {
  const property = fc.property(
    fc.constantFrom(...NAMES, 'amp/loss_scale'),
    fc.constantFrom('all', 'last-per-step', 'preempt'),
    fc.array(fc.tuple(number, number, number), { maxLength: 120 }),
    (name, rule, rows) => {
      const column = (at: 0 | 1 | 2) => Float64Array.from(rows, (row) => row[at]);
      const step = column(0);
      const events = foundIn(name, { step, value: column(1), time: column(2) }, rule as 'all');
      const run = runOf({ id: 'a' });
      for (const { from, to } of events) assert.ok(step.includes(from) && step.includes(to) && from <= to);
      for (const told of healthDiagnostics(run, events)) assert.doesNotMatch(sentence(told), /undefined|\[object/);
    },
  );
  fc.assert(property, { seed: 11, numRuns: 300 });
});

test('the order in which points are stored does not matter', () => {
  const property = fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
    const noise = noiseOf(seed);
    const n = 200;
    const order = line(n, (i) => i).sort((a, b) => ((a * 7919 + seed) % n) - ((b * 7919 + seed) % n));
    const value = line(n, (i) => 2 + 0.1 * noise.heavy() + (i === 150 || i === 151 ? 4 : 0));
    const columns = (places: readonly number[]) => ({
      step: Float64Array.from(places),
      value: Float64Array.from(places, (i) => value[i] as number),
      time: Float64Array.from(places, (i) => i),
    });
    assert.deepEqual(foundIn('loss', columns(order)), foundIn('loss', columns(line(n, (i) => i))));
  });
  fc.assert(property, { seed: 5, numRuns: 30 });
});

test('one diagnostic a kind, with the number of metrics; how curves end is none', () => {
  const nan = line(40, (i) => (i < 20 ? 40 - i : Number.NaN));
  const run = runOf({ id: 'a', lines: { a_loss: nan, b_loss: nan, c_loss: nan, 'val/loss': line(40, (i) => 40 - i) } });
  const events = healthOf(run, guessDirection, (series) => columnsOf(run, series));
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['non-finite', 'non-finite', 'non-finite', 'still-improving'],
  );
  const [told, ...others] = healthDiagnostics(run, events);
  assert.deepEqual(others, []);
  assert.deepEqual([told?.code, told?.run, told?.place.path], ['non-finite', 'a', 'runs/a']);
  assert.match(told === undefined ? '' : sentence(told), /^a_loss is NaN from step 20 to its end, .*; the same in 2 other metrics\./);
});

test('points are read once, and not at all where the memory knows the run or its figures rule everything out', () => {
  const reads: string[] = [];
  const lines = {
    'train/loss': line(100, (i) => 100 - i),
    'train/weights': line(100, (i) => i % 3),
    lr: line(100, () => 0.1),
    few: [1, 2],
  };
  const run = runOf({ id: 'a', lines });
  const memory = new Map();
  const source = healthSource((from, series) => {
    reads.push(series.name);
    return columnsOf(from, series);
  }, memory);
  const first = source(run, guessDirection);
  assert.deepEqual(reads, ['train/loss']);
  assert.deepEqual(source(run, guessDirection), first);
  assert.deepEqual(reads, ['train/loss']);
  source(run, () => ({ better: 'higher', source: 'declared' }));
  assert.equal(memory.size, 2);
});

test('huge and tiny values, a million points and a thousand metrics', () => {
  const noise = noiseOf(1);
  for (const scale of [1e-300, 1e300]) {
    const values = line(300, (i) => scale * (2 + 0.05 * noise.normal() + (i === 200 || i === 201 ? 3 : 0)));
    assert.deepEqual(kinds({ loss: values }), ['loss-spike']);
  }
  assert.deepEqual(kinds({ loss: line(1_000_000, (i) => 2 + Math.exp(-i / 1e5) + 0.05 * noise.normal()) }), []);
  const many = Object.fromEntries(line(1000, (i) => i).map((i) => [`layer${i}/loss`, [1, 2, Number.NaN]]));
  assert.equal(found(many).length, 1000);
});
