import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { studentQuantile } from '../../../src/analysis/statistics/student.ts';
import { METHOD_WORDS } from '../../../src/analysis/statistics/words.ts';
import { type ExportedAblation, exportedAblation } from '../../../src/model/exported-ablation.ts';
import { ablationsIn, type Read } from '../../support/ablations.ts';
import { shared } from '../../support/read.ts';

const CONTENT = path.resolve(import.meta.dirname, '../../../content');

interface Cell {
  readonly n: number;
  readonly values: readonly number[];
  readonly mean: number;
  readonly sd: number;
  readonly ci95: readonly [number, number];
}

interface Tested {
  readonly delta: number;
  readonly df: number;
  readonly t: number;
  readonly p: number;
  readonly ci95: readonly [number, number];
  readonly se?: number;
  readonly n?: number;
  readonly seed_correlation?: number;
  readonly p_holm?: number;
}

interface Expected {
  readonly cell: Cell;
  readonly welch: Tested;
  readonly p_holm: number;
  readonly rows_in_family: number;
  readonly paired?: Tested;
}

interface Table {
  readonly baseline: string;
  readonly rows: Readonly<Record<string, Readonly<Record<string, Expected>>>>;
  readonly baseline_cells: Readonly<Record<string, Cell>>;
  readonly mde: Readonly<Record<string, { n: number; pooled_sd: number; df_pooled: number; mde: number }>>;
}

/** Our table for each of the reference's. */
const TABLES: Readonly<Record<string, string>> = {
  'digits leave_one_out_five_seeds': 'leave-one-out',
  'digits leave_one_out_all_seeds': 'leave-one-out-of-baseline',
  'digits confirm_batchnorm_fresh_seeds': 'confirm-batchnorm',
  'digits add_one_in': 'add-one-in',
  'digits width_at_lr_0.1': 'width-at-lr-0.1',
  'digits width_at_lr_0.03': 'width-at-lr-0.03',
  'digits lr_0.03_against_0.1_at_width_16': 'lr-at-width-16',
  'digits lr_0.03_against_0.1_at_width_32': 'lr-at-width-32',
  'digits lr_0.03_against_0.1_at_width_64': 'lr-at-width-64',
  'tabular against_default': 'three-models',
  'tabular against_tuned': 'logistic-against-tuned',
  'charlm adamw_against_sgd_by_width 48': 'optimizer-48',
  'charlm adamw_against_sgd_by_width 96': 'optimizer-96',
  'charlm adamw_against_sgd_by_width 192': 'optimizer-192',
  'charlm adamw_lr_0.01_against_0.03_at_96': 'adamw-lr-96',
  'charlm adamw_lr_0.01_against_0.03_at_192': 'adamw-lr-192',
  'charlm adamw_lr_0.01_against_sgd_at_96': 'optimizer-96-lr-0.01',
  'charlm adamw_lr_0.01_against_sgd_at_192': 'optimizer-192-lr-0.01',
};

const NAMES: Readonly<Record<string, string>> = {
  'baseline/width=8': 'width-8',
  'baseline/width=32': 'width-32',
  'baseline/width=64': 'width-64',
  'baseline/lr=0.03': 'width-16-lr-0.03',
  'baseline/width=32/lr=0.03': 'width-32-lr-0.03',
  'baseline/width=64/lr=0.03': 'width-64-lr-0.03',
  'hgb-default': 'default boosting',
  'hgb-tuned': 'tuned boosting',
  logistic: 'logistic regression',
  'lr0.01-gru96-adamw': 'gru96-adamw-lr0.01',
  'lr0.01-gru192-adamw': 'gru192-adamw-lr0.01',
};

const named = (name: string) => NAMES[name] ?? name;

function close(actual: number | null | undefined, expected: number, what: string, absolute = 0): void {
  assert.ok(typeof actual === 'number', `${what}: ${actual} where ${expected} is expected`);
  assert.ok(Math.abs(actual - expected) <= Math.max(1e-9 * Math.abs(expected), absolute), `${what}: ${actual}, expected ${expected}`);
}

function checkCell(row: ExportedAblation, cell: Cell, what: string): void {
  assert.equal(row.n, cell.n, `${what} n`);
  const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
  sorted(row.values).forEach((value, at) => {
    close(value, sorted(cell.values)[at] as number, `${what} value ${at}`);
  });
  close(row.mean, cell.mean, `${what} mean`);
  close(row.sd, cell.sd, `${what} sd`, 1e-15);
  const [low, high] = row.ci ?? [Number.NaN, Number.NaN];
  if (row.ci_method === METHOD_WORDS.t) {
    close(low, cell.ci95[0], `${what} ci`, 1e-14);
    close(high, cell.ci95[1], `${what} ci`, 1e-14);
    return;
  }
  // The plain interval of an accuracy would leave [0, 1]: it is not printed, but follows from what is.
  assert.equal(row.ci_method, METHOD_WORDS.t_logit, what);
  assert.ok(cell.ci95[1] > 1 && low > 0 && high < 1, what);
  const half = (studentQuantile(0.975, row.n - 1) * (row.sd ?? Number.NaN)) / Math.sqrt(row.n);
  close((row.mean ?? Number.NaN) + half, cell.ci95[1], `${what} plain ci`);
}

type Test = Pick<ExportedAblation, 'delta' | 'delta_ci' | 'df' | 't' | 'p' | 'p_adjusted'>;

function checkTest(row: Test | null, expected: Tested, holm: number | undefined, what: string): void {
  assert.ok(row !== null, what);
  close(row.delta, expected.delta, `${what} delta`, 1e-15);
  close(row.df, expected.df, `${what} df`);
  close(row.t, expected.t, `${what} t`);
  close(row.p, expected.p, `${what} p`, 1e-9);
  close(row.delta_ci?.[0], expected.ci95[0], `${what} low`, 1e-14);
  close(row.delta_ci?.[1], expected.ci95[1], `${what} high`, 1e-14);
  if (holm !== undefined) close(row.p_adjusted, holm, `${what} adjusted p`, 1e-9);
}

function checkTable(rows: readonly ExportedAblation[], table: Table, what: string): number {
  let checked = 0;
  for (const [metric, cell] of Object.entries(table.baseline_cells)) {
    const of = rows.filter((row) => row.metric === metric);
    const home = of.find((row) => row.is_baseline);
    assert.equal(home?.name, named(table.baseline), `${what} baseline`);
    checkCell(home as ExportedAblation, cell, `${what} ${metric} baseline`);
    assert.deepEqual(
      of
        .filter((row) => !row.is_baseline)
        .map(({ name }) => name)
        .sort(),
      Object.keys(table.rows).map(named).sort(),
      `${what} ${metric} rows`,
    );
    for (const [name, metrics] of Object.entries(table.rows)) {
      const expected = metrics[metric] as Expected;
      const row = of.find((one) => one.name === named(name)) as ExportedAblation;
      const place = `${what} ${metric} ${name}`;
      checkCell(row, expected.cell, place);
      assert.equal(row.tests, expected.rows_in_family, place);
      if (row.pairing === 'seed') {
        assert.ok(expected.paired !== undefined, place);
        checkTest(row, expected.paired, expected.paired.p_holm, `${place} paired`);
        assert.equal(row.pairs, expected.paired.n);
        close(row.seed_correlation, expected.paired.seed_correlation ?? Number.NaN, `${place} correlation`);
        checkTest(row.unpaired, expected.welch, expected.p_holm, `${place} Welch`);
      } else {
        checkTest(row, expected.welch, expected.p_holm, place);
        close(row.se, expected.welch.se ?? Number.NaN, `${place} se`);
      }
      checked += 1;
    }
    const mde = table.mde[metric];
    assert.equal(home?.mde_n, mde?.n, what);
    assert.equal(home?.pooled_df, mde?.df_pooled, what);
    close(home?.pooled_sd, mde?.pooled_sd ?? Number.NaN, `${what} pooled sd`);
    close(home?.mde, mde?.mde ?? Number.NaN, `${what} mde`);
  }
  return checked;
}

const reference = shared('demo', 'expected.json');
const expected = reference === null ? null : JSON.parse(fs.readFileSync(reference, 'utf8'));
const content: readonly Read[] = await ablationsIn(CONTENT);

test('every table of the reference is found in the demo, number by number', (t) => {
  if (expected === null) return t.skip('the reference values are not beside the repository');
  let checked = 0;
  const used = new Set<string>();
  for (const { project, rows } of content) {
    const tables = Object.entries(expected[project].tables as Record<string, Table | Record<string, Table>>).flatMap(
      ([name, table]): [string, Table][] =>
        'baseline' in table ? [[name, table as Table]] : Object.entries(table).map(([part, one]) => [`${name} ${part}`, one]),
    );
    for (const [name, table] of tables) {
      const slug = TABLES[`${project} ${name}`];
      assert.ok(slug !== undefined, `${project} ${name}`);
      used.add(`${project} ${name}`);
      checked += checkTable(
        rows.filter((row) => row.table === slug),
        table,
        `${project} ${name}`,
      );
    }
  }
  assert.deepEqual([...used].sort(), Object.keys(TABLES).sort());
  t.diagnostic(`${checked} rows in ${used.size} tables`);
});

test('seeds needed, as the reference plans them', (t) => {
  if (expected === null) return t.skip('the reference values are not beside the repository');
  const { seeds_per_variant: seeds } = expected.digits.seeds_needed_for_batchnorm_from_five_seeds;
  const row = content
    .flatMap(({ rows }) => rows)
    .find(
      ({ project, table, name, metric }) =>
        project === 'digits' && table === 'leave-one-out' && name === 'no-batchnorm' && metric === 'val/accuracy',
    );
  assert.equal(row?.seeds_needed, seeds);
});

test('rows are as their schema says', () => {
  for (const { rows } of content) for (const row of rows) exportedAblation.parse(row);
});

test('without any configuration the same ablation is found', async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-digits-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  fs.cpSync(path.join(CONTENT, 'digits'), folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'project.yaml'), '');
  const [found] = await ablationsIn(folder);
  const tables = found?.ablations.tables ?? [];
  t.diagnostic(tables.map(({ slug, rows }) => `${slug} (${rows.length})`).join(', '));
  const loo = tables.find(({ shape }) => shape === 'leave_one_out');
  const base = loo?.rows[loo.baseline];
  const declared =
    content
      .find(({ project }) => project === 'digits')
      ?.rows.filter(({ table, metric }) => table === 'leave-one-out-of-baseline' && metric === 'val/accuracy') ?? [];
  const rows = found?.rows.filter(({ table, metric }) => table === loo?.slug && metric === 'val/accuracy') ?? [];
  assert.equal(base?.name, 'baseline');
  assert.deepEqual(
    rows.map(({ row, n, mean, p_adjusted }) => ({ row, n, mean, p_adjusted })),
    declared.map(({ row, n, mean, p_adjusted }) => ({ row, n, mean, p_adjusted })),
  );
  assert.deepEqual(rows.map(({ row }) => row).sort(), [
    'baseline',
    'schedule: cosine → constant',
    'w/o batch_norm',
    'w/o dropout',
    'w/o label_smoothing',
    'w/o shift',
  ]);
  assert.ok(tables.some(({ shape, rows: { length } }) => shape === 'add_one_in' && length === 3));
  assert.ok(tables.some(({ shape, axis }) => shape === 'sensitivity' && axis?.factor === 'model.width'));
  assert.ok(tables.some(({ shape, grid }) => shape === 'factorial' && grid.map(({ levels }) => levels.length).join() === '3,2'));
});
