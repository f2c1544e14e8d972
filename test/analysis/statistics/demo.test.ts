import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { bestOfN } from '../../../src/analysis/statistics/best-of-n.ts';
import { correct } from '../../../src/analysis/statistics/correction.ts';
import { estimate } from '../../../src/analysis/statistics/estimate.ts';
import type { Interval } from '../../../src/analysis/statistics/interval.ts';
import { mannWhitney } from '../../../src/analysis/statistics/mann-whitney.ts';
import { paired } from '../../../src/analysis/statistics/paired.ts';
import { pooledNoise } from '../../../src/analysis/statistics/pooled-noise.ts';
import { minimalDetectable, seedsNeeded } from '../../../src/analysis/statistics/power.ts';
import { standingsOf } from '../../../src/analysis/statistics/tied.ts';
import { welch } from '../../../src/analysis/statistics/welch.ts';
import { shared } from '../../support/read.ts';
import { type DemoRun, demoRuns } from './demo-runs.ts';
import { type Bounds, close, closeOnScale, P_VALUE } from './oracle.ts';

interface ExpectedCell {
  readonly n: number;
  readonly values: readonly number[];
  readonly mean: number;
  readonly sd?: number;
  readonly se?: number;
  readonly ci95?: Bounds;
}

interface ExpectedTest {
  readonly delta: number;
  readonly df: number;
  readonly t: number;
  readonly p: number;
  readonly ci95: Bounds;
}

interface ExpectedPair extends ExpectedTest {
  readonly n: number;
  readonly sd_of_differences: number;
  readonly seed_correlation: number;
  readonly p_holm: number;
}

interface ExpectedRow {
  readonly cell: ExpectedCell;
  readonly welch: ExpectedTest;
  readonly p_holm: number;
  readonly p_holm_over_3_widths?: number;
  readonly rows_in_family: number;
  readonly paired?: ExpectedPair;
}

interface ExpectedTable {
  readonly baseline: string;
  readonly rows: Readonly<Record<string, Readonly<Record<string, ExpectedRow>>>>;
  readonly baseline_cells: Readonly<Record<string, ExpectedCell>>;
  readonly mde: Readonly<
    Record<string, { readonly n: number; readonly pooled_sd: number; readonly df_pooled: number; readonly mde: number }>
  >;
}

type Cells = Readonly<Record<string, { readonly run_ids?: Readonly<Record<string, string>> } & Readonly<Record<string, ExpectedCell>>>>;

interface Expected {
  readonly digits: {
    readonly cells: Cells;
    readonly tables: Readonly<Record<string, ExpectedTable>>;
    readonly 'width_at_lr_0.1_mann_whitney_exact_p': Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly seeds_needed_for_batchnorm_from_five_seeds: { readonly s: number; readonly delta: number; readonly seeds_per_variant: number };
  };
  readonly tabular: {
    readonly cells: Cells;
    readonly tables: Readonly<Record<string, ExpectedTable>>;
    readonly search: { readonly trials: number; readonly expected_best_of_n: Readonly<Record<string, number>> };
  };
  readonly charlm: {
    readonly cells: Cells;
    readonly tables: Readonly<Record<string, ExpectedTable | Readonly<Record<string, ExpectedTable>>>>;
    readonly cost_per_gain_of_width: readonly {
      readonly from: string;
      readonly to: string;
      readonly welch: ExpectedTest;
      readonly p_holm_over_4: number;
    }[];
  };
}

/** Values of a variant by seed. */
type BySeed = ReadonlyMap<number, number>;
type Find = (cell: string, metric: string) => BySeed;

const file = shared('demo', 'expected.json');
const skip = file === null && 'NO DEMO EXPECTATIONS BESIDE THE PROJECT (../shared/demo): its tables were not compared';
const expected = file === null ? null : (JSON.parse(fs.readFileSync(file, 'utf8')) as Expected);
const demo = file === null ? null : await demoRuns();

let compared = 0;
const near = (...[found, value, what]: Parameters<typeof close>) => {
  compared += 1;
  close(found, value, what);
};
const nearP = (found: number | null | undefined, value: number, what: string) => {
  compared += 1;
  close(found, value, what, P_VALUE);
};
const nearEnds = (found: Interval | null, [low, high]: Bounds, scale: number, what: string) => {
  compared += 2;
  closeOnScale(found?.low, low, scale, `${what}: low`);
  closeOnScale(found?.high, high, scale, `${what}: high`);
};

/** The cells of a project whose expectations name their runs. */
function byIds(project: string, cells: Cells): Find {
  const runs = new Map((demo?.(project) ?? []).map((run) => [run.id, run]));
  return (cell, metric) =>
    new Map(Object.entries(cells[cell]?.run_ids ?? {}).map(([seed, id]) => [Number(seed), runs.get(id)?.last.get(metric) ?? Number.NaN]));
}

/** The cells of the character model: a folder each, `version_0` with seed 0. */
function byFolder(runs: readonly DemoRun[]): Find {
  return (cell, metric) => {
    const found = runs.flatMap((run) => {
      const [, name, seed] = /runs\/([^/]+)\/version_(\d+)$/.exec(run.path) ?? [];
      return name === cell ? [[Number(seed), run.last.get(metric) ?? Number.NaN] as const] : [];
    });
    return new Map(found);
  };
}

/** In the order of seeds, as the expectations have them. */
function inOrder(values: BySeed): number[] {
  return [...values].sort(([a], [b]) => a - b).map(([, value]) => value);
}

function compareCell(values: readonly number[], cell: ExpectedCell, what: string): void {
  assert.deepEqual(values, cell.values, `${what}: values as read`);
  const found = estimate(values);
  assert.equal(found.n, cell.n);
  near(found.mean, cell.mean, `${what}: mean`);
  if (cell.sd === undefined || cell.se === undefined || cell.ci95 === undefined) {
    assert.equal(found.interval, null);
    return;
  }
  near(found.sd, cell.sd, `${what}: sd`);
  near(found.standardError, cell.se, `${what}: se`);
  nearEnds(found.interval, cell.ci95, Math.abs(cell.mean), what);
}

function compareTest(found: ReturnType<typeof welch>, value: ExpectedTest, scale: number, what: string): void {
  compared += 1;
  closeOnScale(found.delta, value.delta, scale, `${what}: delta`);
  near(found.df, value.df, `${what}: df`);
  near(found.t, value.t, `${what}: t`);
  nearP(found.p, value.p, `${what}: p`);
  nearEnds(found.interval, value.ci95, scale, what);
}

function compareTable(table: ExpectedTable, find: Find, seeds: (seed: number) => boolean, title: string): void {
  const some = (cell: string, metric: string) => new Map([...find(cell, metric)].filter(([seed]) => seeds(seed)));
  const names = Object.keys(table.rows);
  for (const [metric, baseline] of Object.entries(table.baseline_cells)) {
    const base = some(table.baseline, metric);
    const rows = names.map((name) => ({ name, values: some(name, metric), row: table.rows[name]?.[metric] as ExpectedRow }));
    compareCell(inOrder(base), baseline, `${title}, ${metric}, baseline`);
    const tests = rows.map(({ values }) => welch(inOrder(base), inOrder(values)));
    const family = correct(tests.map(({ p }) => p));
    const pairs = rows.map(({ values }) => paired(base, values));
    const familyOfPairs = correct(pairs.map(({ p }) => p));
    rows.forEach(({ name, values, row }, i) => {
      const what = `${title}, ${metric}, ${name}`;
      const scale = Math.abs(baseline.mean);
      compareCell(inOrder(values), row.cell, what);
      compareTest(tests[i] as ReturnType<typeof welch>, row.welch, scale, what);
      assert.equal(family.tests, row.rows_in_family);
      nearP(family.adjusted[i], row.p_holm, `${what}: p by Holm`);
      if (row.paired === undefined) return;
      const pair = pairs[i] as ReturnType<typeof paired>;
      assert.deepEqual(pair.n, [row.paired.n, row.paired.n]);
      compareTest(pair, row.paired, scale, `${what}, paired`);
      near(pair.sdOfDifferences, row.paired.sd_of_differences, `${what}: sd of the differences`);
      near(pair.seedCorrelation, row.paired.seed_correlation, `${what}: correlation`);
      nearP(familyOfPairs.adjusted[i], row.paired.p_holm, `${what}: paired p by Holm`);
    });
    const noise = pooledNoise([base, ...rows.map(({ values }) => values)].map(inOrder));
    const mde = table.mde[metric];
    assert.ok(mde !== undefined);
    near(noise.sd, mde.pooled_sd, `${title}, ${metric}: pooled sd`);
    assert.equal(noise.df, mde.df_pooled);
    near(minimalDetectable(noise.sd, mde.n), mde.mde, `${title}, ${metric}: minimal detectable`);
  }
}

function compareCells(cells: Cells, find: Find): void {
  for (const [name, { run_ids: _, ...metrics }] of Object.entries(cells))
    for (const [metric, cell] of Object.entries(metrics))
      if (cell.values !== undefined && metric !== 'cost') compareCell(inOrder(find(name, metric)), cell, `${name}, ${metric}`);
}

test('digits: every cell and table that the demo expects', { skip }, (t) => {
  if (expected === null) return;
  const { cells, tables, ...digits } = expected.digits;
  const find = byIds('digits', cells);
  compared = 0;
  compareCells(cells, find);
  for (const [title, table] of Object.entries(tables)) {
    const five = title === 'leave_one_out_five_seeds';
    const fresh = title === 'confirm_batchnorm_fresh_seeds';
    compareTable(table, find, (seed) => (five ? seed < 5 : fresh ? seed >= 5 : true), title);
  }
  for (const [name, metrics] of Object.entries(digits['width_at_lr_0.1_mann_whitney_exact_p']))
    for (const [metric, p] of Object.entries(metrics))
      nearP(mannWhitney(inOrder(find('baseline', metric)), inOrder(find(name, metric))).p, p, `${name}, ${metric}: Mann–Whitney`);
  const need = digits.seeds_needed_for_batchnorm_from_five_seeds;
  const [baseline, without] = ['baseline', 'no-batchnorm'].map((name) => inOrder(find(name, 'val/accuracy')).slice(0, 5)) as [
    number[],
    number[],
  ];
  const [sb, sv] = [estimate(baseline).sd ?? Number.NaN, estimate(without).sd ?? Number.NaN];
  const noise = Math.sqrt((sb ** 2 + sv ** 2) / 2);
  near(noise, need.s, 'noise of batch norm');
  assert.equal(seedsNeeded(noise, welch(baseline, without).delta).seeds, need.seeds_per_variant);
  t.diagnostic(`${compared} numbers of digits compared`);
  assert.ok(compared > 900, String(compared));
});

test('tabular: every cell and table, pairs by seed, and the best of n of the search', { skip }, (t) => {
  if (expected === null) return;
  const { cells, tables, search } = expected.tabular;
  const find = byIds('tabular', cells);
  compared = 0;
  compareCells(cells, find);
  for (const [title, table] of Object.entries(tables)) compareTable(table, find, () => true, title);
  const trials = (demo?.('tabular') ?? []).filter(({ group }) => group === 'hgb-search');
  const best = bestOfN(
    trials.map(({ status, last }) => (status === 'finished' ? (last.get('cv/log_loss') ?? Number.NaN) : Number.NaN)),
    'lower',
  );
  assert.equal(best.trials, search.trials);
  for (const [n, value] of Object.entries(search.expected_best_of_n)) near(best.expected[Number(n) - 1], value, `best of ${n}`);
  t.diagnostic(`${compared} numbers of tabular compared`);
  assert.ok(compared > 250, String(compared));
});

test('charlm: every cell and table, and the steps of width', { skip }, (t) => {
  if (expected === null) return;
  const { cells, tables, cost_per_gain_of_width: steps } = expected.charlm;
  const find = byFolder(demo?.('charlm') ?? []);
  const values = (cell: string) => inOrder(find(cell, 'val/bpc'));
  compared = 0;
  compareCells(cells, find);
  for (const [title, one] of Object.entries(tables)) {
    const parts = 'baseline' in one ? [one as ExpectedTable] : Object.values(one);
    for (const part of parts) compareTable(part, find, () => true, title);
    const rows = parts.map((part) => Object.entries(part.rows)[0] as [string, Record<string, ExpectedRow>]);
    if (rows.length !== 3) continue;
    const over = correct(rows.map(([name], i) => welch(values((parts[i] as ExpectedTable).baseline), values(name)).p));
    rows.forEach(([, row], i) => {
      nearP(over.adjusted[i], row['val/bpc']?.p_holm_over_3_widths ?? Number.NaN, 'p by Holm over three widths');
    });
  }
  const tests = steps.map(({ from, to }) => welch(values(from), values(to)));
  const family = correct(tests.map(({ p }) => p));
  steps.forEach((step, i) => {
    compareTest(tests[i] as ReturnType<typeof welch>, step.welch, 2, `${step.from} to ${step.to}`);
    nearP(family.adjusted[i], step.p_holm_over_4, `${step.from} to ${step.to}: p by Holm`);
  });
  t.diagnostic(`${compared} numbers of charlm compared`);
  assert.ok(compared > 200, String(compared));
});

test('the leaderboard of digits: best, tied with it, undecided, below', { skip }, () => {
  if (expected === null) return;
  const { cells } = expected.digits;
  const find = byIds('digits', cells);
  const names = Object.keys(cells);
  const found = standingsOf(
    names.map((name) => inOrder(find(name, 'val/accuracy'))),
    'higher',
  );
  assert.equal(names[found.best ?? -1], 'baseline/lr=0.03');
  assert.equal(found.family.tests, 14);
  const of = (standing: string) => names.filter((_, i) => found.standings[i] === standing).sort();
  assert.deepEqual(of('below'), ['no-batchnorm', 'plain']);
  assert.deepEqual(of('undecided'), ['baseline/width=32', 'baseline/width=64', 'plain/lr=0.01', 'plain/lr=1', 'plain/lr=10']);
  assert.equal(of('tied').length, 10);
});

test('the interval of a share that would leave its range is the one of the logit scale', { skip }, () => {
  if (expected === null) return;
  const values = inOrder(byIds('digits', expected.digits.cells)('baseline/width=64', 'val/accuracy'));
  const { interval, method } = estimate(values, { range: [0, 1] });
  assert.equal(method, 't_logit');
  assert.deepEqual([interval?.low.toFixed(3), interval?.high.toFixed(3)], ['0.510', '0.957']);
});
