import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineOf } from '../../../src/analysis/health/line.ts';
import { roleOf } from '../../../src/analysis/health/role.ts';
import { spikesOf } from '../../../src/analysis/health/spike.ts';
import { measure } from '../../../src/store/stats.ts';
import { assertGrowth } from '../../support/growth.ts';
import { found, kinds, only } from '../../support/health.ts';
import { line, noiseOf } from '../../support/noise.ts';

const falling = (i: number) => 1.5 + 8 * (i + 1) ** -0.4;

function spikes(values: readonly number[], better: 'lower' | 'higher' = 'lower') {
  const columns = {
    step: Float64Array.from(values.keys()),
    value: Float64Array.from(values),
    time: new Float64Array(values.length).fill(Number.NaN),
  };
  return spikesOf(lineOf({ name: 'loss', role: roleOf('loss'), better, rule: 'all', stats: measure(columns, 'all') }, columns));
}

test('a spike of three points is found with its place, height and return', () => {
  const noise = noiseOf(1);
  const values = line(600, (i) => falling(i) + 0.05 * noise.normal() + (i >= 400 && i < 403 ? 1.5 : 0));
  const event = only(found({ 'train/loss': values }), 'loss-spike');
  assert.equal(event?.from, 400);
  assert.equal(event.to, 403);
  assert.equal(event.args.back, 3);
  assert.equal(event.args.count, 1);
  assert.equal(event.value, Math.max(...values.slice(400, 403)));
  assert.ok(Math.abs(event.args.before - falling(400)) < 0.1);
});

test('jumps of 1.5 in noise of 0.05 are found: all of two to four points, nine of ten of a single one', () => {
  const missed = line(200, (seed) => seed).filter((seed) => {
    const noise = noiseOf(seed);
    const length = 1 + (seed % 4);
    const values = line(500, (i) => falling(i) + 0.05 * noise.normal() + (i >= 300 && i < 300 + length ? 1.5 : 0));
    return only(found({ loss: values }), 'loss-spike')?.from !== 300;
  });
  assert.deepEqual(
    missed.filter((seed) => seed % 4 !== 0),
    [],
  );
  assert.ok(missed.length <= 5, String(missed));
});

test('normal noise of 800,000 points has no more than eight false spikes', (t) => {
  let false_ = 0;
  for (let seed = 0; seed < 200; seed += 1) {
    const noise = noiseOf(1000 + seed);
    const shape = [() => 2, falling, (i: number) => 0.2 + 2 * Math.exp(-i / 600)][seed % 3] as (i: number) => number;
    const spread = [0.05, 0.3][seed % 2] as number;
    false_ += spikes(line(4000, (i) => shape(i) * Math.exp(spread * noise.normal()))).length;
  }
  t.diagnostic(`${false_} in 200 curves of 4,000 points`);
  assert.ok(false_ <= 8, String(false_));
});

test('noise with heavy tails (t, 4 degrees of freedom) gives a spike in less than one of ten curves of 4,000 points', (t) => {
  const fired = line(200, (seed) => seed).filter((seed) => {
    const noise = noiseOf(5000 + seed);
    return spikes(line(4000, () => 2 + 0.05 * noise.heavy())).length > 0;
  }).length;
  t.diagnostic(`${fired} of 200`);
  assert.ok(fired < 20, String(fired));
});

test('clean curves have no spike: constant, linear, exponential, oscillating, up or down', () => {
  const curves: readonly ((i: number) => number)[] = [
    () => 3,
    (i) => 3 - i / 400,
    (i) => i / 400,
    (i) => 2 * Math.exp(-i / 50),
    (i) => Math.exp(i / 50),
    (i) => 2 + Math.sin(i / 20),
    (i) => (i < 200 ? 1 : 2),
  ];
  for (const curve of curves) {
    assert.deepEqual(spikes(line(400, curve)), []);
    assert.deepEqual(spikes(line(400, curve), 'higher'), []);
  }
});

test('a new level is no spike, and what comes after it is still looked at', () => {
  const noise = noiseOf(3);
  const values = line(1000, (i) => (i < 300 ? 1 : 2) + 0.02 * noise.normal() + (i === 700 || i === 701 ? 2 : 0));
  assert.deepEqual(
    spikes(values).map(({ from, back }) => [from, back]),
    [[700, 702]],
  );
});

test('spikes keep their places under any scale, and mirrored where higher is better', () => {
  const property = fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: -12, max: 12 }), (seed, power) => {
    const noise = noiseOf(seed);
    const values = line(300, (i) => 2 + 0.1 * noise.heavy() + (i === 200 || i === 201 ? 3 : 0));
    const places = (all: ReturnType<typeof spikes>) => all.map(({ from, peak, back }) => [from, peak, back]);
    const plain = places(spikes(values));
    assert.deepEqual(places(spikes(values.map((value) => value * 4 ** power))), plain);
    assert.deepEqual(
      places(
        spikes(
          values.map((value) => -value),
          'higher',
        ),
      ),
      plain,
    );
  });
  fc.assert(property, { seed: 7, numRuns: 60 });
});

test('held-out losses, parts of an objective and the losses of agents are not looked at', () => {
  const noise = noiseOf(4);
  const values = line(300, (i) => 2 + 0.05 * noise.normal() + (i === 200 || i === 201 ? 3 : 0));
  assert.deepEqual(kinds({ loss: values }), ['loss-spike']);
  for (const name of ['val/loss', 'train/kl_loss', 'loss/critic', 'd_gen_loss', 'accuracy', 'lr', 'epoch'])
    assert.deepEqual(kinds({ [name]: values }), [], name);
  assert.deepEqual(kinds({ loss: values, episode_reward: line(300, () => 1) }), []);
});

test('work grows with the number of points', () => {
  const noise = noiseOf(5);
  const values = line(160_000, (i) => falling(i) + 0.05 * noise.heavy());
  assertGrowth('spikes', 20_000, (size) => spikes(values.slice(0, size)), 1.3);
});
