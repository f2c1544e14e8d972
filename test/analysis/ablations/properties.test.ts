import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ablationsOf } from '../../../src/analysis/ablations/ablations.ts';
import type { AblationTable, MeasuredRow } from '../../../src/model/report/ablation.ts';
import { type Arm, METRIC, metricOf, overviewFor, runsOf } from '../../support/designs.ts';

const FULL = { 'model.dropout': 0.1, 'model.norm': true, 'aug.shift': 2, schedule: 'cosine' };
const LEFT_OUT = [{ 'model.dropout': 0 }, { 'model.norm': false }, { 'aug.shift': 0 }, { schedule: 'constant' }];

/** A baseline and four variants that each lack a part, with one to five seeds each. */
function armsOf(values: readonly (readonly number[])[]): readonly Arm[] {
  return [FULL, ...LEFT_OUT.map((change) => ({ ...FULL, ...change }))].map((config, at) => ({ config, values: values[at] ?? [] }));
}

/** Values on a grid, so that sums and products of the test itself are exact. */
const value = fc.integer({ min: -400, max: 400 }).map((steps) => steps / 64);
const design = fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { minLength: 5, maxLength: 5 });

function tableOf(arms: readonly Arm[], direction: 'higher' | 'lower' = 'higher'): AblationTable {
  const said = { metrics: new Map([[METRIC, metricOf({ direction })]]) };
  const { tables } = ablationsOf(overviewFor(runsOf(arms), said));
  assert.equal(tables.length, 1);
  return tables[0] as AblationTable;
}

function rowsOf(table: AblationTable): readonly MeasuredRow[] {
  return table.metrics[0]?.rows ?? [];
}

function near(a: number | null | undefined, b: number | null | undefined, what: string): void {
  if (a == null || b == null) assert.equal(a ?? null, b ?? null, what);
  else assert.ok(Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a), Math.abs(b)), `${what}: ${a} and ${b}`);
}

const OPTIONS = { numRuns: 60, seed: 7 };

test('metrics that are better lower are the mirror of those that are better higher', () => {
  fc.assert(
    fc.property(design, (values) => {
      const up = rowsOf(tableOf(armsOf(values)));
      const down = rowsOf(tableOf(armsOf(values.map((row) => row.map((one) => -one))), 'lower'));
      up.forEach((row, at) => {
        const mirrored = down[at] as MeasuredRow;
        assert.deepEqual(
          [mirrored.verdict, mirrored.standing, mirrored.contrast?.better],
          [row.verdict, row.standing, row.contrast?.better],
        );
        near(mirrored.contrast?.delta, row.contrast === null ? null : -row.contrast.delta, 'delta');
        near(mirrored.contrast?.pAdjusted, row.contrast?.pAdjusted, 'p');
        near(mirrored.contrast?.pImprove, row.contrast?.pImprove, 'P(improve)');
      });
    }),
    OPTIONS,
  );
});

test('the order in which runs are given changes nothing', () => {
  fc.assert(
    fc.property(design, fc.integer(), (values, turn) => {
      const runs = runsOf(armsOf(values));
      const shuffled = runs
        .map((run, at) => ({ run, key: Math.imul(at + 1, 2654435761 ^ turn) }))
        .sort((a, b) => a.key - b.key)
        .map(({ run }) => run);
      assert.deepEqual(ablationsOf(overviewFor(shuffled)), ablationsOf(overviewFor(runs)));
    }),
    OPTIONS,
  );
});

test('another unit and another zero change no verdict', () => {
  fc.assert(
    fc.property(design, fc.constantFrom(0.125, 2, 64), fc.constantFrom(-8, 0, 32), (values, a, b) => {
      const plain = rowsOf(tableOf(armsOf(values)));
      const moved = rowsOf(tableOf(armsOf(values.map((row) => row.map((one) => a * one + b)))));
      plain.forEach((row, at) => {
        const other = moved[at] as MeasuredRow;
        assert.deepEqual([other.verdict, other.standing, other.mark], [row.verdict, row.standing, row.mark]);
        near(other.contrast?.p, row.contrast?.p, 'p');
        near(other.contrast?.delta, row.contrast === null ? null : a * row.contrast.delta, 'delta');
        near(other.contrast?.hedgesG, row.contrast?.hedgesG, 'g');
        near(other.mean, row.mean === null ? null : a * row.mean + b, 'mean');
        near(other.sd, row.sd === null ? null : a * row.sd, 'sd');
      });
    }),
    OPTIONS,
  );
});

test('what is not finite counts nowhere and is told of', () => {
  const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const broken = fc.array(fc.array(fc.oneof({ weight: 3, arbitrary: value }, odd), { minLength: 1, maxLength: 5 }), {
    minLength: 5,
    maxLength: 5,
  });
  fc.assert(
    fc.property(broken, (values) => {
      const { tables } = ablationsOf(overviewFor(runsOf(armsOf(values))));
      for (const table of tables) {
        rowsOf(table).forEach((row) => {
          const [any] = [...row.replicates, ...row.excluded];
          const given = values[Number(any?.run.id.split('-')[1])] ?? [];
          assert.equal(row.n + row.excluded.length, given.length);
          assert.equal(row.n, given.filter(Number.isFinite).length);
          assert.ok(row.excluded.every(({ reason }) => reason === 'not_finite'));
        });
        const numbers = JSON.stringify(table, (key, one) =>
          key === 'excluded' ? null : typeof one === 'number' && !Number.isFinite(one) ? 'broken' : one,
        );
        assert.doesNotMatch(numbers, /"broken"/);
        assert.doesNotMatch(JSON.stringify([table.metrics[0]?.finding, table.metrics[0]?.caption]), /NaN|∞|undefined|null/);
      }
    }),
    OPTIONS,
  );
});

test('one run gives a value and nothing more', () => {
  fc.assert(
    fc.property(design, (values) => {
      rowsOf(tableOf(armsOf(values))).forEach((row, at) => {
        if (row.n !== 1) return;
        assert.deepEqual([row.sd, row.interval], [null, null]);
        assert.deepEqual([row.contrast?.interval ?? null, row.contrast?.p ?? null, row.contrast?.hedgesG ?? null], [null, null, null]);
        assert.ok(at === 0 || row.verdict === 'one_run');
      });
    }),
    OPTIONS,
  );
});

test('no finding names a difference that its adjusted test does not', () => {
  fc.assert(
    fc.property(design, (values) => {
      const [measured] = tableOf(armsOf(values)).metrics;
      const told = JSON.stringify(measured?.finding).match(/" is (?:better|worse|higher|lower) "/g)?.length ?? 0;
      const real = measured?.rows.filter(({ contrast }) => contrast?.pAdjusted != null && contrast.pAdjusted < 0.05).length ?? 0;
      assert.equal(told, Math.min(3, real));
    }),
    OPTIONS,
  );
});
