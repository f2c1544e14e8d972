import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { decode, readDistribution } from '../../../src/readers/optuna/distribution.ts';
import { optuna } from '../../../src/readers/optuna/index.ts';
import { partOf } from '../../../src/readers/optuna/paths.ts';
import { stampOf } from '../../../src/readers/optuna/time.ts';
import { made } from '../../formats/sqlite-support.ts';
import { readMemory } from '../memory-archive.ts';

const TABLES = `
  CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512));
  CREATE TABLE version_info (version_info_id INTEGER PRIMARY KEY, schema_version INTEGER, library_version VARCHAR(256));
  CREATE TABLE study_directions (id INTEGER PRIMARY KEY, direction VARCHAR(8), study_id INTEGER, objective INTEGER);
  CREATE TABLE study_system_attributes (id INTEGER PRIMARY KEY, study_id INTEGER, "key" VARCHAR(512), value_json TEXT);
  CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state VARCHAR(8), datetime_start DATETIME, datetime_complete DATETIME);
  CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT);
  CREATE TABLE trial_values (id INTEGER PRIMARY KEY, trial_id INTEGER, objective INTEGER, value FLOAT, value_type VARCHAR(7));
  CREATE TABLE trial_intermediate_values (id INTEGER PRIMARY KEY, trial_id INTEGER, step INTEGER, intermediate_value FLOAT, intermediate_value_type VARCHAR(7));
  CREATE TABLE trial_user_attributes (id INTEGER PRIMARY KEY, trial_id INTEGER, "key" VARCHAR(512), value_json TEXT);
  CREATE TABLE trial_system_attributes (id INTEGER PRIMARY KEY, trial_id INTEGER, "key" VARCHAR(512), value_json TEXT);
  INSERT INTO studies VALUES (1, 'digits'); INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0);
  INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', '2026-11-20 20:37:04.311530', '2026-11-20 20:37:05.132773');`;

function read(rows: string, library = '5.0.0', others: Record<string, string> = {}) {
  const { main } = made((database: DatabaseSync) =>
    database.exec(`${TABLES}INSERT INTO version_info VALUES (1, 12, '${library}'); ${rows}`),
  );
  const { fragments, diagnostics } = readMemory(optuna, { 'study.db': main, ...others });
  return { trials: fragments, first: fragments[0], facts: fragments[0]?.facts, diagnostics, codes: diagnostics.map(({ code }) => code) };
}

test('distributions of every version, and the values that stored numbers stand for', () => {
  const cases: readonly [string, number, unknown][] = [
    ['{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.01, "high": 0.3, "log": true}}', 0.1, 0.1],
    ['{"name": "UniformDistribution", "attributes": {"low": -5, "high": 5}}', 1.5, 1.5],
    ['{"name": "LogUniformDistribution", "attributes": {"low": 0.1, "high": 5}}', 1.5, 1.5],
    ['{"name": "DiscreteUniformDistribution", "attributes": {"low": 0, "high": 5, "q": 0.5}}', 1.5, 1.5],
    ['{"name": "IntDistribution", "attributes": {"log": false, "step": 10, "low": 50, "high": 400}}', 60, 60],
    ['{"name": "IntUniformDistribution", "attributes": {"low": 0, "high": 10}}', 3, 3],
    ['{"name": "IntLogUniformDistribution", "attributes": {"low": 1, "high": 10, "step": 1}}', 3, 3],
    ['{"name": "CategoricalDistribution", "attributes": {"choices": [null, true, "a", 1e999, [1]]}}', 0, null],
    ['{"name": "CategoricalDistribution", "attributes": {"choices": [null, true, "a"]}}', 2, 'a'],
    ['{"name": "CategoricalDistribution", "attributes": {"choices": [null, true, "a"]}}', 3, undefined],
    ['{"name": "CategoricalDistribution", "attributes": {"choices": [null, true, "a"]}}', 0.5, undefined],
    ['{"type": "float", "low": 0, "high": 1}', 0.5, 0.5],
    ['{"type": "int", "low": 0, "high": 9, "step": 3, "log": false}', 6, 6],
    ['{"type": "categorical", "choices": ["x"]}', 0, 'x'],
  ];
  for (const [json, stored, wanted] of cases) {
    const distribution = readDistribution(json);
    assert.ok(distribution !== undefined, json);
    assert.deepEqual(decode(stored, distribution), wanted, json);
  }
  assert.deepEqual(readDistribution(cases[3]?.[0] as string), { type: 'float', low: 0, high: 5, log: false, step: 0.5 });
  assert.deepEqual(readDistribution(cases[6]?.[0] as string), { type: 'int', low: 1, high: 10, log: true, step: 1 });
  for (const json of [
    '',
    '[]',
    '{}',
    '{"name": "NormalDistribution", "attributes": {"low": 0, "high": 1}}',
    '{"type": "float", "low": "a", "high": 1}',
  ])
    assert.equal(readDistribution(json), undefined, json);
});

test('times are UTC from 5.0 on, and a clock without zone before', () => {
  const at = Date.UTC(2026, 10, 20, 20, 37, 4) / 1000 + 0.31153;
  assert.deepEqual([read('').facts?.startedAt, read('').facts?.timeZoneAssumed], [at, undefined]);
  assert.deepEqual([read('', '4.6.0').facts?.startedAt, read('', '4.6.0').facts?.timeZoneAssumed], [at, true]);
  assert.deepEqual(stampOf('2026-11-20T21:37:04+01:00', false), { seconds: Date.UTC(2026, 10, 20, 20, 37, 4) / 1000, assumed: false });
  for (const text of ['', '2026-13-01 00:00:00', '2026-11-20', 'yesterday']) assert.equal(stampOf(text, true), undefined);
});

test('what trials report is the curve of a named objective where each ends as it reported last, else a series of its own', () => {
  const rows = `INSERT INTO trial_intermediate_values VALUES (1, 1, 0, 3, 'FINITE'), (2, 1, 5, 2, 'FINITE'), (3, 1, 9, NULL, 'NAN'), (4, 1, 12, NULL, 'INF_NEG');`;
  const named = `${rows} INSERT INTO study_system_attributes VALUES (1, 1, 'study:metric_names', '["val/loss"]');`;
  const series = (found: ReturnType<typeof read>) => found.first?.series.map(({ name, step, value }) => [name, [...step], [...value]]);
  const curve = [
    [0, 5, 9, 12],
    [3, 2, Number.NaN, Number.NEGATIVE_INFINITY],
  ];
  assert.deepEqual(series(read(`${named} INSERT INTO trial_values VALUES (1, 1, 0, NULL, 'INF_NEG');`)), [['val/loss', ...curve]]);
  const best = read(`${named} INSERT INTO trial_values VALUES (1, 1, 0, 2, 'FINITE');`);
  assert.deepEqual(series(best), [
    ['intermediate', ...curve],
    ['val/loss', [12], [2]],
  ]);
  assert.deepEqual(best.facts?.metrics, [
    { name: 'val/loss', goal: 'minimize' },
    { name: 'intermediate', goal: 'minimize', interim: true },
  ]);
  assert.deepEqual(series(read(`${rows} INSERT INTO trial_values VALUES (1, 1, 0, 2, 'FINITE');`)), [
    ['intermediate', ...curve],
    ['value', [12], [2]],
  ]);
});

test('several objectives, named or not', () => {
  const rows = `INSERT INTO study_directions VALUES (2, 'MAXIMIZE', 1, 1); INSERT INTO trial_values VALUES (1, 1, 1, NULL, 'INF_POS'), (2, 1, 0, 2, 'FINITE');`;
  assert.deepEqual({ ...read(rows).facts?.summary }, { value_0: 2, value_1: Number.POSITIVE_INFINITY });
  const { facts, first } = read(`${rows} INSERT INTO study_system_attributes VALUES (1, 1, 'study:metric_names', '["loss", "acc"]');`);
  assert.deepEqual(facts?.metrics, [
    { name: 'loss', goal: 'minimize' },
    { name: 'acc', goal: 'maximize' },
  ]);
  assert.deepEqual(
    first?.series.map(({ name, value }) => [name, value[0]]),
    [
      ['loss', 2],
      ['acc', Number.POSITIVE_INFINITY],
    ],
  );
});

test('attributes are what their names say, in their types', () => {
  const attribute = (key: string, value: unknown, at: number) =>
    `INSERT INTO trial_user_attributes VALUES (${at}, 1, '${key}', '${JSON.stringify(value)}');`;
  const told = {
    name: 'wide',
    group: 'a',
    tags: ['x', 'y'],
    config: { model: { layers: [1, 2] } },
    seed: 7,
    commit: 'aa88ed0',
    accuracy: 0.5,
    host: 'lab-01',
    nothing: null,
  };
  const rows = Object.entries(told)
    .map(([key, value], at) => attribute(key, value, at))
    .join('');
  const { facts, codes } = read(
    `${rows} INSERT INTO trial_system_attributes VALUES (1, 1, 'failed_trial', '3'), (2, 1, 'cma:optimizer:0', '"8004"'), (3, 1, 'constraints', '[0.5]');`,
  );
  assert.deepEqual([facts?.name, facts?.group, facts?.tags, facts?.code?.commit], ['wide', 'a', ['x', 'y'], 'aa88ed0']);
  assert.deepEqual({ ...facts?.config }, { 'model.layers': [1, 2], seed: 7 });
  assert.deepEqual({ ...facts?.summary }, { accuracy: 0.5 });
  assert.deepEqual(facts?.environment, { host: 'lab-01' });
  assert.deepEqual(JSON.parse(JSON.stringify(facts?.extra)), {
    trial: { study: 'digits', number: 0, retryOf: 3 },
    attributes: { nothing: null },
    optuna: { constraints: [0.5] },
    study: { directions: ['minimize'] },
  });
  assert.deepEqual(codes, []);
  const odd = read(`${attribute('name', 5, 1)}${attribute('tags', { a: 1 }, 2)}${attribute('group', '', 3)}`);
  assert.deepEqual([odd.facts?.name, odd.facts?.tags, odd.facts?.group], [undefined, undefined, undefined]);
});

test('runs of other trackers that attributes name', () => {
  const named = (key: string, value: string) =>
    read(`INSERT INTO trial_user_attributes VALUES (1, 1, '${key}', '"${value}"');`).first?.keys.runsNamed;
  assert.deepEqual(named('mlflow_run_id', 'ff419d76dd6046a9b01e9376417d8faf'), ['ff419d76dd6046a9b01e9376417d8faf']);
  assert.deepEqual(named('wandb.url', 'https://wandb.ai/team/project/runs/1a2b3c4d?nw=nwuser'), ['1a2b3c4d']);
  assert.deepEqual(named('wandb_path', 'team/project/1a2b3c4d'), ['1a2b3c4d']);
  for (const key of ['parent_run_id', 'best_wandb_id', 'mlflow_experiment_id', 'note'])
    assert.equal(named(key, '1a2b3c4d'), undefined, key);
});

test('what cannot be is told, and all else of the trial is kept', () => {
  const bad = [
    "INSERT INTO trial_params VALUES (1, 1, 'x', 0.5, '{}');",
    `INSERT INTO trial_params VALUES (1, 1, 'x', 9, '{"type": "categorical", "choices": [1]}');`,
    "INSERT INTO trial_values VALUES (1, 1, 0, NULL, 'FINITE');",
    "INSERT INTO trial_values VALUES (1, 1, 5, 1, 'FINITE');",
    "INSERT INTO trial_values VALUES (1, 9, 0, 1, 'FINITE');",
    "INSERT INTO trial_intermediate_values VALUES (1, 1, 0, NULL, 'ODD');",
    "INSERT INTO trial_user_attributes VALUES (1, 1, 'x', '{torn');",
    "UPDATE trials SET state = 'COMPLETD';",
    "UPDATE trials SET datetime_start = 'then';",
    'UPDATE trials SET study_id = 4;',
    "INSERT INTO trials VALUES (2, 0, 1, 'FAIL', NULL, NULL);",
  ];
  for (const rows of bad) {
    const { trials, codes } = read(rows);
    assert.ok(trials.length >= 1, rows);
    assert.equal(codes.length, 1, rows);
    assert.equal(new Set(trials.map(({ keys }) => keys.trackerId)).size, trials.length, rows);
  }
});

test('an artifact is the file that its store named by the id', () => {
  const id = '1ab1c777-18bf-4611-a885-bf981b19f577';
  const meta = JSON.stringify(JSON.stringify({ artifact_id: id, filename: 'best.pt', mimetype: 'application/x' }));
  const rows = `INSERT INTO trial_system_attributes VALUES (1, 1, 'artifacts:${id}', '${meta}');`;
  const { facts, first } = read(rows, '5.0.0', { [`files/${id}`]: 'weights' });
  assert.deepEqual(
    facts?.artifacts?.map(({ name, present, path, size }) => [name, present, path, size]),
    [['best.pt', true, `files/${id}`, 7]],
  );
  assert.deepEqual(first?.sources, [`files/${id}`, 'study.db']);
  assert.deepEqual(
    read(rows).facts?.artifacts?.map(({ name, present }) => [name, present]),
    [['best.pt', false]],
  );
});

test('other databases are not claimed for good', () => {
  const { main } = made((database) =>
    database.exec('CREATE TABLE studies (id INTEGER PRIMARY KEY, title TEXT); CREATE TABLE trials (id INTEGER PRIMARY KEY, outcome TEXT)'),
  );
  assert.deepEqual(readMemory(optuna, { 'clinic.db': main }).fragments, []);
  assert.deepEqual(
    readMemory(optuna, { 'optuna.db': 'no database' }).diagnostics.map(({ code }) => code),
    ['not-this-format'],
  );
  assert.deepEqual(readMemory(optuna, { 'other.db': 'no database' }).diagnostics, []);
});

test('names of studies are one part of a path each, and stay different', () => {
  const names = ['a', 'a/b', 'a%2Fb', '..', '.', '', 'x\\y', 'new\nline', 'naïve <b>'];
  const parts = names.map(partOf);
  assert.equal(new Set(parts).size, names.length);
  for (const part of parts) assert.match(part, /^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u);
});
