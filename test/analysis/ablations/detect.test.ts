import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ablationsOf } from '../../../src/analysis/ablations/ablations.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { Project } from '../../../src/model/project.ts';
import type { AblationTable } from '../../../src/model/report/ablation.ts';
import type { Value } from '../../../src/model/value.ts';
import { type Arm, overviewFor, runsOf } from '../../support/designs.ts';
import { assertGrowth } from '../../support/growth.ts';

const VALUES = [1, 1.25, 1.5];

const arm = (config: { readonly [key: string]: Value }, values: readonly number[] = VALUES): Arm => ({ config, values });

function tablesOf(arms: readonly Arm[], said: Partial<Project> = {}): readonly AblationTable[] {
  return ablationsOf(overviewFor(runsOf(arms), said)).tables;
}

const shapes = (tables: readonly AblationTable[]) => tables.map(({ shape, rows: { length } }) => `${shape} ${length}`);
const labels = (table: AblationTable | undefined) => table?.rows.map(({ label }) => phraseText(label));

const FULL = { dropout: 0.1, norm: true, pool: 'max', lr: 0.1 };

test('parts left out of the most linked variant', () => {
  const [table, ...more] = tablesOf([
    arm(FULL),
    arm({ ...FULL, dropout: 0 }),
    arm({ ...FULL, norm: false }),
    arm({ ...FULL, pool: 'mean' }),
  ]);
  assert.deepEqual([table?.shape, more.length], ['leave_one_out', 0]);
  assert.deepEqual(labels(table)?.slice(1), ['w/o dropout', 'w/o norm', 'pool: max → mean']);
  assert.equal(table?.slug, `leave-one-out-of-${table?.rows[0]?.variant?.slug}`);
});

test('parts put into the most linked variant', () => {
  const plain = { dropout: 0, norm: false, pool: 'max' };
  const [table] = tablesOf([arm(plain), arm({ ...plain, dropout: 0.1 }), arm({ ...plain, norm: true })]);
  assert.equal(table?.shape, 'add_one_in');
  assert.deepEqual(labels(table)?.slice(1), ['+ dropout (0.1)', '+ norm']);
});

test('a numeric factor with three levels is a curve, in the order of its levels', () => {
  const [table, ...more] = tablesOf([arm({ lr: 0.1 }), arm({ lr: 0.01 }), arm({ lr: 1 }), arm({ lr: 0.03 })]);
  assert.deepEqual([table?.shape, table?.axis, more.length], ['sensitivity', { factor: 'lr', log: true }, 0]);
  assert.deepEqual(
    table?.rows.map(({ x }) => x),
    [0.01, 0.03, 0.1, 1],
  );
});

test('steps that each change one more factor, in the order in which they were run', () => {
  const steps = [
    { aug: false, norm: false, opt: 'sgd' },
    { aug: true, norm: false, opt: 'sgd' },
    { aug: true, norm: true, opt: 'sgd' },
    { aug: true, norm: true, opt: 'adamw' },
  ];
  const [table, ...more] = tablesOf(
    steps.map((config, at) =>
      arm(
        config,
        VALUES.map((value) => value + at),
      ),
    ),
  );
  assert.deepEqual([table?.shape, more.length], ['ladder', 0]);
  assert.deepEqual(
    table?.rows.map(({ previous }) => previous),
    [null, 0, 1, 2],
  );
  assert.deepEqual(labels(table)?.slice(1), ['then + aug', 'then + norm', 'then opt: sgd → adamw']);
  const steps3 = table?.metrics[0]?.rows[3];
  assert.equal(steps3?.contrast?.delta, 3);
  assert.equal(steps3?.step?.delta, 1);
  assert.deepEqual(
    table?.rows.map(({ attributable }) => attributable),
    [true, true, false, false],
  );
});

test('a product of levels is a grid with main effects and interactions', () => {
  const arms = [8, 16, 32].flatMap((width) =>
    ['sgd', 'adamw'].map((opt) =>
      arm(
        { width, opt },
        VALUES.map((value) => value * width),
      ),
    ),
  );
  const table = tablesOf(arms).find(({ shape }) => shape === 'factorial');
  assert.deepEqual(
    table?.grid.map(({ levels }) => levels),
    [
      ['adamw', 'sgd'],
      ['8', '16', '32'],
    ],
  );
  assert.deepEqual(
    table?.metrics[0]?.effects?.terms.map(({ factors, df }) => [factors.join(), df]),
    [
      ['opt', 1],
      ['width', 2],
      ['opt,width', 2],
    ],
  );
});

test('a grid may lack a tenth of its cells; a level with fewer is left out', () => {
  const widths = [8, 16, 32, 64, 128];
  const arms = widths.flatMap((width) => [0.1, 0.3].map((lr) => ({ width, lr })));
  const grid = (configs: readonly { readonly width: number; readonly lr: number }[]) =>
    tablesOf(configs.map((config) => arm(config))).find(({ shape }) => shape === 'factorial')?.rows.length;
  assert.equal(grid(arms), 10);
  assert.equal(grid(arms.filter(({ width, lr }) => width !== 128 || lr !== 0.3)), 9);
  assert.equal(grid(arms.filter(({ width, lr }) => width < 64 || lr !== 0.3)), 6);
});

test('a change of two factors is listed apart and put down to neither', () => {
  const [table] = tablesOf([
    arm(FULL),
    arm({ ...FULL, dropout: 0 }),
    arm({ ...FULL, norm: false }),
    arm({ ...FULL, pool: 'mean' }),
    arm({ ...FULL, dropout: 0, norm: false }),
  ]);
  assert.deepEqual(labels(table)?.slice(1), ['w/o dropout', 'w/o norm', 'pool: max → mean', 'w/o dropout, w/o norm']);
  assert.deepEqual(
    table?.rows.map(({ attributable }) => attributable),
    [true, true, true, true, false],
  );
  assert.equal(table?.rows[4]?.previous, 1);
});

test('keys that only change together are one factor and are named', () => {
  const [table] = tablesOf([
    arm({ model: 'cnn', layers: 3, drop: 0.1 }),
    arm({ model: 'vit', layers: 12, drop: 0.1 }),
    arm({ model: 'cnn', layers: 3, drop: 0 }),
  ]);
  assert.deepEqual(table?.aliased, [{ factor: 'model', keys: ['model', 'layers'] }]);
});

test('what is measured on makes no row', () => {
  const configs = ['a', 'b'].flatMap((name) => [
    { 'data.name': name, norm: true },
    { 'data.name': name, norm: false },
  ]);
  const tables = tablesOf(configs.map((config) => arm(config)));
  assert.deepEqual(
    tables.map(({ rows }) => rows.flatMap(({ changes }) => changes.map(({ factor }) => factor))),
    [['norm'], ['norm']],
  );
});

test('that nothing else differs than what is measured on is said', () => {
  const { tables, remarks } = ablationsOf(overviewFor(runsOf(['a', 'b'].map((name) => arm({ 'data.name': name, norm: true })))));
  assert.deepEqual(
    [tables.length, remarks.map(phraseText)],
    [0, ['Variants that differ in one factor alone differ in what is measured (data.name): their numbers are not comparable.']],
  );
});

test('a number is a row where what is measured on is the same, though a third variant has neither', () => {
  const data = (clients: number) => ({
    'dataset.clients': clients,
    'dataset.name': 'cifar',
    'dataset.split': 'dirichlet',
    broker: 'here',
    depth: 2,
  });
  const [table, ...more] = tablesOf([arm(data(100)), arm(data(3)), arm({ depth: 2 })]);
  assert.equal(more.length, 0);
  assert.deepEqual(labels(table)?.slice(1), ['clients: 100 → 3']);
  assert.deepEqual(table?.rows[1]?.changes[0]?.keys, ['dataset.clients']);
  assert.deepEqual([table?.rows[1]?.confounders, table?.aliased], [[], []]);
});

test('variants that differ in one factor and have too few values are said to be so', () => {
  const { tables, remarks } = ablationsOf(overviewFor(runsOf([arm({ norm: true }, [1]), arm({ norm: false }, [2])])));
  assert.deepEqual(
    [tables.length, remarks.map(phraseText)],
    [0, ['2 variants differ from another one in one factor alone, but too few of their runs have a value for a table.']],
  );
});

test('a key that another version did not record is no part that was left out', () => {
  const [table] = tablesOf([arm({ lr: 1, clip: 5 }), arm({ lr: 1 }), arm({ lr: 2, clip: 5 })]);
  assert.deepEqual(labels(table)?.slice(1).sort(), ['clip: 5 → not set', 'lr: 1 → 2']);
});

test('a random search is no table', () => {
  const arms = Array.from({ length: 60 }, (_, at) =>
    arm({ lr: Math.sin(at + 1) ** 2, width: [8, 16, 32][at % 3] as number, drop: Math.cos(at + 1) ** 2 }, [at]),
  );
  assert.deepEqual(tablesOf(arms), []);
});

test('trials of a search are no rows, however they happen to lie', () => {
  const arms = [1, 2, 3, 4].flatMap((a) =>
    [1, 2, 3, 4].map((b) => ({ config: { a, b }, values: VALUES, said: { tracker: 'optuna' as const } })),
  );
  const { tables, remarks } = ablationsOf(overviewFor(runsOf(arms)));
  assert.deepEqual(tables, []);
  assert.match(remarks.map(phraseText).join(), /16 configurations that a search drew/);
});

test('variants that lack the main metric are compared by one that they have', () => {
  const arms = [
    arm({ norm: true, task: 'x' }),
    arm({ norm: false, task: 'x' }),
    arm({ norm: true, task: 'y' }),
    arm({ norm: false, task: 'y' }),
  ];
  const runs = runsOf(arms).map((run) =>
    run.config['task'] === 'y' ? { ...run, series: run.series.map((one) => ({ ...one, name: 'val/loss' })) } : run,
  );
  const { tables } = ablationsOf(overviewFor(runs));
  assert.deepEqual(
    tables.map(({ metrics }) => metrics.map(({ metric }) => metric)),
    [['val/score'], ['val/loss']],
  );
});

test('the work grows with the variants, not with their pairs', () => {
  const viewOf = (count: number) => {
    const arms = Array.from({ length: count }, (_, at) => arm({ lr: at, width: at % 7, depth: at % 5, block: `b${at % 3}` }, [at]));
    const view = overviewFor(runsOf(arms));
    assert.equal(view.variants.list.length, count);
    return view;
  };
  const views = new Map([250, 2000].map((count) => [count, viewOf(count)]));
  assertGrowth('tables', 250, (count) => ablationsOf(views.get(count) ?? viewOf(count)));
});

test('a large grid is a sweep', () => {
  const arms = [1, 2, 3, 4, 5].flatMap((a) => [1, 2, 3, 4, 5].flatMap((b) => [1, 2, 3].map((c) => arm({ a, b, c }, [a * b * c]))));
  const { tables, remarks } = ablationsOf(overviewFor(runsOf(arms)));
  assert.deepEqual(tables, []);
  assert.match(remarks.map(phraseText).join(), /75 variants are linked/);
});

test('two single runs are no table; a single run beside replicates is a row without a test', () => {
  assert.deepEqual(tablesOf([arm({ norm: true }, [1]), arm({ norm: false }, [2])]), []);
  const [table] = tablesOf([arm(FULL), arm({ ...FULL, norm: false }, [2]), arm({ ...FULL, dropout: 0 })]);
  assert.deepEqual(
    table?.metrics[0]?.rows.map(({ mark }) => mark),
    ['', '≈', 'n=1'],
  );
});

test('several sets of variants are several tables, each with its own baseline', () => {
  const far = { dropout: 0.5, norm: false, pool: 'none', lr: 9, extra: 1 };
  const tables = tablesOf([
    arm(FULL),
    arm({ ...FULL, dropout: 0 }),
    arm({ ...FULL, norm: false }),
    arm(far),
    arm({ ...far, dropout: 0 }),
    arm({ ...far, extra: 0 }),
  ]);
  assert.deepEqual(shapes(tables), ['leave_one_out 3', 'leave_one_out 3']);
  assert.equal(new Set(tables.map(({ slug }) => slug)).size, 2);
});

test('no configuration at all: it says so', () => {
  const { tables, remarks } = ablationsOf(overviewFor(runsOf([arm({}), arm({})])));
  assert.deepEqual(tables, []);
  assert.ok(remarks.length > 0);
});
