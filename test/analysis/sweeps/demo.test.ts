import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type ExportedSweep, exportedSweep } from '../../../src/model/exported-sweep.ts';
import { shared } from '../../support/read.ts';
import { ROOT } from '../../support/source.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-sweeps-'));
test.after(() => fs.rmSync(folder, { recursive: true }));

function exported(place: string, ...more: string[]): string {
  const args = ['src/runfolio.js', 'export', 'sweeps', place, '--quiet', '--allow-damage', '--cache', path.join(folder, 'cache'), ...more];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: ROOT, maxBuffer: 1e9 });
  assert.equal(status, 0, stderr.toString());
  return stdout.toString();
}

function sweepsIn(place: string): readonly ExportedSweep[] {
  return (JSON.parse(exported(place)) as unknown[]).map((one) => exportedSweep.strict().parse(one));
}

interface Search {
  readonly study: string;
  readonly trials: number;
  readonly complete: number;
  readonly pruned: number;
  readonly best_trial: number;
  readonly best_cv_log_loss: number;
  readonly best_params: Readonly<Record<string, number>>;
  readonly incumbents: readonly { readonly trial: number; readonly value: number }[];
  readonly expected_best_of_n: Readonly<Record<string, number>>;
  readonly importance_ped_anova_optuna: Readonly<Record<string, number>>;
  readonly parent_run: string;
  readonly sum_of_trials_seconds: number;
}

const file = shared('demo', 'expected.json');
const skip = file === null && 'NO DEMO EXPECTATIONS BESIDE THE PROJECT (../shared/demo)';

test('the search of the demo, as its study tells it: one sweep of all that recorded it', { skip }, () => {
  const { search } = (JSON.parse(fs.readFileSync(file ?? '', 'utf8')) as { readonly tabular: { readonly search: Search } }).tabular;
  const found = sweepsIn('content');
  assert.equal(found.length, 1, 'ablations and comparisons are no sweeps');
  const [one] = found as [ExportedSweep];
  assert.deepEqual([one.project, one.sweep, one.kind, one.parent], ['tabular', search.study, 'optuna', search.parent_run]);
  assert.deepEqual([one.trials, one.results, one.pruned, one.failed], [search.trials, search.complete, search.pruned, 0]);
  assert.deepEqual(one.parameters.map(({ name }) => name).sort(), Object.keys(search.best_params).sort());
  assert.ok(one.parameters.every(({ source }) => source === 'recorded'));
  const [goal] = one.objectives as [ExportedSweep['objectives'][number]];
  assert.deepEqual([goal.metric, goal.direction], ['cv/log_loss', 'lower']);
  assert.deepEqual([goal.best?.number, goal.best?.value], [search.best_trial, search.best_cv_log_loss]);
  const best = one.rows.find(({ run }) => run === goal.best?.run);
  assert.deepEqual({ ...best?.parameters }, search.best_params);
  const near = (value: number | null | undefined, expected: number, what: string) =>
    assert.ok(
      typeof value === 'number' && Math.abs(value - expected) <= 1e-9 * Math.abs(expected),
      `${what}: ${value} where ${expected} is expected`,
    );
  const expected = new Map(goal.expected_best);
  for (const [n, value] of Object.entries(search.expected_best_of_n)) near(expected.get(Number(n)), value, `best of ${n}`);
  assert.equal(goal.expected_best_solid, 30);
  for (const { parameter, top } of goal.importance) near(top, search.importance_ped_anova_optuna[parameter] ?? Number.NaN, parameter);
  assert.ok(goal.loo_r2 !== null && goal.loo_r2 > 0.3 && goal.effects_withheld === null);
  assert.match(goal.boundaries.join(), /max_features \(0\.2\)/);
  assert.ok(Math.abs((one.mean_seconds ?? 0) * one.trials - search.sum_of_trials_seconds) < 1e-5, 'durations are times of a clock');
});

test('without the study’s own archive the runs of the parent tell the same, with guessed ranges', { skip }, () => {
  const { search } = (JSON.parse(fs.readFileSync(file ?? '', 'utf8')) as { readonly tabular: { readonly search: Search } }).tabular;
  const copy = path.join(folder, 'tabular');
  fs.cpSync(path.join(ROOT, 'content/tabular'), copy, { recursive: true, filter: (from) => !from.endsWith('optuna.db') });
  const [one, ...others] = sweepsIn(copy) as [ExportedSweep];
  assert.deepEqual(
    [others.length, one.kind, one.trials, one.results, one.parent],
    [0, 'mlflow', search.trials, search.complete, search.parent_run],
  );
  assert.deepEqual(one.parameters.map(({ name }) => name).sort(), Object.keys(search.best_params).sort());
  assert.ok(one.parameters.every(({ source }) => source === 'guessed'));
  assert.deepEqual(
    one.parameters.filter(({ scale }) => scale === 'log').map(({ name }) => name),
    ['learning_rate', 'l2_regularization'],
  );
  assert.deepEqual([one.objectives[0]?.metric, one.objectives[0]?.best?.value], ['cv/log_loss', search.best_cv_log_loss]);
});

test('a line of the table for every trial', () => {
  const [header = '', ...rows] = exported('content/tabular', '--format', 'csv').trimEnd().split(/\r?\n/);
  const columns = header.split(',');
  assert.ok(columns.includes('param.learning_rate') && columns.includes('value.cv/log_loss'));
  assert.equal(rows.length, 60);
  for (const row of rows) assert.equal(row.split(',').length, columns.length, row);
});

const corpus = shared('corpus');

test('real archives: what people would call a sweep, and nothing else', {
  skip: corpus === null && 'NO ARCHIVES BESIDE THE PROJECT (../shared/corpus)',
}, () => {
  const at = (...parts: string[]) => path.join(corpus ?? '', ...parts);
  const [multirun, ...others] = sweepsIn(at('hydra', 'nathimel+rdsg'));
  assert.ok(multirun !== undefined && others.length === 0);
  assert.deepEqual([multirun.kind, multirun.trials, multirun.objectives.length], ['hydra', 40, 0]);
  assert.deepEqual(
    multirun.parameters.map(({ name }) => name),
    ['game.similarity.param', 'game.prior', 'simulation.dynamics.name', 'simulation.num_trials'],
  );
  const [study] = sweepsIn(at('optuna', 'LPO-LIIS+WildShapesDB'));
  assert.deepEqual([study?.trials, study?.parameters.length, study?.objectives[0]?.direction], [100, 6, 'higher']);
  assert.equal(study?.objectives[0]?.importance[0]?.parameter, 'learning_rate');
  assert.deepEqual(sweepsIn(at('hydra', 'fee-mugre+rawdiffusion')), [], 'jobs of many days are no sweep');
});
