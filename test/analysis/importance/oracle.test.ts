import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { effectImportance } from '../../../src/analysis/importance/effects.ts';
import { topImportance } from '../../../src/analysis/importance/ped-anova.ts';
import type { NumberParameter, Parameter, Trial } from '../../../src/analysis/importance/space.ts';
import { load } from '../../../src/load.ts';
import { FIXTURES, shared } from '../../support/read.ts';
import { ROOT } from '../../support/source.ts';

type Shares = Readonly<Record<string, number>>;

interface Oracle {
  readonly trials: readonly { readonly params: Readonly<Record<string, number | string>>; readonly value: number }[];
  readonly ped_anova_default: Shares;
  readonly ped_anova_default_raw: Shares;
  readonly 'ped_anova_target0.25_raw': Shares;
  readonly ped_anova_global_raw: Shares;
  readonly fanova_mean_of_5_seeds: Shares;
  readonly fanova_scale_study: { readonly analytic_first_order: Shares };
}

const oracle = JSON.parse(fs.readFileSync(path.join(FIXTURES, 'oracles/hp_importance.json'), 'utf8')) as Oracle;
const number = (name: string, low: number, high: number, more: Partial<NumberParameter> = {}): NumberParameter => ({
  kind: 'number',
  name,
  low,
  high,
  scale: 'linear',
  step: null,
  ...more,
});
const SPACE: readonly Parameter[] = [
  number('lr', 1e-5, 0.1, { scale: 'log' }),
  number('dropout', 0, 0.5),
  number('layers', 1, 8, { step: 1 }),
  { kind: 'category', name: 'opt', choices: ['adam', 'sgd', 'lion'] },
  number('noise', 0, 1),
];
const TRIALS = oracle.trials.map(({ params, value }): Trial => ({ values: new Map(Object.entries(params)), objective: value }));

/** A deterministic computation: far closer than the 1e-6 that is promised. */
function near(found: number | null | undefined, expected: number | undefined, what: string): void {
  assert.ok(
    typeof found === 'number' && expected !== undefined && Math.abs(found - expected) <= 1e-9 * expected,
    `${what}: ${found} where ${expected} is expected`,
  );
}

test('PED-ANOVA of 200 trials: shares, raw, another quantile, against the range', () => {
  const plain = topImportance(TRIALS, SPACE, 'lower');
  assert.deepEqual([plain.n, plain.top, plain.lack], [200, 20, null]);
  const quarter = topImportance(TRIALS, SPACE, 'lower', { quantile: 0.25 });
  const range = topImportance(TRIALS, SPACE, 'lower', { against: 'range' });
  assert.deepEqual(Object.keys(oracle.ped_anova_default).length, SPACE.length);
  SPACE.forEach(({ name }, i) => {
    near(plain.shares[i], oracle.ped_anova_default[name], `share of ${name}`);
    near(plain.raw[i], oracle.ped_anova_default_raw[name], `raw of ${name}`);
    near(quarter.raw[i], oracle['ped_anova_target0.25_raw'][name], `quarter of ${name}`);
    near(range.raw[i], oracle.ped_anova_global_raw[name], `range of ${name}`);
  });
  const turned = TRIALS.map((trial) => ({ ...trial, objective: -(trial.objective ?? 0) }));
  assert.deepEqual(topImportance(turned, SPACE, 'higher'), plain);
});

test('the effects model finds the true order where a random forest does not, and says how well it fits', () => {
  const truth = oracle.fanova_scale_study.analytic_first_order;
  const found = effectImportance(TRIALS, SPACE);
  assert.deepEqual([found.n, found.columns, found.degree, found.lack], [200, 15, 3, null]);
  assert.ok((found.looR2 ?? 0) > 0.998);
  const shares = SPACE.map(({ name }, i) => ({ name, share: found.effects[i]?.share ?? Number.NaN }));
  for (const { name, share } of shares) assert.ok(Math.abs(share - (truth[name] ?? 9)) < 0.012, `${name}: ${share}, truth ${truth[name]}`);
  const order = (by: (name: string) => number) => SPACE.map(({ name }) => name).sort((a, b) => by(b) - by(a));
  const byName = new Map(shares.map(({ name, share }) => [name, share]));
  assert.deepEqual(
    order((name) => byName.get(name) ?? 0),
    order((name) => truth[name] ?? 0),
  );
  assert.notDeepEqual(
    order((name) => oracle.fanova_mean_of_5_seeds[name] ?? 0),
    order((name) => truth[name] ?? 0),
  );
  assert.ok(shares.at(-1)?.share === 0 && (found.effects.at(-1)?.adjustedP ?? 0) > 0.05, 'noise moves nothing');
  for (const effect of found.effects.slice(0, 4)) assert.ok((effect?.adjustedP ?? 1) < 1e-50);
});

const file = shared('demo', 'expected.json');

test('the search of the demo: Optuna’s own importances', {
  skip: file === null && 'NO DEMO EXPECTATIONS BESIDE THE PROJECT (../shared/demo)',
}, async () => {
  const { tabular } = JSON.parse(fs.readFileSync(file ?? '', 'utf8')) as {
    readonly tabular: { readonly search: { readonly importance_ped_anova_optuna: Shares; readonly complete: number } };
  };
  const space = [
    number('learning_rate', 0.01, 0.3, { scale: 'log' }),
    number('max_iter', 50, 400, { step: 10 }),
    number('max_leaf_nodes', 3, 63, { scale: 'log', step: 1 }),
    number('min_samples_leaf', 5, 60, { scale: 'log', step: 1 }),
    number('l2_regularization', 1e-6, 10, { scale: 'log' }),
    number('max_features', 0.2, 1),
  ];
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-importance-'));
  const options = { folder: path.join(ROOT, 'content/tabular'), cache, roots: [], skip: [cache], fingerprint: 'importance' };
  const loaded = await load(options, () => {});
  const trials = loaded.projects
    .flatMap(({ runs }) => runs)
    .filter((run) => run.tracker === 'mlflow' && run.parent !== null && run.status === 'finished')
    .map((run): Trial => {
      const objective = run.series.find(({ name }) => name === 'cv/log_loss')?.stats.last ?? null;
      return { values: new Map(space.map(({ name }) => [name, Number(run.config[name])])), objective };
    });
  loaded.close();
  fs.rmSync(cache, { recursive: true, force: true });
  assert.equal(trials.length, tabular.search.complete);
  const found = topImportance(trials, space, 'lower');
  space.forEach(({ name }, i) => {
    near(found.shares[i], tabular.search.importance_ped_anova_optuna[name], name);
  });
});
