import assert from 'node:assert/strict';
import { test } from 'node:test';
import { incompleteBeta, logBeta } from '../../../src/analysis/statistics/beta.ts';
import { hedgesFactor } from '../../../src/analysis/statistics/effect-size.ts';
import { logGamma, upperGamma } from '../../../src/analysis/statistics/gamma.ts';
import { normalCdf, normalQuantile, normalSurvival } from '../../../src/analysis/statistics/normal.ts';
import { studentCdf, studentQuantile, studentSurvival, twoSided } from '../../../src/analysis/statistics/student.ts';
import { close, distributions, oracle } from './oracle.ts';

test('quantiles of Student’s t', () => {
  for (const [key, expected] of Object.entries(oracle.t_quantiles)) {
    const [p, df] = key.split(',').map(Number) as [number, number];
    close(studentQuantile(p, df), expected, `t(${key})`, 1e-13);
  }
  for (const [tail, df, expected] of distributions.t_quantile)
    close(-studentQuantile(tail, df), expected, `t tail ${tail} df ${df}`, 1e-12);
});

test('tails of Student’s t, near the middle and far out, for few and many degrees of freedom', () => {
  for (const [t, df, expected] of distributions.t_tail) {
    close(studentSurvival(t, df), expected, `P(T > ${t}), df ${df}`, 1e-12);
    close(studentCdf(-t, df), expected, `P(T ≤ −${t}), df ${df}`, 1e-12);
    close(twoSided(-t, df), Math.min(1, 2 * expected), `two-sided ${t}, df ${df}`, 1e-12);
  }
});

test('the normal distribution', () => {
  for (const [p, expected] of distributions.normal_quantile) close(normalQuantile(p), expected, `z(${p})`, 1e-13);
  for (const [z, expected] of distributions.normal_tail) close(normalSurvival(z), expected, `P(Z > ${z})`, 1e-13);
  assert.equal(studentQuantile(0.975, Number.POSITIVE_INFINITY), normalQuantile(0.975));
  assert.equal(studentSurvival(2, Number.POSITIVE_INFINITY), normalSurvival(2));
});

test('gamma and beta functions', () => {
  for (const [x, expected] of distributions.log_gamma) close(logGamma(x), expected, `ln Γ(${x})`, 1e-13);
  for (const [a, b, expected] of distributions.log_beta) close(logBeta(a, b), expected, `ln B(${a}, ${b})`, 1e-13);
  for (const [a, x, expected] of distributions.upper_gamma) close(upperGamma(a, x), expected, `Q(${a}, ${x})`, 1e-13);
  for (const [m, expected] of distributions.hedges_factor) close(hedgesFactor(m), expected, `J(${m})`, 1e-12);
  close(incompleteBeta(0.3, 0.7, 2, 5) + incompleteBeta(0.7, 0.3, 5, 2), 1, 'I_x(a, b) + I_1−x(b, a)', 1e-14);
});

test('ends, and arguments that mean nothing', () => {
  assert.deepEqual([studentQuantile(0, 3), studentQuantile(0.5, 3), studentQuantile(1, 3)], [-Infinity, 0, Infinity]);
  assert.deepEqual([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)], [-Infinity, 0, Infinity]);
  assert.deepEqual([studentSurvival(Infinity, 3), studentSurvival(-Infinity, 3), twoSided(0, 3)], [0, 1, 1]);
  assert.deepEqual([normalCdf(-Infinity), normalCdf(Infinity), upperGamma(2, 0), upperGamma(2, Infinity)], [0, 1, 1, 0]);
  assert.deepEqual([incompleteBeta(0, 1, 2, 3), incompleteBeta(1, 0, 2, 3)], [0, 1]);
  assert.ok(studentSurvival(1e200, 0.001) > 0.3 && studentSurvival(1e200, 3) === 0);
  const nothing = [
    studentQuantile(1.1, 3),
    studentQuantile(Number.NaN, 3),
    studentQuantile(0.5, 0),
    studentSurvival(Number.NaN, 3),
    studentSurvival(1, -1),
    normalQuantile(-0.1),
    normalCdf(Number.NaN),
    logGamma(-1),
    logBeta(0, 1),
    upperGamma(-1, 1),
    incompleteBeta(Number.NaN, 0.5, 1, 1),
    incompleteBeta(0.5, 0.5, 0, 1),
  ];
  assert.ok(nothing.every(Number.isNaN), String(nothing));
});

test('a quantile is the inverse of its distribution', () => {
  for (const df of [0.3, 1, 2.5, 9, 300])
    for (const p of [1e-12, 0.001, 0.3, 0.5000001, 0.7, 0.99999])
      close(studentCdf(studentQuantile(p, df), df), p, `p ${p} df ${df}`, 1e-11);
});
