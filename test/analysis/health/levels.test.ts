import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found, foundIn, kinds, only } from '../../support/health.ts';
import { line, noiseOf } from '../../support/noise.ts';

const falling = (i: number) => 1 + 3 * Math.exp(-i / 80);

test('a loss that rises and stays is diverged, with its best level and the step where it left it', () => {
  const noise = noiseOf(1);
  const event = only(found({ loss: line(500, (i) => (i < 300 ? falling(i) : 3) + 0.03 * noise.normal()) }), 'diverged');
  assert.ok(event !== undefined);
  assert.ok(Math.abs(event.from - 300) <= 13, String(event.from));
  assert.equal(event.to, 499);
  assert.ok(Math.abs(event.args.best - 1.08) < 0.1, String(event.args.best));
  assert.ok(Math.abs(event.args.end - 3) < 0.05);
});

test('a likelihood that falls is diverged alike', () => {
  const noise = noiseOf(1);
  const values = line(500, (i) => (i < 300 ? falling(i) : 3) + 0.03 * noise.normal());
  const [up, down] = [only(found({ loss: values }), 'diverged'), only(found({ elbo: values.map((value) => -value) }), 'diverged')];
  assert.deepEqual([down?.from, down?.value], [up?.from, -(up?.value ?? 0)]);
});

test('a spike that comes back, a slow rise by little and a restart of the schedule are not diverged', () => {
  const noise = noiseOf(2);
  const healthy: readonly ((i: number) => number)[] = [
    (i) => falling(i) + (i >= 300 && i < 320 ? 3 : 0),
    (i) => falling(i) + (i > 300 ? (i - 300) / 4000 : 0),
    (i) => 1 + 3 * Math.exp(-(i % 250) / 40),
    falling,
    () => 2,
    (i) => 4 - i / 200,
  ];
  for (const curve of healthy) {
    assert.equal(only(found({ loss: line(500, (i) => curve(i) + 0.03 * noise.normal()) }), 'diverged'), undefined, String(curve));
    assert.equal(only(found({ loss: line(500, curve) }), 'diverged'), undefined, String(curve));
  }
});

test('a held-out loss that rises above its start is diverged, below it is not', () => {
  const rising = (to: number) => line(100, (i) => (i < 30 ? 3 - i / 20 : 1.5 + ((to - 1.5) * (i - 30)) / 70));
  assert.notEqual(only(found({ 'val/loss': rising(5) }), 'diverged'), undefined);
  assert.equal(only(found({ 'val/loss': rising(2.5) }), 'diverged'), undefined);
});

test('a held-out metric that gets worse while training gets better is overfit, from its best step on', () => {
  const noise = noiseOf(3);
  const train = line(60, (i) => Math.exp(-i / 15));
  const held = line(60, (i) => 1 + ((i - 20) / 30) ** 2 + 0.01 * noise.normal());
  const event = only(found({ 'train/loss': train, 'val/loss': held }), 'overfit');
  assert.equal(event?.from, held.indexOf(Math.min(...held)));
  assert.equal(event?.args.best, Math.min(...held));
  assert.equal(event?.args.training, 'train/loss');
  assert.equal(event?.value, held.at(-1));
  const mirrored = only(found({ train_accuracy: train.map((value) => -value), valid_accuracy: held.map((value) => -value) }), 'overfit');
  assert.equal(mirrored?.from, event?.from);
});

test('overfitting keeps its place where values are scaled and moved', () => {
  const noise = noiseOf(4);
  const train = line(60, (i) => Math.exp(-i / 15));
  const held = line(60, (i) => 1 + ((i - 20) / 30) ** 2 + 0.01 * noise.normal());
  for (const [a, b] of [
    [1024, 0],
    [2 ** -20, 3],
    [1, -100],
  ] as const) {
    const moved = (values: readonly number[]) => values.map((value) => a * value + b);
    assert.equal(only(found({ 'train/loss': moved(train), 'val/loss': moved(held) }), 'overfit')?.from, held.indexOf(Math.min(...held)));
  }
});

test('without a training curve, with one that does not get better, or on a plateau nothing is said of overfitting', () => {
  const noise = noiseOf(5);
  const held = line(60, (i) => 1 + ((i - 20) / 30) ** 2);
  assert.equal(only(found({ 'val/loss': held }), 'overfit'), undefined);
  assert.equal(only(found({ 'train/loss': held, 'val/loss': held }), 'overfit'), undefined);
  const train = line(60, (i) => Math.exp(-i / 15));
  assert.deepEqual(kinds({ 'train/loss': train, 'val/loss': line(60, (i) => 1 + Math.exp(-i / 8)) }), []);
  const fired = line(
    300,
    () => kinds({ 'train/loss': train, 'val/loss': line(60, (i) => 1 + Math.exp(-i / 8) + 0.02 * noise.normal()) }).length,
  );
  assert.ok(fired.reduce((a, b) => a + b) <= 3, String(fired.reduce((a, b) => a + b)));
});

test('a loss that is exactly the same from some step on, and a gradient norm of zero, are dead', () => {
  const noise = noiseOf(6);
  const event = only(found({ loss: line(200, (i) => (i < 80 ? 3 + noise.normal() : 2.5)) }), 'dead-metric');
  assert.deepEqual([event?.from, event?.to, event?.args.points], [80, 199, 120]);
  assert.equal(only(found({ grad_norm: line(60, () => 0) }), 'dead-metric')?.args.points, 60);
  assert.deepEqual(kinds({ loss: line(200, () => 2.3), grad_norm: line(60, () => 1) }), []);
  assert.deepEqual(kinds({ 'val/acc': line(200, (i) => Math.min(i, 80)), lr: line(200, () => 0.1) }), []);
});

test('a speed that falls to half and stays there is told with both medians; noise and slow starts are not', () => {
  const noise = noiseOf(7);
  const speed = (at: (i: number) => number) =>
    only(found({ 'throughput/images_per_s': line(300, (i) => at(i) * (1 + 0.05 * noise.normal())) }), 'throughput-drop');
  const event = speed((i) => (i < 180 ? 1000 : 500));
  assert.ok(Math.abs((event?.from ?? 0) - 180) <= 2, String(event?.from));
  assert.ok(Math.abs((event?.args.before ?? 0) - 1000) < 20 && Math.abs((event?.args.after ?? 0) - 500) < 10);
  for (const at of [
    () => 1000,
    (i: number) => (i < 20 ? 300 : 1000),
    (i: number) => (i % 20 === 0 ? 100 : 1000),
    (i: number) => (i < 150 ? 1000 : 800),
  ])
    assert.equal(speed(at), undefined, String(at));
});

test('a stretch of the clock without records is a gap; pauses that come again are not', () => {
  const timed = (pause: (i: number) => number) => {
    let now = 1.7e9;
    const time = Float64Array.from({ length: 400 }, (_, i) => {
      now += 1 + pause(i);
      return now;
    });
    const step = Float64Array.from(time.keys());
    return only(foundIn('loss', { step, value: step.map((i) => 1 / (i + 1)), time }), 'time-gap');
  };
  const event = timed((i) => (i === 250 ? 7200 : 0));
  assert.deepEqual([event?.from, event?.to, event?.value, event?.args.gaps], [249, 250, 7201, 1]);
  assert.equal(timed((i) => (i === 100 || i === 250 ? 7200 : 0))?.args.gaps, 2);
  assert.equal(
    timed((i) => (i % 20 === 0 ? 300 : 0)),
    undefined,
  );
  assert.equal(
    timed((i) => (i === 250 ? 40 : 0)),
    undefined,
  );
  assert.equal(
    timed((i) => i),
    undefined,
  );
});

test('a loss scale that falls below one is told', () => {
  assert.equal(only(found({ 'amp/loss_scale': [65536, 32768, 16384, 0.5, 0.25] }), 'loss-scale')?.from, 3);
  assert.deepEqual(found({ 'amp/loss_scale': [65536, 32768, 1] }), []);
  assert.deepEqual(found({ 'amp/loss_scale': [0.5, 0.25] }), []);
});

test('how a curve ends: still improving, at rest, or neither', () => {
  const noise = noiseOf(8);
  const improving = only(found({ 'val/loss': line(100, (i) => 3 - i / 50 + 0.01 * noise.normal()) }), 'still-improving');
  assert.ok(Math.abs((improving?.args.change ?? 0) - 0.38) < 0.03, String(improving?.args.change));
  const rest = only(found({ 'val/acc': line(100, (i) => 0.9 - Math.exp(-i / 5) + 0.01 * noise.normal()) }), 'plateau');
  assert.ok((rest?.args.reached ?? 100) < 50);
  assert.deepEqual(
    found({ 'val/loss': line(100, (i) => 3 - i / 50) }).map(({ kind }) => kind),
    ['still-improving'],
  );
  const worse = found({ 'val/loss': line(100, (i) => 1 + i / 50) }).map(({ kind }) => kind);
  assert.deepEqual(worse, ['diverged']);
});
