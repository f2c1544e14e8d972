import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { correct } from '../../../src/analysis/statistics/correction.ts';
import { equivalence } from '../../../src/analysis/statistics/equivalence.ts';
import { fSurvival } from '../../../src/analysis/statistics/f-distribution.ts';
import { falseDiscovery } from '../../../src/analysis/statistics/false-discovery.ts';
import { friedman } from '../../../src/analysis/statistics/friedman.ts';
import { generatorOf, uniform } from '../../../src/analysis/statistics/generator.ts';
import { moderatedDifference, variancePrior } from '../../../src/analysis/statistics/moderated.ts';
import { normalQuantile } from '../../../src/analysis/statistics/normal.ts';
import { permutationTest, signFlipTest } from '../../../src/analysis/statistics/permutation.ts';
import { digamma, trigamma, trigammaInverse } from '../../../src/analysis/statistics/polygamma.ts';
import { signedRankTest } from '../../../src/analysis/statistics/signed-rank.ts';
import { rangeQuantile, rangeSurvival } from '../../../src/analysis/statistics/studentized-range.ts';
import { welch } from '../../../src/analysis/statistics/welch.ts';
import { LACK_WORDS, METHOD_WORDS } from '../../../src/analysis/statistics/words.ts';
import { FIXTURES, shared } from '../../support/read.ts';
import { close, oracle, P_VALUE } from './oracle.ts';

interface Golden {
  readonly digamma: readonly (readonly [x: number, value: number])[];
  readonly trigamma: readonly (readonly [x: number, value: number])[];
  readonly f_tail: readonly (readonly [f: number, df1: number, df2: number, p: number])[];
  readonly range_quantile: readonly (readonly [alpha: number, k: number, q: number])[];
  readonly equivalence: {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly margins: readonly (readonly [number, number])[];
  };
  readonly signed_rank: { readonly a: readonly number[]; readonly b: readonly number[]; readonly w: number; readonly p: number };
  readonly friedman: { readonly values: readonly (readonly number[])[]; readonly chi2: number; readonly p: number };
}

const golden = JSON.parse(fs.readFileSync(path.join(FIXTURES, 'oracles/tests.json'), 'utf8')) as Golden;
const bySeed = (values: readonly number[]) => new Map(values.entries());

test('permutations, sign flips and signed ranks count every arrangement', () => {
  for (const one of oracle.two_sample) {
    const found = permutationTest(one.a, one.b);
    if (one.perm_exact_p !== undefined) close(found.p, one.perm_exact_p, 'permutations', P_VALUE);
    if (one.paired === undefined) continue;
    const flips = signFlipTest(bySeed(one.a), bySeed(one.b));
    close(flips.p, one.paired.signflip_p, 'sign flips', P_VALUE);
    const ranks = signedRankTest(bySeed(one.a), bySeed(one.b));
    close(ranks.p, one.paired.wilcoxon_exact_p, 'signed ranks', P_VALUE);
    assert.equal(ranks.warning, 'few_pairs');
    assert.ok((flips.smallestP ?? 0) > 0.05 && (ranks.smallestP ?? 0) > 0.05);
  }
  const { a, b, w, p } = golden.signed_rank;
  const long = signedRankTest(bySeed(a), bySeed(b));
  assert.deepEqual([long.w, long.warning, long.equal], [w, null, 0]);
  close(long.p, p, 'signed ranks with ties', P_VALUE);
  assert.match(LACK_WORDS.few_pairs, /six pairs/);
});

test('the smallest p: three against three .1; five pairs .0625, six .03125', () => {
  const seeds = (n: number, add: number) => bySeed(Array.from({ length: n }, (_, i) => i * i + add * (i + 1)));
  assert.deepEqual([permutationTest([1, 2, 3], [4, 5, 6]).p, permutationTest([1, 2, 3], [4, 5, 6]).smallestP], [0.1, 0.1]);
  for (const [n, p] of [
    [3, 0.25],
    [5, 0.0625],
    [6, 0.03125],
  ] as const) {
    const [flips, ranks] = [signFlipTest(seeds(n, 0), seeds(n, 1)), signedRankTest(seeds(n, 0), seeds(n, 1))];
    assert.deepEqual([flips.p, flips.smallestP, ranks.p, ranks.smallestP], [p, p, p, p]);
    assert.equal(ranks.warning, n < 6 ? 'few_pairs' : null);
  }
});

test('no exact test: too many, nothing, no difference', () => {
  const many = Array.from({ length: 30 }, (_, i) => i);
  assert.equal(permutationTest(many, many).lack, 'too_many');
  assert.equal(signFlipTest(bySeed(many), bySeed(many)).lack, 'too_many');
  assert.equal(signedRankTest(bySeed([1, 2]), bySeed([1, 2])).lack, 'no_spread');
  assert.deepEqual([permutationTest([1, 1], [1, 1]).p, signFlipTest(bySeed([1]), bySeed([1])).p], [1, 1]);
  assert.equal(
    signedRankTest(bySeed(Array.from({ length: 61 }, (_, i) => i)), bySeed(Array.from({ length: 61 }, (_, i) => -i - 1))).lack,
    'too_many',
  );
  for (const none of [[], [Number.NaN]]) {
    assert.equal(permutationTest(none, [1]).lack, 'no_values');
    assert.equal(signFlipTest(bySeed(none), bySeed([1])).lack, 'no_values');
    assert.equal(signedRankTest(bySeed(none), bySeed([1])).lack, 'no_values');
  }
});

test('Benjamini and Hochberg', () => {
  const { p, fdr_bh } = oracle.p_adjust;
  const shuffled = p.map((_, i) => (i * 7) % p.length);
  const found = falseDiscovery(shuffled.map((at) => p[at] as number));
  shuffled.forEach((at, i) => {
    close(found.adjusted[i], fdr_bh[at] as number, 'q', P_VALUE);
  });
  assert.deepEqual([found.tests, found.warning, found.lack], [25, null, null]);
  assert.deepEqual(falseDiscovery([0.02, null, Number.NaN, 0.04]), {
    adjusted: [0.04, null, null, 0.04],
    tests: 2,
    method: 'benjamini_hochberg',
    warning: 'few_tests',
    lack: null,
  });
  assert.equal(falseDiscovery([]).lack, 'no_values');
  assert.match(METHOD_WORDS.benjamini_hochberg, /FDR/);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (ps) => {
      const [fdr, holm] = [falseDiscovery(ps), correct(ps)];
      ps.forEach((here, i) => {
        assert.ok((fdr.adjusted[i] as number) >= here && (fdr.adjusted[i] as number) <= (holm.adjusted[i] as number) + 1e-12);
      });
    }),
    { seed: 1 },
  );
});

test('digamma, trigamma, tails of F, the studentized range', () => {
  for (const [x, value] of golden.digamma) close(digamma(x), value, `ψ(${x})`, 1e-12);
  for (const [x, value] of golden.trigamma) close(trigamma(x), value, `ψ′(${x})`, 1e-12);
  for (const x of [0.02, 0.7, 3, 50, 1e4]) close(trigammaInverse(trigamma(x)), x, `inverse at ${x}`, 1e-11);
  for (const [f, df1, df2, p] of golden.f_tail) close(fSurvival(f, df1, df2), p, `P(F > ${f}), ${df1} over ${df2}`, 1e-11);
  for (const [k, q] of Object.entries(oracle.friedman['q_inf_0.05'])) close(rangeQuantile(0.05, Number(k)), q, `q of ${k}`);
  for (const [alpha, k, q] of golden.range_quantile) close(rangeQuantile(alpha, k), q, `q(${alpha}) of ${k}`, 1e-8);
  close(rangeQuantile(0.05, 2), -Math.SQRT2 * normalQuantile(0.025), 'two methods', 1e-12);
  assert.deepEqual([rangeSurvival(0, 4), rangeSurvival(-1, 4)], [1, 1]);
  const nothing = [digamma(0), trigamma(-1), trigammaInverse(0), rangeQuantile(0, 3), rangeQuantile(0.05, 1), rangeSurvival(Number.NaN, 3)];
  assert.ok(nothing.every(Number.isNaN));
});

test('Friedman and the critical difference', () => {
  const { matrix, chi2, p, mean_ranks_desc, ...rest } = oracle.friedman;
  const found = friedman(matrix, 'higher');
  close(found.chi2, chi2, 'chi²');
  close(found.p, p, 'p', P_VALUE);
  assert.deepEqual(found.meanRanks, mean_ranks_desc);
  close(found.criticalDifference, rest['cd_0.05'], 'critical difference');
  const tied = friedman(golden.friedman.values, 'lower');
  close(tied.chi2, golden.friedman.chi2, 'chi² with ties');
  close(tied.p, golden.friedman.p, 'p with ties', P_VALUE);
  assert.deepEqual(
    [friedman(matrix.slice(0, 4), 'higher').lack, friedman(matrix.slice(0, 4), 'higher').criticalDifference],
    ['few_datasets', null],
  );
  const holed = friedman([...matrix, [1, 2, Number.NaN, 3]], 'higher');
  assert.deepEqual([holed.datasets, holed.leftOut, holed.chi2], [8, 1, found.chi2]);
  const flat = friedman(
    Array.from({ length: 6 }, () => [1, 1]),
    'higher',
  );
  assert.deepEqual([flat.lack, flat.p, flat.meanRanks], ['no_spread', null, [1.5, 1.5]]);
  assert.equal(friedman([], 'lower').lack, 'no_values');
});

test('equivalence within a margin', () => {
  const { a, b, margins } = golden.equivalence;
  for (const [margin, p] of margins) {
    const found = equivalence(welch(a, b), margin);
    close(found.p, p, `margin ${margin}`, P_VALUE);
    const { low, high } = found.interval ?? { low: -9, high: 9 };
    assert.equal(found.equivalent, low > -margin && high < margin);
  }
  assert.equal(equivalence(welch(a, b), 0).lack, 'no_margin');
  assert.equal(equivalence(welch(a, b), Number.NaN).lack, 'no_margin');
  assert.deepEqual([equivalence(welch([1], [2]), 1).lack, equivalence(welch([1], [2]), 1).equivalent], ['one_value', null]);
});

/** Standard normal values of a seeded generator. */
function normals(seed: number): () => number {
  const next = generatorOf(seed);
  return () => normalQuantile((uniform(next) * 4294967296 + 0.5) / 4294967296);
}

test('moderated tests keep what the simulation of limma’s kept', (t) => {
  const file = shared('oracles', 'sim_moderated.json');
  if (file === null) return t.skip('NO SIMULATION BESIDE THE PROJECT (../shared/oracles)');
  const simulated = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<
    string,
    { readonly power_mod_holm: number; readonly fwer_null_mod: number }
  >;
  const draw = normals(11);
  const times = 800;
  for (const [n, k] of [
    [3, 8],
    [5, 4],
  ] as const) {
    let [power, wrong] = [0, 0];
    for (let i = 0; i < times; i += 1) {
      const rows = Array.from({ length: k + 1 }, (_, row) => Array.from({ length: n }, () => draw() + (row === 1 ? 2 : 0)));
      const prior = variancePrior(rows);
      const base = rows[0] as number[];
      const family = correct(rows.slice(1).map((row) => moderatedDifference(base, row, prior).p));
      if ((family.adjusted[0] as number) < 0.05) power += 1;
      if (family.adjusted.slice(1).some((p) => (p as number) < 0.05)) wrong += 1;
    }
    const expected = simulated[`n=${n},k=${k},equal sd,effect=2.0sd`];
    assert.ok(expected !== undefined);
    const within = (share: number, value: number) => Math.abs(share - value) <= 4 * Math.sqrt((value * (1 - value) * 2) / times);
    assert.ok(within(power / times, expected.power_mod_holm), `power ${power / times}, simulated ${expected.power_mod_holm}`);
    assert.ok(within(wrong / times, expected.fwer_null_mod), `wrong ${wrong / times}, simulated ${expected.fwer_null_mod}`);
  }
});

test('moderated variances: between their own and the common one; lacks', () => {
  const rows = [
    [1, 2, 3],
    [1, 5, 9],
    [2, 2.1, 2.2],
    [0, 3, 1],
    [4, 4, 4],
  ];
  const prior = variancePrior(rows);
  assert.deepEqual([prior.groups, prior.pooledDf, prior.lack], [5, 10, null]);
  assert.ok((prior.variance ?? 0) > 0 && (prior.df ?? 0) > 0);
  const found = moderatedDifference(rows[2] as number[], rows[4] as number[], prior);
  assert.ok(found.p !== null && found.method === 'moderated' && (found.df ?? 99) <= 10);
  const alike = variancePrior([
    [0, 1],
    [3, 4],
    [7, 8],
  ]);
  assert.equal(alike.df, Number.POSITIVE_INFINITY);
  assert.deepEqual(
    [
      variancePrior([[1, 2], [3]]).lack,
      variancePrior([
        [1, 1],
        [2, 2],
      ]).lack,
    ],
    ['one_group', 'no_spread'],
  );
  assert.deepEqual([moderatedDifference([1], [2, 3], prior).lack, moderatedDifference([], [2, 3], prior).lack], ['one_value', 'no_values']);
  assert.equal(moderatedDifference([1, 2], [2, 3], variancePrior([])).lack, 'one_group');
});

const value = fc.integer({ min: -5000, max: 5000 }).map((thousandths) => thousandths / 1000);
const some = fc.array(value, { minLength: 3, maxLength: 6 });
const factor = fc.integer({ min: 1, max: 4000 }).map((thousandths) => thousandths / 100);

test('affine equivariance, order and exchange of sides', () => {
  const near = (x: number | null | undefined, y: number | null | undefined, what: string) =>
    assert.ok(x === y || (typeof x === 'number' && typeof y === 'number' && Math.abs(x - y) <= 1e-7), `${what}: ${x} is not ${y}`);
  fc.assert(
    fc.property(some, some, factor, value, (b, v, a, shift) => {
      const move = (list: readonly number[]) => list.map((x) => a * x + shift);
      const prior = (one: readonly number[], two: readonly number[]) => variancePrior([one, two, one.map((x, i) => x * i)]);
      near(permutationTest(move(b), move(v)).p, permutationTest(b, v).p, 'permutations');
      near(permutationTest(v.toReversed(), b.toReversed()).p, permutationTest(b, v).p, 'exchange');
      near(signFlipTest(bySeed(move(b)), bySeed(move(v))).p, signFlipTest(bySeed(b), bySeed(v)).p, 'sign flips');
      near(signFlipTest(bySeed(v), bySeed(b)).p, signFlipTest(bySeed(b), bySeed(v)).p, 'sign flips, exchanged');
      near(signedRankTest(bySeed(v), bySeed(b)).p, signedRankTest(bySeed(b), bySeed(v)).p, 'signed ranks, exchanged');
      near(equivalence(welch(move(b), move(v)), a).p, equivalence(welch(b, v), 1).p, 'equivalence');
      near(moderatedDifference(v, b, prior(b, v)).p, moderatedDifference(b, v, prior(b, v)).p, 'moderated, exchanged');
      const grid = [b, v, b, v, b].map((row) => row.slice(0, 3));
      near(friedman(grid.map(move), 'higher').p, friedman(grid, 'higher').p, 'ranks');
      near(
        friedman(
          grid.map((row) => row.map((x) => -x)),
          'lower',
        ).p,
        friedman(grid, 'higher').p,
        'direction',
      );
      near(friedman(grid.toReversed(), 'higher').chi2, friedman(grid, 'higher').chi2, 'order of data sets');
    }),
    { numRuns: 150, seed: 5 },
  );
});

test('NaN never becomes a figure', () => {
  const noNaN = (figure: unknown): void => {
    if (typeof figure === 'number') assert.ok(!Number.isNaN(figure));
    else if (figure !== null && typeof figure === 'object') Object.values(figure).forEach(noNaN);
  };
  const recorded = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1, 1e308, -1e308, 5e-324));
  const records = fc.array(recorded, { maxLength: 6 });
  fc.assert(
    fc.property(records, records, recorded, (a, b, x) => {
      const prior = variancePrior([a, b, [1, 2, 3]]);
      for (const figure of [
        permutationTest(a, b),
        signFlipTest(bySeed(a), bySeed(b)),
        signedRankTest(bySeed(a), bySeed(b)),
        falseDiscovery([...a.map(Math.abs), null]),
        prior,
        moderatedDifference(a, b, prior),
        equivalence(welch(a, b), x),
        friedman([a, b, a, b, a, b], 'higher'),
      ])
        noNaN(figure);
    }),
    { numRuns: 500, seed: 9 },
  );
});
