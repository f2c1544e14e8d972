import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Facts, Keys } from '../../src/model/fragment.ts';
import { fragment, head, joinThem } from './literals.ts';

const START = 1_795_207_024.5;

function trial(number: number, facts: Facts = {}, keys: Partial<Keys> = {}) {
  const study = keys.trial?.study ?? 'search';
  const directory = `a/study.db/${study}/${number}`;
  const own = { startedAt: START + number, endedAt: START + number + 0.9, config: { lr: 0.1 + number / 100 }, sweep: study };
  return fragment(
    'optuna',
    { trackerId: `${study}/${number}`, trial: { study, number }, began: START, directory, ...keys },
    { ...own, ...facts },
    [head('value', 1, 0, number)],
  );
}

function logged(id: string, facts: Facts = {}) {
  return fragment('mlflow', { trackerId: id, directory: `a/mlflow.db/${id}` }, { project: 'any', ...facts }, [head('loss', 4)]);
}

const ids = (fragments: Parameters<typeof joinThem>[0]) =>
  joinThem(fragments)
    .runs.map((run) => [run.trackerId, run.sources.map(({ tracker }) => tracker).join(' ')].join(': '))
    .sort();

test('a trial whose attributes name a run is that run', () => {
  const trials = [0, 1].map((number) => trial(number, {}, { runsNamed: [`run${number}`] }));
  assert.deepEqual(ids([...trials, logged('run0'), logged('run1'), logged('run2')]), [
    'run0: mlflow optuna',
    'run1: mlflow optuna',
    'run2: mlflow',
  ]);
  const [run] = joinThem([
    trial(0, { status: 'pruned' }, { runsNamed: ['run0'] }),
    logged('run0', { status: 'killed', name: 'trial-00' }),
  ]).runs;
  assert.equal(run?.status, 'pruned');
  assert.equal(run?.sweep, 'search');
  assert.equal(run?.name, 'trial-00');
  assert.deepEqual(
    run?.series.map(({ name }) => name),
    ['loss', 'value'],
  );
});

test('a run that several trials name is of none of them: it is the search itself', () => {
  const trials = [0, 1].map((number) => trial(number, {}, { runsNamed: ['parent'] }));
  assert.deepEqual(ids([...trials, logged('parent')]), ['parent: mlflow', 'search/0: optuna', 'search/1: optuna']);
});

test('a run that names study and trial in tags or settings is that trial, but where a setting differs', () => {
  const tagged = (number: string, facts: Facts = {}) =>
    logged(`run${number}`, { extra: { tags: { 'optuna.study': 'search', 'optuna.trial': number } }, ...facts });
  assert.deepEqual(ids([trial(0), trial(1), tagged('0', { config: { lr: 0.1, seed: 1 } }), tagged('1', { config: { lr: 0.5 } })]), [
    'run0: mlflow optuna',
    'run1: mlflow',
    'search/1: optuna',
  ]);
  const settings = fragment('wandb', { trackerId: 'w', directory: 'a/wandb/w' }, { config: { optuna_study: 'search', optuna_trial: 1 } }, [
    head('l', 2),
  ]);
  assert.deepEqual(ids([trial(0), trial(1), settings]), ['search/0: optuna', 'w: optuna wandb']);
});

test("the tags of Optuna's MLflow callback: number and the very microsecond, in any time zone", () => {
  const callback = (id: string, number: string, second: string) =>
    logged(id, { project: 'search', extra: { tags: { number, datetime_start: `2026-11-20 ${second}`, state: 'COMPLETE' } } });
  const at = Date.UTC(2026, 10, 20, 20, 37, 4) / 1000;
  const own = trial(3, { startedAt: at + 0.31153, endedAt: at + 9 });
  assert.deepEqual(ids([own, callback('same', '3', '20:37:04.311530')]), ['same: mlflow optuna']);
  assert.deepEqual(ids([own, callback('zone', '3', '15:37:04.311530')]), ['zone: mlflow optuna']);
  for (const [number, second] of [
    ['4', '20:37:04.311530'],
    ['3', '20:37:04.311531'],
  ] as const)
    assert.deepEqual(ids([own, callback('other', number, second)]), ['other: mlflow', 'search/3: optuna']);
});

test("the name and tag of Optuna's W&B callback", () => {
  const callback = (id: string, name: string, tag: string) =>
    fragment('wandb', { trackerId: id, directory: `a/wandb/${id}` }, { name, tags: [tag] }, [head('value', 1)]);
  assert.deepEqual(ids([trial(12), callback('w', 'trial/12/brave-dawn-3', 'search')]), ['w: optuna wandb']);
  assert.deepEqual(ids([trial(12), callback('w', 'trial/12/brave-dawn-3', 'another')]), ['search/12: optuna', 'w: wandb']);
});

test('a trial that two trackers logged is one run of three sources', () => {
  const other = fragment('wandb', { trackerId: 'w', directory: 'a/wandb/w' }, { name: 'trial/0/x', tags: ['search'] }, [head('loss', 9)]);
  const tagged = logged('m', { extra: { tags: { optuna_study: 'search', optuna_trial_number: '0' } } });
  assert.deepEqual(ids([trial(0), other, tagged]), ['w: mlflow optuna wandb']);
});

test('without a key only the same study, the very same parameters and the same time join, one to one', () => {
  const alike = (id: string, facts: Facts = {}) =>
    logged(id, { project: 'search', startedAt: START + 0.1, endedAt: START + 0.8, config: { lr: 0.1, seed: 3 }, ...facts });
  const apart = ['run: mlflow', 'search/0: optuna'];
  assert.deepEqual(ids([trial(0), alike('run')]), ['run: mlflow optuna']);
  assert.deepEqual(ids([trial(0), alike('run', { project: 'other' })]), apart);
  assert.deepEqual(ids([trial(0), alike('run', { config: { lr: 0.1 + 2 ** -55 } })]), apart);
  assert.deepEqual(ids([trial(0), alike('run', { config: { seed: 3 } })]), apart);
  assert.deepEqual(ids([trial(0), alike('run', { startedAt: START + 2, endedAt: START + 3 })]), apart);
  assert.deepEqual(ids([trial(0, { timeZoneAssumed: true }), alike('run')]), apart);
  assert.deepEqual(ids([trial(0, { config: { depth: 3 } }), alike('run', { config: { depth: 3 } })]), apart);
  assert.deepEqual(ids([trial(0), alike('one'), alike('two')]), ['one: mlflow', 'search/0: optuna', 'two: mlflow']);
});

test('a study in a copy or in another storage is there once; another study of its name stays apart', () => {
  const copy = trial(0, {}, { directory: 'a/backup.db/search/0' });
  const later = trial(0, { startedAt: START + 50 }, { began: START + 50, directory: 'a/other.db/search/0' });
  const { runs, codes } = joinThem([trial(0), copy, later]);
  assert.deepEqual(
    runs.map(({ path, sources }) => [path, sources.length]),
    [
      ['a/backup.db/search/0', 2],
      ['a/other.db/search/0', 1],
    ],
  );
  assert.deepEqual(codes, []);
  assert.equal(new Set(runs.map(({ id }) => id)).size, 2);
});

test('two trials of one study and number that differ are never one, even where neither logged anything', () => {
  const fork = fragment(
    'optuna',
    { trackerId: 'search/7', trial: { study: 'search', number: 7 }, began: START, directory: 'a/fork.db/search/7' },
    { startedAt: START + 90 },
  );
  const first = fragment('optuna', { ...fork.keys, directory: 'a/study.db/search/7' }, { startedAt: START + 7 });
  const { runs, codes } = joinThem([first, fork]);
  assert.equal(runs.length, 2);
  assert.deepEqual(codes, ['same-id-different-content']);
});

test('a database at the top of the folder is no project', () => {
  const { projects } = joinThem([
    { ...trial(0, {}, { directory: 'study.db/search/0' }), sources: [{ path: 'study.db', size: 1, sha256: 'x' }] },
  ]);
  assert.deepEqual(
    projects.map(({ title }) => title),
    ['root'],
  );
});

test('the search of the demo: 60 trials that Optuna and MLflow both recorded are 60 of 94 runs', () => {
  const root = path.join(import.meta.dirname, '../..');
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-trials-'));
  const command = ['export', 'runs', 'content/tabular', '--series', '--cache', cache, '--quiet'];
  const { stdout, stderr } = spawnSync(process.execPath, ['src/runfolio.js', ...command], { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });
  fs.rmSync(cache, { recursive: true });
  assert.equal(stderr, '');
  const runs = stdout
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text));
  const trials = runs.filter(
    ({ sources }) => sources.length > 1 && sources.some(({ tracker }: { tracker: string }) => tracker === 'optuna'),
  );
  assert.deepEqual([runs.length, trials.length], [94, 60]);
  const count = (status: string) => runs.filter((run) => run.status === status).length;
  assert.deepEqual([count('finished'), count('pruned'), count('failed')], [90, 3, 1]);
  for (const { tracker, sweep, extra, summary, config, series } of trials) {
    assert.deepEqual([tracker, sweep], ['mlflow', 'hgb-log-loss']);
    assert.equal(series['cv/log_loss'].value.at(-1), summary['cv/log_loss']);
    assert.equal(extra.distributions.learning_rate.log, true);
    for (const name of Object.keys(extra.distributions)) assert.ok(name in config);
  }
});
