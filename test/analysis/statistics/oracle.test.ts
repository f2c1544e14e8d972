import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smooth } from '../../../src/analysis/smooth.ts';
import { bestOfN } from '../../../src/analysis/statistics/best-of-n.ts';
import { bootstrap } from '../../../src/analysis/statistics/bootstrap.ts';
import { correct } from '../../../src/analysis/statistics/correction.ts';
import { effectSize } from '../../../src/analysis/statistics/effect-size.ts';
import { estimate } from '../../../src/analysis/statistics/estimate.ts';
import { improvement } from '../../../src/analysis/statistics/improvement.ts';
import { mannWhitney } from '../../../src/analysis/statistics/mann-whitney.ts';
import { paired } from '../../../src/analysis/statistics/paired.ts';
import { pooledDifference, pooledNoise } from '../../../src/analysis/statistics/pooled-noise.ts';
import { ratioOf } from '../../../src/analysis/statistics/ratio.ts';
import { interquartileMean, optimalityGap, performanceProfile, suiteImprovement } from '../../../src/analysis/statistics/suite-scores.ts';
import { welch } from '../../../src/analysis/statistics/welch.ts';
import { successRate } from '../../../src/analysis/statistics/wilson.ts';
import { close, closeOnScale, distributions, oracle, P_VALUE, type TwoSample } from './oracle.ts';

const scaleOf = ({ a, b }: TwoSample) => Math.max(...a, ...b);

test('Student t intervals', () => {
  for (const { x, mean, sd, ci95, ci90 } of oracle.t_ci) {
    const [wide, narrow] = [estimate(x), estimate(x, { level: 0.9 })];
    assert.deepEqual([wide.n, wide.method, wide.lack], [x.length, 't', null]);
    close(wide.mean, mean, 'mean');
    close(wide.sd, sd, 'sd');
    close(wide.interval?.low, ci95[0], 'low');
    close(wide.interval?.high, ci95[1], 'high');
    close(narrow.interval?.low, ci90[0], 'low at 90 %');
    close(narrow.interval?.high, ci90[1], 'high at 90 %');
  }
});

test('intervals on the logit and the log scale', () => {
  const { logit_interval, log_interval, ratio } = distributions;
  const share = estimate(logit_interval.x, { range: [0, 1] });
  assert.equal(share.method, 't_logit');
  close(share.interval?.low, logit_interval.ci95[0], 'low');
  close(share.interval?.high, logit_interval.ci95[1], 'high');
  const percent = estimate(
    logit_interval.x.map((value) => 100 * value),
    { range: [0, 100] },
  );
  close(percent.interval?.low, 100 * logit_interval.ci95[0], 'low in percent');
  const time = estimate(log_interval.x, { scale: 'log' });
  assert.equal(time.method, 't_log');
  close(time.interval?.low, log_interval.ci95[0], 'low');
  close(time.interval?.high, log_interval.ci95[1], 'high');
  const times = ratioOf(ratio.a, ratio.b);
  close(times.ratio, ratio.ratio, 'ratio');
  close(times.p, ratio.p, 'p', P_VALUE);
  close(times.interval?.low, ratio.ci95[0], 'low of the ratio');
  close(times.interval?.high, ratio.ci95[1], 'high of the ratio');
});

test('Welch’s test and Student’s with pooled noise', () => {
  for (const one of oracle.two_sample) {
    const found = welch(one.a, one.b);
    closeOnScale(found.delta, one.delta, scaleOf(one), 'delta');
    close(found.t, one.welch.t, 't');
    close(found.df, one.welch.df, 'df');
    close(found.p, one.welch.p, 'p', P_VALUE);
    closeOnScale(found.interval?.low, one.welch.ci95[0], scaleOf(one), 'low');
    closeOnScale(found.interval?.high, one.welch.ci95[1], scaleOf(one), 'high');
    const pooled = pooledDifference(one.a, one.b, pooledNoise([one.a, one.b]));
    close(pooled.t, one.student.t, 'pooled t');
    assert.equal(pooled.df, one.student.df);
    close(pooled.p, one.student.p, 'pooled p', P_VALUE);
  }
});

test('pairs by seed', () => {
  const bySeed = (values: readonly number[]) => new Map(values.entries());
  for (const one of oracle.two_sample) {
    if (one.paired === undefined) continue;
    const found = paired(bySeed(one.a), bySeed(one.b));
    close(found.t, one.paired.t, 't');
    assert.equal(found.df, one.paired.df);
    close(found.p, one.paired.p, 'p', P_VALUE);
    closeOnScale(found.interval?.low, one.paired.ci95[0], scaleOf(one), 'low');
    closeOnScale(found.interval?.high, one.paired.ci95[1], scaleOf(one), 'high');
    if (one.paired.r_seeds === null) assert.equal(found.seedCorrelation, null);
    else close(found.seedCorrelation, one.paired.r_seeds, 'correlation');
  }
});

test('effect sizes and probability of improvement', () => {
  for (const one of oracle.two_sample) {
    const size = effectSize(one.a, one.b);
    close(size.d, one.effect.cohen_d, 'd');
    close(size.g, one.effect.hedges_g, 'g');
    const better = improvement(one.a, one.b, 'higher');
    close(better.probability, one.effect.prob_improvement, 'P');
    close(better.cliffsDelta, one.effect.cliffs_delta, 'δ');
    assert.equal(better.u, one.mwu_exact.U);
    close(improvement(one.a, one.b, 'lower').probability, 1 - one.effect.prob_improvement, 'P, lower is better');
  }
});

test('exact Mann–Whitney', () => {
  for (const one of oracle.two_sample) {
    const found = mannWhitney(one.a, one.b);
    assert.equal(found.u, one.mwu_exact.U);
    // With ties scipy counts the arrangements as if there were none, and is not exact; all permutations are the truth.
    if (found.ties) close(found.p, one.perm_exact_p as number, 'p over all permutations', P_VALUE);
    else close(found.p, one.mwu_exact.p, 'p', P_VALUE);
  }
  assert.equal(oracle.two_sample.filter(({ a, b }) => mannWhitney(a, b).ties).length, 1);
  close(mannWhitney([1, 2, 3], [4, 5, 6]).smallestP, 0.1, 'the smallest p of three against three');
});

test('Holm and Bonferroni', () => {
  const { p, holm, bonferroni } = oracle.p_adjust;
  const shuffled = p.map((_, i) => (i * 7) % p.length);
  for (const [method, expected] of [
    ['holm', holm],
    ['bonferroni', bonferroni],
  ] as const) {
    const family = correct(
      shuffled.map((at) => p[at] as number),
      method,
    );
    assert.deepEqual([family.tests, family.method], [25, method]);
    shuffled.forEach((at, i) => {
      close(family.adjusted[i], expected[at] as number, method, P_VALUE);
    });
  }
});

test('the bootstrap of the mean with all resamples counted', () => {
  for (const one of oracle.exact_bootstrap_mean) {
    const found = bootstrap(one.x);
    assert.deepEqual([found.resamples, found.method], [one.n_multisets, 'bootstrap_exact']);
    close(found.z0, one.z0, 'z0');
    close(found.acceleration, one.a, 'a');
    one.bca_alpha.forEach((expected, i) => {
      close(found.bcaLevels?.[i], expected, 'level');
    });
    for (const [interval, expected] of [
      [found.percentile, one.percentile],
      [found.bca, one.bca],
    ] as const) {
      close(interval?.low, expected[0], 'low');
      close(interval?.high, expected[1], 'high');
    }
  }
});

test('suites of tasks', () => {
  const { S, T, iqm_small, ...expected } = oracle.rliable;
  const byTask = (runs: readonly (readonly number[])[]) => (runs[0] ?? []).map((_, task) => runs.map((run) => run[task] as number));
  close(interquartileMean(byTask(S)), expected.iqm_S, 'IQM of S');
  close(interquartileMean(byTask(T)), expected.iqm_T, 'IQM of T');
  close(optimalityGap(byTask(S)), expected.optimality_gap_S, 'optimality gap');
  close(suiteImprovement(byTask(S), byTask(T)), expected.prob_improvement_T_over_S, 'P(T over S)');
  performanceProfile(byTask(S), [0.5, 0.7]).forEach((share, i) => {
    close(share, expected['profile_S_tau_0.5_0.7'][i] as number, 'profile');
  });
  for (const { x, iqm } of iqm_small) close(interquartileMean([x]), iqm, `IQM of ${x.length}`);
});

test('expected best of n', () => {
  const { x, unbiased_U } = oracle.expected_max;
  const [high, low] = [
    bestOfN(x, 'higher'),
    bestOfN(
      x.map((value) => -value),
      'lower',
    ),
  ];
  assert.deepEqual([high.trials, high.failed, high.solid], [10, 0, 5]);
  unbiased_U.forEach((expected, i) => {
    close(high.expected[i], expected, `best of ${i + 1}`);
    close(low.expected[i], -expected, `lowest of ${i + 1}`);
  });
});

test('Wilson’s interval', () => {
  for (const [successes, n, low, high] of distributions.wilson) {
    const { interval, rate } = successRate(successes, n);
    assert.equal(rate, successes / n);
    assert.ok(Math.abs((interval?.low ?? Number.NaN) - low) < 1e-12 && Math.abs((interval?.high ?? Number.NaN) - high) < 1e-12);
  }
});

test('the moving average is TensorBoard’s for even steps and that of W&B for uneven ones', () => {
  const { x, y, ...expected } = oracle.smoothing;
  const halfLife = (keep: number) => Math.log(0.5) / Math.log(keep);
  smooth([...x.keys()], y, halfLife(0.6)).forEach((value, i) => {
    close(value, expected['tensorboard_0.6'][i] as number, 'TensorBoard');
  });
  const span = (x.at(-1) as number) - (x[0] as number);
  for (const [weight, key] of [
    [0.6, 'wandb_twema_0.6_scale1000'],
    [0.99, 'wandb_twema_0.99_scale1000'],
  ] as const) {
    const keep = Math.min(Math.sqrt(weight), 0.999);
    smooth(x, y, (halfLife(keep) * span) / 1000).forEach((value, i) => {
      close(value, expected[key][i] as number, key);
    });
  }
});
