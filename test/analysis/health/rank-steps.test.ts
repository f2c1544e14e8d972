import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstOfEachStep } from '../../../src/analysis/health/rank-steps.ts';
import { valueMap } from '../../../src/model/value.ts';
import { foundIn, only } from '../../support/health.ts';
import { noiseOf } from '../../support/noise.ts';

const noise = noiseOf(1);

/** `times` rows of every step, `within` seconds apart, steps 10 seconds apart. */
function rows(times: number, within: number | null, steps = 100) {
  const n = steps * times;
  const step = Float64Array.from({ length: n }, (_, i) => Math.floor(i / times) * 5);
  const value = step.map((here) => 1 + 4 * Math.exp(-here / 100) + 0.01 * noise.normal());
  const time = step.map((here, i) => (within === null ? Number.NaN : here * 2 + (i % times) * within));
  return { step, value, time };
}

test('rows of all processes in one run are told, and the first of each step makes the corrected series', () => {
  const columns = rows(8, 0.05);
  const event = only(foundIn('loss', columns), 'repeated-steps');
  assert.deepEqual([event?.value, event?.args.points, event?.args.steps], [8, 800, 100]);
  const corrected = firstOfEachStep(columns);
  assert.equal(corrected.step.length, 100);
  assert.deepEqual([corrected.step[3], corrected.value[3], corrected.time[3]], [15, columns.value[24], columns.time[24]]);
});

test('the recorded number of processes counts where there are no times, and for numbers that are no power of two', () => {
  const config = valueMap();
  Object.assign(config, { world_size: 6 });
  assert.equal(only(foundIn('loss', rows(6, null), 'all', { config }), 'repeated-steps')?.args.processes, '6 processes (world_size)');
  assert.equal(only(foundIn('loss', rows(6, null)), 'repeated-steps'), undefined);
  assert.equal(only(foundIn('loss', rows(6, 0.05)), 'repeated-steps'), undefined);
  assert.equal(only(foundIn('loss', rows(8, null)), 'repeated-steps'), undefined);
});

test('batches that are logged under the step of their epoch, restarts and single rows are not told', () => {
  assert.equal(only(foundIn('loss', rows(8, 1.2)), 'repeated-steps'), undefined);
  assert.equal(only(foundIn('loss', rows(1, 0)), 'repeated-steps'), undefined);
  const once = rows(1, 0);
  const twice = (column: Float64Array, later = 0) => Float64Array.of(...column, ...column.map((here) => here + later));
  const restarted = { step: twice(once.step), value: twice(once.value, 0.001), time: twice(once.time, 5000) };
  assert.equal(only(foundIn('loss', restarted, 'preempt'), 'repeated-steps'), undefined);
});

test('a step axis that all processes counted is told where the plan and the processes are recorded', () => {
  const step = Float64Array.from({ length: 800 }, (_, i) => i);
  const columns = { step, value: step.map((here) => 1 / (here + 1)), time: step.map(() => Number.NaN) };
  const config = valueMap();
  Object.assign(config, { 'trainer.max_steps': 100, 'trainer.devices': 8 });
  const event = only(foundIn('loss', columns, 'all', { config }), 'inflated-steps');
  assert.deepEqual([event?.value, event?.args.planned, event?.args.last, event?.args.key], [8, 100, 799, 'trainer.max_steps']);
  const accumulating = valueMap();
  Object.assign(accumulating, { 'trainer.max_steps': 100, 'trainer.devices': 8, gradient_accumulation_steps: 8 });
  assert.equal(only(foundIn('loss', columns, 'all', { config: accumulating }), 'inflated-steps'), undefined);
  assert.equal(only(foundIn('loss', columns), 'inflated-steps'), undefined);
});
