import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bandOf } from '../../../src/analysis/statistics/band.ts';
import { bestOfN } from '../../../src/analysis/statistics/best-of-n.ts';
import { bootstrap } from '../../../src/analysis/statistics/bootstrap.ts';
import { correct } from '../../../src/analysis/statistics/correction.ts';
import { effectSize } from '../../../src/analysis/statistics/effect-size.ts';
import { estimate } from '../../../src/analysis/statistics/estimate.ts';
import { improvement } from '../../../src/analysis/statistics/improvement.ts';
import type { Interval } from '../../../src/analysis/statistics/interval.ts';
import { mannWhitney } from '../../../src/analysis/statistics/mann-whitney.ts';
import { paired } from '../../../src/analysis/statistics/paired.ts';
import { borrowedInterval, pooledDifference, pooledNoise } from '../../../src/analysis/statistics/pooled-noise.ts';
import { minimalDetectable, seedsNeeded } from '../../../src/analysis/statistics/power.ts';
import { ratioOf } from '../../../src/analysis/statistics/ratio.ts';
import { mean, meanAndSd, sd } from '../../../src/analysis/statistics/sample.ts';
import { suiteFigure } from '../../../src/analysis/statistics/suite.ts';
import { interquartileMean, optimalityGap, performanceProfile } from '../../../src/analysis/statistics/suite-scores.ts';
import { standingsOf } from '../../../src/analysis/statistics/tied.ts';
import { welch } from '../../../src/analysis/statistics/welch.ts';

/** Thousandths, so that a shift of all values keeps their differences within rounding. */
const value = fc.integer({ min: -5000, max: 5000 }).map((thousandths) => thousandths / 1000);
const values = fc.array(value, { minLength: 2, maxLength: 12 });
const some = fc.array(value, { minLength: 2, maxLength: 6 });
const factor = fc.integer({ min: 1, max: 4000 }).map((thousandths) => thousandths / 100);
/** Any number that a record may hold. */
const recorded = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1, 1e308, -1e308, 5e-324));
const records = fc.array(recorded, { maxLength: 7 });

function near(found: number | null | undefined, expected: number | null | undefined, scale: number): void {
  if (expected === null || expected === undefined) assert.equal(found, expected);
  else assert.ok(typeof found === 'number' && Math.abs(found - expected) <= 1e-7 * scale, `${found} is not ${expected}`);
}

function nearInterval(found: Interval | null, low: number | undefined, high: number | undefined, scale: number): void {
  near(found?.low, low, scale);
  near(found?.high, high, scale);
}

/** Wherever it lies in a figure, a number is not NaN. */
function assertNoNaN(figure: unknown, at = 'figure'): void {
  if (typeof figure === 'number') assert.ok(!Number.isNaN(figure), `${at} is NaN`);
  else if (figure !== null && typeof figure === 'object')
    for (const [key, part] of Object.entries(figure)) assertNoNaN(part, `${at}.${key}`);
}

test('affine equivariance: a·y + b moves means and ends along and leaves tests alone', () => {
  fc.assert(
    fc.property(values, some, factor, value, (v, b, a, shift) => {
      const move = (x: number) => a * x + shift;
      const scale = 100 * (a * 10 + 10);
      const [plain, moved] = [estimate(v), estimate(v.map(move))];
      near(moved.mean, plain.mean === null ? null : move(plain.mean), scale);
      if (plain.interval !== null) nearInterval(moved.interval, move(plain.interval.low), move(plain.interval.high), scale);
      const [before, after] = [welch(b, v), welch(b.map(move), v.map(move))];
      near(after.delta, before.delta === null ? null : a * before.delta, scale);
      near(after.p, before.p, 1);
      near(after.df, before.df, 100);
      near(effectSize(b.map(move), v.map(move)).g, effectSize(b, v).g, 1e4);
      const [boot, again] = [bootstrap(b), bootstrap(b.map(move))];
      if (boot.percentile !== null) nearInterval(again.percentile, move(boot.percentile.low), move(boot.percentile.high), scale);
      const best = bestOfN(v, 'higher').expected.map(move);
      bestOfN(v.map(move), 'higher').expected.forEach((expected, i) => {
        near(expected, best[i], scale);
      });
    }),
    { numRuns: 150 },
  );
});

test('direction symmetry: −y with the other direction says the same', () => {
  const minus = (list: readonly number[]) => list.map((x) => -x);
  fc.assert(
    fc.property(fc.array(some, { minLength: 2, maxLength: 5 }), (rows) => {
      const [b, v] = rows as [number[], number[]];
      const [up, down] = [welch(b, v), welch(minus(b), minus(v))];
      near(down.delta, up.delta === null ? null : -up.delta, 10);
      assert.equal(down.p, up.p);
      nearInterval(down.interval, up.interval ? -up.interval.high : undefined, up.interval ? -up.interval.low : undefined, 100);
      assert.equal(improvement(b, v, 'higher').probability, improvement(minus(b), minus(v), 'lower').probability);
      near(mannWhitney(minus(b), minus(v)).p, mannWhitney(b, v).p, 1);
      assert.deepEqual(
        bestOfN(minus(v), 'lower').expected.map((x) => 0 - x),
        bestOfN(v, 'higher').expected.map((x) => 0 + x),
      );
      assert.deepEqual(standingsOf(rows.map(minus), 'lower').standings, standingsOf(rows, 'higher').standings);
    }),
  );
});

test('two sides exchanged: the difference turns round', () => {
  fc.assert(
    fc.property(some, some, (b, v) => {
      const [there, back] = [welch(b, v), welch(v, b)];
      assert.equal(back.p, there.p);
      near(back.delta, there.delta === null ? null : -there.delta, 10);
      near(improvement(v, b, 'higher').probability, 1 - (improvement(b, v, 'higher').probability ?? Number.NaN), 1);
      near(mannWhitney(v, b).p, mannWhitney(b, v).p, 1);
    }),
  );
});

test('the order of runs, seeds, tasks and rows changes no bit', () => {
  fc.assert(
    fc.property(values, some, (v, b) => {
      const [w, c] = [v.toReversed(), b.toReversed()];
      assert.deepEqual(estimate(w, { range: [-5, 5] }), estimate(v, { range: [-5, 5] }));
      assert.deepEqual(welch(c, w), welch(b, v));
      assert.deepEqual(bootstrap(w, undefined, { draws: 200 }), bootstrap(v, undefined, { draws: 200 }));
      assert.deepEqual(mannWhitney(c, w), mannWhitney(b, v));
      const seeds = new Map(b.map((x, i) => [i, x]));
      const other = new Map(v.map((x, i) => [i, x]));
      near(paired(new Map([...seeds].reverse()), new Map([...other].reverse())).p, paired(seeds, other).p, 1);
      assert.deepEqual(suiteFigure([[w, c]], interquartileMean, { draws: 50 }), suiteFigure([[v, b]], interquartileMean, { draws: 50 }));
      if (estimate(v).mean !== estimate(b).mean)
        assert.deepEqual(standingsOf([c, w], 'higher').standings, standingsOf([v, b], 'higher').standings.toReversed());
    }),
    { numRuns: 60 },
  );
});

test('NaN never becomes a number, and no figure is NaN, whatever was recorded', () => {
  fc.assert(
    fc.property(records, records, (a, b) => {
      const bySeed = (list: readonly number[]) => new Map(list.map((x, i) => [i, x]));
      const noise = pooledNoise([a, b]);
      const finite = a.filter(Number.isFinite);
      const found = estimate(a, { range: [0, 1] });
      assert.deepEqual([found.n, found.notFinite], [finite.length, a.length - finite.length]);
      assert.deepEqual({ ...found, notFinite: 0 }, { ...estimate(finite, { range: [0, 1] }), notFinite: 0 });
      assert.equal(found.interval === null, found.lack !== null);
      const test = welch(a, b);
      assert.equal(test.p === null, test.lack !== null);
      for (const figure of [
        found,
        test,
        estimate(a, { scale: 'log' }),
        ratioOf(a, b),
        paired(bySeed(a), bySeed(b)),
        noise,
        pooledDifference(a, b, noise),
        borrowedInterval(a, noise),
        effectSize(a, b),
        improvement(a, b, 'higher'),
        mannWhitney(a, b),
        bestOfN(a, 'lower'),
        standingsOf([a, b], 'lower'),
        correct([test.p, null, Number.NaN]),
        suiteFigure([[a, b]], interquartileMean, { draws: 20 }),
        bandOf({ x: [0], y: [a, b].map((list) => [list[0] ?? Number.NaN]) }),
        seedsNeeded(noise.sd, test.delta),
        minimalDetectable(noise.sd, a.length),
      ])
        assertNoNaN(figure);
    }),
    { numRuns: 400 },
  );
  fc.assert(
    fc.property(fc.array(recorded, { minLength: 1, maxLength: 6 }), (a) => assertNoNaN(bootstrap(a, undefined, { draws: 20 }))),
    {
      numRuns: 60,
    },
  );
});

test('a task score that is not finite leaves a suite without a figure', () => {
  for (const bad of [Number.NaN, Infinity, -Infinity]) {
    const suite = [
      [0.5, bad],
      [0.1, 0.2],
    ];
    assert.ok([interquartileMean(suite), optimalityGap(suite), ...performanceProfile(suite, [0.3])].every(Number.isNaN));
    const { value, interval, lack, n, tasks } = suiteFigure([suite], interquartileMean);
    assert.deepEqual({ value, interval, lack, n, tasks }, { value: null, interval: null, lack: 'not_finite', n: 4, tasks: 2 });
  }
});

test('corrected p-values: never smaller, never above 1, in the same order', () => {
  const p = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(p, { maxLength: 20 }), (ps) => {
      const [holm, bonferroni] = [correct(ps), correct(ps, 'bonferroni')];
      ps.forEach((here, i) => {
        const [h, b] = [holm.adjusted[i] as number, bonferroni.adjusted[i] as number];
        assert.ok(h >= here && h <= b && b <= 1);
        ps.forEach((other, j) => {
          if (here < other) assert.ok(h <= (holm.adjusted[j] as number));
        });
      });
      assert.deepEqual(correct(ps, 'none').adjusted, ps);
    }),
  );
});

test('the order of values changes no bit of a mean or a standard deviation, of few as of many', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(value, recorded), { maxLength: 60 }), fc.integer(), (list, turn) => {
      const cut = list.length === 0 ? 0 : Math.abs(turn) % list.length;
      const turned = [...list.slice(cut), ...list.slice(0, cut)].reverse();
      assert.deepEqual([mean(turned), sd(turned)].map(String), [mean(list), sd(list)].map(String));
      assert.deepEqual(meanAndSd(list), { mean: mean(list), sd: sd(list) });
    }),
    { numRuns: 2000, seed: 11 },
  );
});

test('the probability of improvement counts every pair of runs, equal ones half', () => {
  const few = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(-0), fc.double({ noNaN: true })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(few, few, fc.constantFrom('higher' as const, 'lower' as const), (a, b, better) => {
      const [bases, values] = [a.filter(Number.isFinite), b.filter(Number.isFinite)];
      fc.pre(bases.length > 0 && values.length > 0);
      const won = (base: number, value: number) => (base === value ? 0.5 : value > base === (better === 'higher') ? 1 : 0);
      const u = bases.flatMap((base) => values.map((value) => won(base, value))).reduce<number>((sum, one) => sum + one, 0);
      const found = improvement(a, b, better);
      assert.equal(found.u, u);
      assert.equal(found.probability, u / (bases.length * values.length));
    }),
    { seed: 17 },
  );
});
