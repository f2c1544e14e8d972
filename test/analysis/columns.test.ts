import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runTable } from '../../src/analysis/columns.ts';
import { overviewOf } from '../../src/analysis/overview.ts';
import { bestOf } from '../../src/model/best.ts';
import { durationText } from '../../src/model/time.ts';
import { columnsOf, projectInputOf, runOf, type Sketch } from '../support/runs.ts';

function tableOf(sketches: readonly Sketch[], room = 146) {
  const runs = sketches.map(runOf);
  return runTable(overviewOf(projectInputOf(runs), columnsOf), runs, null, { room });
}

test('what is equal in all runs is said once, what varies is a column', () => {
  const table = tableOf([
    { id: 'a', group: 'g', config: { lr: 0.1, epochs: 3, seed: 0 }, seeds: { seed: 0 }, lines: { 'val/acc': [0.5] } },
    { id: 'b', group: 'g', config: { lr: 0.2, epochs: 3, seed: 1 }, seeds: { seed: 1 }, lines: { 'val/acc': [0.7] } },
  ]);
  assert.deepEqual(
    table.same.map(({ key, value }) => [key, value]),
    [
      ['status', 'finished'],
      ['group', 'g'],
      ['tracker', 'record'],
      ['config.epochs', 3],
    ],
  );
  const shown = table.columns.slice(0, table.shown).map(({ key }) => key);
  assert.deepEqual(shown, ['metric:val/acc', 'config.seed', 'config.lr']);
});

test('one and "1" are different values, a key that some runs lack varies', () => {
  const { columns } = tableOf([
    { id: 'a', config: { mixed: 1, rare: true } },
    { id: 'b', config: { mixed: '1' } },
  ]);
  assert.equal(columns.find(({ key }) => key === 'config.mixed')?.distinct, 2);
  assert.deepEqual(columns.find(({ key }) => key === 'config.rare')?.cells, [true, undefined]);
});

test('thousands of keys are all there; what would be too many cells is cut, and the rest counted', () => {
  const config = (n: number) => Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key${i}`, i + n]));
  const sketches = [
    { id: 'a', config: config(0) },
    { id: 'b', config: config(1) },
  ];
  const table = tableOf(sketches);
  assert.equal(table.columns.length, 5001); // with the id
  assert.equal(table.left, 0);
  assert.ok(table.shown <= 12);
  const runs = sketches.map(runOf);
  const small = runTable(overviewOf(projectInputOf(runs), columnsOf), runs, null, { cells: 1000 });
  assert.equal(small.columns.length, 500);
  assert.equal(small.columns.length + small.left, 5001);
  assert.equal(runTable(overviewOf(projectInputOf(runs), columnsOf), runs, null, { cells: 10 }).columns.length, 200);
});

test('a single run has everything in columns', () => {
  const table = tableOf([{ id: 'a', config: { lr: 0.1 }, lines: { loss: [1] } }]);
  assert.deepEqual(table.same, []);
  assert.ok(table.columns.some(({ key }) => key === 'config.lr'));
});

test('the best of a column needs a direction and a difference', () => {
  const column = { direction: 'higher', distinct: 3, cells: [0.5, Number.NaN, Number.POSITIVE_INFINITY, 0.9, undefined] } as const;
  assert.equal(bestOf(column), 0.9);
  assert.equal(bestOf({ ...column, direction: 'lower' }), 0.5);
  assert.equal(bestOf({ ...column, direction: null }), undefined);
  assert.equal(bestOf({ ...column, distinct: 1 }), undefined);
});

test('what has two values is shown before what only some runs have; of metrics those that fill empty rows', () => {
  const keys = (i: number) =>
    i < 6 ? { a_device: 'cuda', b_broker: 'local', c_size: 128, d_mode: 'x', clients: i % 2 === 0 ? 3 : 100 } : {};
  const { columns, shown } = tableOf(Array.from({ length: 8 }, (_, i) => ({ id: `r${i}`, config: keys(i) })));
  assert.equal(columns[0]?.key, 'config.clients');
  assert.ok(shown > 1);
  const sweeps = Array.from({ length: 20 }, (_, i) => ({
    id: `r${i}`,
    sweep: `s${i % 3}`,
    config: i < 6 ? { kn: i % 2, seed: i } : {},
    seeds: { seed: i },
  }));
  const first = tableOf(sweeps, 14);
  assert.deepEqual(
    first.columns.slice(0, first.shown).map(({ key }) => key),
    ['sweep'],
  );
  const lines = (i: number): Record<string, number[]> => {
    const part = ['dup', 'lax', 'strict'][Math.floor(i / 3)] ?? '';
    return { [`${part}/bar_${i === 3 ? 1 : ''}`]: [i], [`${part}/foo`]: [i] };
  };
  const metrics = tableOf(Array.from({ length: 9 }, (_, i) => ({ id: `r${i}`, lines: lines(i) })));
  assert.deepEqual(
    metrics.columns.filter(({ kind }, i) => kind === 'metric' && i < metrics.shown).map(({ key }) => key),
    ['metric:dup/bar_', 'metric:lax/foo', 'metric:strict/bar_'],
  );
});

test('durations of a column are written one way: seconds, or hours, minutes and seconds where one is long', () => {
  const texts = (...seconds: number[]) => {
    const { columns } = tableOf(seconds.map((durationSeconds, i) => ({ id: `r${i}`, durationSeconds })));
    const { cells, unit, format } = columns.find(({ kind }) => kind === 'duration') ?? assert.fail();
    return [unit, ...cells.map((cell) => durationText(cell as number, unit, format))];
  };
  assert.deepEqual(texts(81.9, 168), ['s', '82', '168']);
  assert.deepEqual(texts(81.9, 168, 3600), ['h:mm:ss', '0:01:22', '0:02:48', '1:00:00']);
  assert.deepEqual(texts(59.6, 400_000), ['h:mm:ss', '0:01:00', '111:06:40']);
});
