import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boundariesOf } from '../../../src/analysis/importance/boundary.ts';
import { collinearityOf } from '../../../src/analysis/importance/collinearity.ts';
import { effectImportance } from '../../../src/analysis/importance/effects.ts';
import { failuresOf } from '../../../src/analysis/importance/failures.ts';
import { topImportance } from '../../../src/analysis/importance/ped-anova.ts';
import type { NumberParameter, Parameter, Trial } from '../../../src/analysis/importance/space.ts';
import { generatorOf, uniform } from '../../../src/analysis/statistics/generator.ts';

const number = (name: string, low: number, high: number, scale: 'linear' | 'log' = 'linear'): NumberParameter => ({
  kind: 'number',
  name,
  low,
  high,
  scale,
  step: null,
});
const SPACE: readonly Parameter[] = [
  number('lr', 1e-4, 1, 'log'),
  number('decay', 0, 1),
  { kind: 'category', name: 'opt', choices: ['adam', 'sgd'] },
];

/** Trials spread at random over SPACE. */
function searched(n: number, objective: (lr: number, decay: number, opt: string, noise: number) => number | null, seed = 5): Trial[] {
  const next = generatorOf(seed);
  return Array.from({ length: n }, () => {
    const [place, decay, opt, noise] = [uniform(next), uniform(next), uniform(next) < 0.5 ? 'adam' : 'sgd', uniform(next) - 0.5];
    return {
      values: new Map<string, number | string>([
        ['lr', 10 ** (4 * place - 4)],
        ['decay', decay],
        ['opt', opt],
      ]),
      objective: objective(4 * place - 4, decay, opt, noise),
    };
  });
}

test('importance is withheld: few trials, few for each column, a poor fit, no spread', () => {
  const good = (n: number) => searched(n, (lr, decay) => lr + decay);
  assert.equal(effectImportance(good(29), SPACE).lack, 'few_trials');
  assert.deepEqual([effectImportance(good(30), SPACE).degree, effectImportance(good(31), SPACE).columns], [2, 6]);
  assert.equal(effectImportance(good(40), SPACE).degree, 3);
  const noise = effectImportance(
    searched(80, (_lr, _decay, _opt, rest) => rest),
    SPACE,
  );
  assert.equal(noise.lack, 'poor_fit');
  assert.ok((noise.looR2 ?? 1) < 0.3 && noise.effects.every((effect) => effect === null));
  assert.equal(
    effectImportance(
      searched(40, () => 1),
      SPACE,
    ).lack,
    'no_spread',
  );
  assert.equal(effectImportance(good(40), []).lack, 'no_parameter');
  const many = Array.from({ length: 20 }, (_, i) => number(`p${i}`, 0, 1));
  assert.equal(effectImportance(good(40), [...many, SPACE[0] as Parameter]).lack, null, 'parameters that no trial has take no columns');
});

test('one in three trials failed: they are no results, and are not filled in', () => {
  const trials = searched(90, (lr, _decay, opt, noise) => (opt === 'sgd' && lr > -1 ? Number.NaN : lr + 0.1 * noise));
  const found = effectImportance(trials, SPACE);
  assert.equal(found.n, trials.filter(({ objective }) => Number.isFinite(objective)).length);
  assert.ok((found.effects[0]?.share ?? 0) > 0.95 && (found.effects[1]?.share ?? 1) < 0.01);
  const failed = failuresOf(trials, ({ objective }) => Number.isNaN(objective), SPACE);
  const [lr, , opt] = failed;
  assert.deepEqual(lr?.parts.map((part) => part.failed > 0).slice(0, 3), [false, false, false]);
  assert.ok((lr?.parts[3]?.failed ?? 0) >= 3 && (lr?.parts[3]?.interval?.low ?? 0) > 0);
  assert.deepEqual(
    opt?.parts.map(({ part }) => part),
    [{ choice: 'adam' }, { choice: 'sgd' }],
  );
  assert.equal(
    lr?.parts.reduce((sum, part) => sum + part.trials, 0),
    90,
  );
  assert.deepEqual(
    failuresOf(trials.slice(0, 2), () => true, SPACE),
    [],
  );
});

test('a conditional parameter: judged among the trials that have it', () => {
  const momentum = number('momentum', 0, 1);
  const trials = searched(120, (lr, decay, opt, noise) => lr + (opt === 'sgd' ? 3 * decay : 0) + 0.1 * noise).map((trial) => {
    const values = new Map(trial.values);
    if (values.get('opt') === 'sgd') values.set('momentum', trial.values.get('decay') as number);
    values.delete('decay');
    return { ...trial, values };
  });
  const space = [SPACE[0] as Parameter, momentum];
  const effects = effectImportance(trials, space);
  assert.equal(effects.lack, null);
  assert.ok((effects.effects[1]?.share ?? 0) > 0.2 && (effects.looR2 ?? 0) > 0.9);
  const top = topImportance(trials, space, 'higher');
  assert.ok(top.shares.every((share) => share !== null && share > 0));
  const never = topImportance(trials, [...space, number('absent', 0, 1)], 'higher');
  assert.deepEqual([never.shares[2], never.raw[0], never.raw[1]], [null, top.raw[0], top.raw[1]]);
});

test('a parameter that a switch brings along: its value is judged, having it is the switch’s', () => {
  const trials = searched(120, (lr, decay, opt, noise) => lr + (opt === 'sgd' ? 3 * decay : 1) + 0.1 * noise).map((trial) => {
    const values = new Map(trial.values);
    if (values.get('opt') === 'sgd') values.set('momentum', trial.values.get('decay') as number);
    values.delete('decay');
    return { ...trial, values };
  });
  const space = [SPACE[0] as Parameter, SPACE[2] as Parameter, number('momentum', 0, 1)];
  const { effects, looR2 } = effectImportance(trials, space);
  assert.ok((looR2 ?? 0) > 0.98 && effects.every((effect) => effect !== null));
  assert.ok((effects[2]?.adjustedP ?? 1) < 1e-20 && (effects[2]?.share ?? 0) > 0.1);
  assert.ok(collinearityOf(trials, space).inflation.every((factor) => factor !== null && factor < 3));
});

test('parameters that change together', () => {
  const trials = searched(60, (lr) => lr).map((trial) => ({
    ...trial,
    values: new Map([...trial.values, ['warmup', (trial.values.get('decay') as number) * 100], ['name', `run-${trial.values.get('opt')}`]]),
  }));
  const space = [...SPACE, number('warmup', 0, 100), { kind: 'category', name: 'name', choices: ['run-adam', 'run-sgd'] } as const];
  const found = collinearityOf(trials, space);
  assert.deepEqual(found.aliased, [['opt', 'name']]);
  assert.ok((found.closest?.r ?? 0) > 1 - 1e-12);
  assert.deepEqual(found.inflation.slice(1), [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  assert.ok((found.inflation[0] ?? 9) < 1.5);
  const free = collinearityOf(trials, SPACE);
  assert.ok((free.closest?.r ?? 1) < 0.4 && free.inflation.every((factor) => factor !== null && factor < 1.5) && free.aliased.length === 0);
  const effects = effectImportance(trials, space);
  assert.ok(
    effects.effects[0] !== null && effects.effects[3] === null && effects.effects[4] === null,
    'the later of two aliased ones is not judged',
  );
  assert.deepEqual(collinearityOf([], SPACE).inflation, [null, null, null]);
});

test('the best trials at an end of the range', () => {
  const down = boundariesOf(
    searched(100, (lr) => lr),
    SPACE,
    'lower',
  );
  assert.deepEqual(
    down.map(({ parameter, end, value, best }) => [parameter, end, value, best]),
    [['lr', 'low', 1e-4, 5]],
  );
  const middle = boundariesOf(
    searched(100, (lr) => (lr + 2) ** 2),
    SPACE,
    'lower',
  );
  assert.deepEqual(middle, []);
  assert.deepEqual(
    boundariesOf(
      searched(5, (lr) => lr),
      SPACE,
      'lower',
    ),
    [],
  );
});

test('false alarms of ends: few among searches in which nothing matters', () => {
  let alarms = 0;
  for (let seed = 1; seed <= 300; seed += 1)
    alarms += boundariesOf(
      searched(60, (_lr, _decay, _opt, noise) => noise, seed),
      SPACE,
      'lower',
    ).length;
  assert.ok(alarms / 600 < 0.01, `${alarms} of 600`);
});

test('too few for PED-ANOVA, one value, all alike', () => {
  const trials = searched(2, (lr) => lr);
  assert.equal(topImportance(trials, SPACE, 'lower').lack, 'few_trials');
  assert.equal(topImportance(trials, [], 'lower').lack, 'no_parameter');
  assert.equal(
    topImportance(
      searched(40, () => 1),
      SPACE,
      'lower',
    ).lack,
    'no_spread',
  );
  const one = topImportance(
    searched(40, (lr) => lr),
    [SPACE[0] as Parameter, number('fixed', 1, 1)],
    'lower',
  );
  assert.deepEqual(one.shares, [1, 0]);
});

test('affine equivariance, direction, order of trials; NaN never becomes a figure', () => {
  const noNaN = (figure: unknown): void => {
    if (typeof figure === 'number') assert.ok(!Number.isNaN(figure));
    else if (figure !== null && typeof figure === 'object') Object.values(figure).forEach(noNaN);
  };
  const near = (x: unknown, y: unknown) =>
    assert.ok(x === y || (typeof x === 'number' && typeof y === 'number' && Math.abs(x - y) < 1e-6), `${x} is not ${y}`);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: -40, max: 40 }),
      (seed, tenths, shift) => {
        const trials = searched(50, (lr, decay, opt, noise) => lr * decay + (opt === 'adam' ? 1 : 0) + noise, seed);
        const moved = trials.map((trial) => ({ ...trial, objective: -((trial.objective as number) * tenths) / 10 + shift })).toReversed();
        const [plain, after] = [effectImportance(trials, SPACE), effectImportance(moved, SPACE)];
        near(after.looR2, plain.looR2);
        assert.equal(after.lack, plain.lack);
        plain.effects.forEach((effect, i) => {
          near(after.effects[i]?.share, effect?.share);
        });
        topImportance(trials, SPACE, 'lower').shares.forEach((share, i) => {
          near(topImportance(moved, SPACE, 'higher').shares[i], share);
        });
      },
    ),
    { numRuns: 40, seed: 2 },
  );
  const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, 0, 1e308, -1, 0.5));
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, fc.constantFrom('adam', 'sgd', 'other'), fc.option(value)), { maxLength: 50 }), (rows) => {
      const trials = rows.map(
        ([lr, decay, opt, objective]): Trial => ({
          values: new Map<string, number | string>([
            ['lr', lr],
            ['decay', decay],
            ['opt', opt],
          ]),
          objective,
        }),
      );
      for (const figure of [
        effectImportance(trials, SPACE),
        topImportance(trials, SPACE, 'lower'),
        collinearityOf(trials, SPACE),
        boundariesOf(trials, SPACE, 'higher'),
        failuresOf(trials, ({ objective }) => objective === null, SPACE),
      ])
        noNaN(figure);
    }),
    { numRuns: 200, seed: 4 },
  );
});
