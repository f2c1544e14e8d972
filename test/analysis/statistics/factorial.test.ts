import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { fSurvival } from '../../../src/analysis/statistics/f-distribution.ts';
import { type Factorial, type FactorialValue, factorial } from '../../../src/analysis/statistics/factorial.ts';
import { twoSided } from '../../../src/analysis/statistics/student.ts';
import { FIXTURES, shared } from '../../support/read.ts';
import { demoRuns } from './demo-runs.ts';
import { type Bounds, close, P_VALUE } from './oracle.ts';

interface Anova {
  readonly [term: string]: { readonly sum_sq: number; readonly df: number; readonly F: number; readonly 'PR(>F)': number };
}

interface Oracle {
  readonly rows: readonly { readonly fa: number; readonly fb: number; readonly fc: number; readonly y: number }[];
  readonly sum_coded_params: Readonly<Record<string, number>>;
  readonly bse: Readonly<Record<string, number>>;
  readonly resid_df: number;
  readonly mse: number;
  readonly r2: number;
  readonly anova_typ2: Anova;
  readonly anova_typ3: Anova;
  readonly treatment_additive: { readonly params: Readonly<Record<string, number>>; readonly ci: Readonly<Record<string, Bounds>> };
}

const oracle = JSON.parse(fs.readFileSync(path.join(FIXTURES, 'oracles/factorial.json'), 'utf8')) as Oracle;
const FACTORS = ['fa', 'fb', 'fc'].map((name) => ({ name, levels: ['0', '1'] }));
const ROWS = oracle.rows.map((row): FactorialValue => ({ levels: [row.fa, row.fb, row.fc].map(String), value: row.y }));

/** The oracle's figures are rounded where sums of squares near nothing are differences of large ones: 1e-10 of the total there. */
function closeSs(found: number, expected: number, total: number, what: string): void {
  assert.ok(Math.abs(found - expected) <= 1e-10 * Math.max(expected, 1e-2 * total), `${what}: ${found} where ${expected} is expected`);
}

const title = (factors: readonly string[], suffix = '') => factors.map((name) => `C(${name}, Sum)${suffix}`).join(':');

test('a grid of three factors with a missing run: types II and III, coefficients, residual', () => {
  const found = factorial(FACTORS, ROWS);
  assert.deepEqual([found.n, found.cells, found.possibleCells, found.balanced, found.order, found.left], [23, 8, 8, false, 3, null]);
  assert.deepEqual([found.residual?.df, found.preferred, found.lack], [oracle.resid_df, 'II', null]);
  close((found.residual?.sd ?? 0) ** 2, oracle.mse, 'mse');
  close(found.r2, oracle.r2, 'r2');
  close(found.mean, oracle.sum_coded_params.Intercept as number, 'mean of the cells');
  assert.equal(found.terms.length, 7);
  for (const { factors, typeII, typeIII, df, deviations, effect } of found.terms) {
    const [two, three] = [oracle.anova_typ2[title(factors)], oracle.anova_typ3[title(factors)]];
    assert.ok(two !== undefined && three !== undefined && effect !== null);
    assert.equal(df, two.df);
    closeSs(typeII.ss, two.sum_sq, found.totalSs ?? 0, `II ${factors}`);
    closeSs(typeIII.ss, three.sum_sq, found.totalSs ?? 0, `III ${factors}`);
    closeSs(typeII.f ?? Number.NaN, two.F, 400, `F II ${factors}`);
    closeSs(typeIII.f ?? Number.NaN, three.F, 400, `F III ${factors}`);
    assert.ok(Math.abs((typeII.p ?? 2) - two['PR(>F)']) <= P_VALUE && Math.abs((typeIII.p ?? 2) - three['PR(>F)']) <= P_VALUE);
    if (two.F > 1) close(typeII.p, two['PR(>F)'], `p II ${factors}`, P_VALUE);
    const coefficient = oracle.sum_coded_params[title(factors, '[S.0]')] as number;
    const first = deviations[0]?.estimate ?? Number.NaN;
    assert.ok(Math.abs(first - coefficient) < 1e-11, `${factors}: ${first} where ${coefficient} is expected`);
    close(deviations[0]?.standardError, oracle.bse[title(factors, '[S.0]')] as number, 'standard error');
    close(effect.estimate, (factors.length % 2 === 0 ? 2 : -2) * first, 'effect');
    close(
      typeIII.p,
      twoSided(effect.estimate / (effect.standardError ?? 0), 15),
      'a test of one degree of freedom is the effect’s t test',
      1e-9,
    );
  }
});

test('main effects alone: second level minus first, with intervals', () => {
  const found = factorial(FACTORS, ROWS, { order: 1 });
  assert.equal(found.residual?.df, 19);
  for (const { factors, effect } of found.terms) {
    const name = factors[0] as string;
    const scale = 70;
    const near = (value: number | undefined, expected: number | undefined) =>
      assert.ok(
        Math.abs((value ?? Number.NaN) - (expected ?? Number.NaN)) < 1e-11 * scale,
        `${name}: ${value} where ${expected} is expected`,
      );
    near(effect?.estimate, oracle.treatment_additive.params[name]);
    near(effect?.interval?.low, oracle.treatment_additive.ci[name]?.[0]);
    near(effect?.interval?.high, oracle.treatment_additive.ci[name]?.[1]);
  }
});

const file = shared('demo', 'expected.json');

test('width and optimizer of the character model', {
  skip: file === null && 'NO DEMO EXPECTATIONS BESIDE THE PROJECT (../shared/demo)',
}, async () => {
  interface Expected {
    readonly [term: string]: {
      readonly ss: number;
      readonly df: number;
      readonly F: number;
      readonly p: number;
      readonly eta2: number;
      readonly sd: number;
    };
  }
  const all = JSON.parse(fs.readFileSync(file ?? '', 'utf8')) as { readonly charlm: { readonly factorial_width_optimizer: Expected } };
  const expected = all.charlm.factorial_width_optimizer;
  const rows = (await demoRuns())('charlm').flatMap((run): FactorialValue[] => {
    const [, width, optimizer] = /runs\/gru(\d+)-(adamw|sgd)\/version_\d+$/.exec(run.path) ?? [];
    return width === undefined || optimizer === undefined
      ? []
      : [{ levels: [width, optimizer], value: run.last.get('val/bpc') ?? Number.NaN }];
  });
  const found = factorial(
    [
      { name: 'width', levels: ['48', '96', '192'] },
      { name: 'optimizer', levels: ['adamw', 'sgd'] },
    ],
    rows,
  );
  assert.deepEqual([found.n, found.balanced, found.cells, found.preferred], [18, true, 6, 'III']);
  const [width, optimizer, interaction] = found.terms;
  for (const [term, name] of [
    [width, 'width'],
    [optimizer, 'optimizer'],
    [interaction, 'interaction'],
  ] as const) {
    const value = expected[name];
    assert.ok(term !== undefined && value !== undefined);
    assert.equal(term.df, value.df);
    close(term.typeII.ss, value.ss, `${name}: ss`);
    close(term.typeIII.ss, value.ss, `${name}: ss of type III`);
    close(term.typeII.f, value.F, `${name}: F`, 1e-9);
    close(term.typeII.p, value.p, `${name}: p`, P_VALUE);
    close(term.eta2, value.eta2, `${name}: eta²`);
  }
  assert.equal(found.residual?.df, expected.residual?.df);
  close(found.residual?.ss, expected.residual?.ss ?? 0, 'residual', 1e-9);
  close(found.residual?.sd, expected.residual?.sd ?? 0, 'residual sd', 1e-9);
});

test('a missing combination leaves the interaction out and says so', () => {
  const some = ROWS.filter(({ levels }) => levels.join('') !== '111');
  const found = factorial(FACTORS, some);
  assert.deepEqual([found.order, found.left, found.cells, found.terms.length], [2, 'empty_cells', 7, 6]);
  const single = factorial(FACTORS, [...new Map(ROWS.map((row) => [row.levels.join(), row])).values()]);
  assert.deepEqual([single.order, single.left, single.residual?.df, single.balanced], [2, 'no_replicates', 1, true]);
});

test('no table: nothing finite, one level, aliased factors, no spread', () => {
  const lackOf = (rows: readonly FactorialValue[]) => factorial(FACTORS, rows).lack;
  assert.equal(lackOf([]), 'no_values');
  assert.equal(lackOf(ROWS.map((row) => ({ ...row, value: Number.NaN }))), 'no_values');
  assert.equal(lackOf(ROWS.filter(({ levels }) => levels[0] === '0')), 'one_level');
  assert.equal(lackOf(ROWS.filter(({ levels }) => levels[0] === levels[1])), 'aliased');
  assert.equal(lackOf(ROWS.map((row) => ({ ...row, value: 3 }))), 'no_spread');
  assert.equal(factorial([], ROWS).lack, 'one_level');
  const exact = factorial(
    FACTORS,
    ROWS.map((row) => ({ ...row, value: Number(row.levels[0]) })),
  );
  assert.deepEqual([exact.terms[0]?.typeII.p, exact.r2], [null, 1]);
  assert.equal(factorial(FACTORS, [...ROWS, { levels: ['0', '0', '0'], value: Infinity }]).notFinite, 1);
  const many = Array.from({ length: 24 }, (_, i) => ({ name: `f${i}`, levels: ['a', 'b', 'c'] }));
  assert.equal(
    factorial(
      many,
      Array.from({ length: 30 }, (_, i) => ({ levels: many.map((_, j) => 'abc'[(i + j) % 3] as string), value: i })),
    ).lack,
    'aliased',
  );
});

const grid = fc.array(
  fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.integer({ min: 0, max: 1 }), y: fc.integer({ min: -999, max: 999 }) }),
  {
    minLength: 8,
    maxLength: 24,
  },
);
const TWO = [
  { name: 'a', levels: ['0', '1', '2'] },
  { name: 'b', levels: ['0', '1'] },
];

test('affine equivariance, order of runs, order of factors; squares add up in balanced tables', () => {
  const near = (x: number | null | undefined, y: number | null | undefined, scale: number) =>
    assert.ok(x === y || (typeof x === 'number' && typeof y === 'number' && Math.abs(x - y) <= 1e-8 * scale), `${x} is not ${y}`);
  fc.assert(
    fc.property(grid, fc.integer({ min: 1, max: 400 }), fc.integer({ min: -50, max: 50 }), (rows, tenths, shift) => {
      const values = rows.map(({ a, b, y }) => ({ levels: [String(a), String(b)], value: y / 100 }));
      const factor = tenths / 10;
      const plain = factorial(TWO, values);
      const moved = factorial(
        TWO,
        values.map((row) => ({ ...row, value: factor * row.value + shift })),
      );
      const turned = factorial(TWO, values.toReversed());
      assert.deepEqual([moved.lack, turned.lack, moved.terms.length], [plain.lack, plain.lack, plain.terms.length]);
      plain.terms.forEach((term, i) => {
        near(moved.terms[i]?.typeII.p, term.typeII.p, 1);
        near(moved.terms[i]?.deviations[0]?.estimate, factor * (term.deviations[0]?.estimate ?? 0), 1000 * factor);
        near(turned.terms[i]?.typeIII.ss, term.typeIII.ss, 1000);
      });
      const swapped = factorial(
        TWO.toReversed(),
        values.map((row) => ({ ...row, levels: row.levels.toReversed() })),
      );
      near(swapped.terms.find(({ factors }) => factors.join() === 'a')?.typeII.ss, plain.terms[0]?.typeII.ss, 1000);
      if (!plain.balanced || plain.residual === null) return;
      const sum = plain.terms.reduce((all, term) => all + term.typeII.ss, plain.residual.ss);
      near(sum, plain.totalSs, 1000);
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('NaN never becomes a figure', () => {
  const noNaN = (figure: unknown): void => {
    if (typeof figure === 'number') assert.ok(!Number.isNaN(figure));
    else if (figure !== null && typeof figure === 'object') Object.values(figure).forEach(noNaN);
  };
  const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, 0, 1e308, -1e308, 5e-324, 1));
  const rows = fc.array(fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.integer({ min: 0, max: 1 }), value }), { maxLength: 14 });
  fc.assert(
    fc.property(rows, (some) =>
      noNaN(
        factorial(
          TWO,
          some.map(({ a, b, value }) => ({ levels: [String(a), String(b)], value })),
        ) satisfies Factorial,
      ),
    ),
    { numRuns: 300, seed: 3 },
  );
});

test('tails of F: the square of Student’s t, and the ends', () => {
  for (const t of [0.1, 1, 2.5, 40])
    for (const df of [1, 4, 15.5, 300]) close(fSurvival(t * t, 1, df), twoSided(t, df), `t ${t} df ${df}`, 1e-12);
  close(fSurvival(3, 2, 12), (1 + (2 * 3) / 12) ** -6, 'closed for two degrees of freedom', 1e-13);
  assert.deepEqual([fSurvival(0, 2, 3), fSurvival(Infinity, 2, 3)], [1, 0]);
  assert.ok(Number.isNaN(fSurvival(1, 0, 3)) && Number.isNaN(fSurvival(Number.NaN, 1, 1)));
});
