import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optuna } from '../../../src/readers/optuna/index.ts';
import { readMemory } from '../memory-archive.ts';

const FLOAT = '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}';
const at = (second: number) => `2026-11-20T20:37:${String(second).padStart(2, '0')}.250000+00:00`;
const op = (op_code: number, fields: object) => JSON.stringify({ op_code, worker_id: 'b0c1-140137785544768', ...fields });
const study = (study_name: string) => op(0, { study_name, directions: [1] });
const create = (study_id: number, second = 0) => op(4, { study_id, datetime_start: at(second) });
const set = (trial_id: number, param_name: string, param_value_internal: number, distribution = FLOAT) =>
  op(5, { trial_id, param_name, param_value_internal, distribution });
const finish = (trial_id: number, state: number, values: number[] | null) => op(6, { trial_id, state, values, datetime_complete: at(30) });

function read(lines: readonly string[], name = 'journal.log') {
  const { claims, fragments, diagnostics } = readMemory(optuna, { [name]: `${lines.join('\n')}\n` });
  const runs = new Map(fragments.map((fragment) => [fragment.keys.trackerId, fragment]));
  return { claims, runs, diagnostics, codes: diagnostics.map(({ code }) => code) };
}

test('ids are counted: a second creation of a study and a trial of a deleted study take none', () => {
  const lines = [study('a'), study('a'), study('b'), create(0), create(1), study('a'), create(1), set(2, 'x', 0.5)];
  lines.push(op(1, { study_id: 0 }), create(0), create(1), set(3, 'x', 0.75));
  const { runs, codes } = read(lines);
  assert.deepEqual([...runs.keys()], ['b/0', 'b/1', 'b/2']);
  assert.deepEqual(
    [0, 1, 2].map((number) => runs.get(`b/${number}`)?.facts.config?.x),
    [undefined, 0.5, 0.75],
  );
  // The deleted trial, and the one that was created behind it, are told.
  assert.deepEqual(codes, ['points-put-aside', 'points-put-aside']);
});

test('a study that was deleted and made anew begins at 0', () => {
  const { runs } = read([study('a'), create(0), set(0, 'x', 0.25), op(1, { study_id: 0 }), study('a'), create(1), set(1, 'x', 0.5)]);
  assert.deepEqual(
    [...runs].map(([id, { facts }]) => [id, facts.config?.x]),
    [['a/0', 0.5]],
  );
});

test('a trial that has ended takes nothing more, and a parameter stays of its first kind', () => {
  const other = FLOAT.replace('false', 'true');
  const lines = [
    study('a'),
    create(0),
    create(0),
    set(0, 'x', 0.5),
    finish(0, 1, [1]),
    set(0, 'y', 0.5),
    finish(0, 3, null),
    set(1, 'x', 0.5, other),
  ];
  const { runs, diagnostics } = read(lines);
  assert.deepEqual({ ...runs.get('a/0')?.facts.config }, { x: 0.5 });
  assert.equal(runs.get('a/0')?.facts.status, 'finished');
  assert.deepEqual({ ...runs.get('a/1')?.facts.config }, {});
  assert.deepEqual(
    diagnostics.map(({ code, args }) => [code, 'count' in args && args.count]),
    [
      ['points-put-aside', 2],
      ['points-put-aside', 1],
    ],
  );
});

test('states, values, reports and what is no number', () => {
  const lines = [study('a'), ...[0, 1, 2, 3, 4].map(() => create(0))];
  lines.push(op(7, { trial_id: 0, step: 10, intermediate_value: 'X' }).replace('"X"', 'NaN'));
  lines.push(op(7, { trial_id: 0, step: 5, intermediate_value: 'X' }).replace('"X"', '-Infinity'));
  lines.push(finish(0, 1, [1]).replace('[1]', '[Infinity]'), finish(1, 2, [3]), finish(2, 3, null));
  lines.push(
    op(4, {
      study_id: 0,
      datetime_start: null,
      state: 4,
      value: null,
      values: null,
      distributions: {},
      params: {},
      user_attrs: {},
      system_attrs: { fixed_params: { x: 0.125 } },
      intermediate_values: {},
    }),
  );
  const { runs, codes } = read(lines);
  assert.deepEqual(
    [...runs.values()].map(({ facts }) => facts.status),
    ['finished', 'pruned', 'failed', 'running', 'running', 'queued'],
  );
  const [first, second] = [...runs.values()];
  assert.deepEqual(
    first?.series.map(({ name, step, value }) => [name, [...step], [...value]]),
    [
      ['intermediate', [5, 10], [Number.NEGATIVE_INFINITY, Number.NaN]],
      ['value', [10], [Number.POSITIVE_INFINITY]],
    ],
  );
  assert.deepEqual({ ...second?.facts.summary }, { value: 3 });
  assert.equal(runs.get('a/2')?.facts.summary, undefined);
  assert.deepEqual({ ...runs.get('a/5')?.facts.config }, { x: 0.125 });
  assert.deepEqual(codes, []);
});

test('an integer beyond 2^53 and a time with a zone keep what they say; one without is marked', () => {
  const whole = '{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 0, "high": 18446744073709551615}}';
  const lines = [
    study('a'),
    create(0, 7),
    set(0, 'seed', 1, whole).replace('"param_value_internal":1', '"param_value_internal":12345678901234567891'),
  ];
  lines.push(op(4, { study_id: 0, datetime_start: '2026-11-20T20:37:07.250000' }));
  const { runs } = read(lines);
  const [first, second] = [...runs.values()];
  assert.equal(first?.facts.config?.seed, 12345678901234567891n);
  assert.deepEqual([first?.facts.startedAt, first?.facts.timeZoneAssumed], [Date.UTC(2026, 10, 20, 20, 37, 7, 250) / 1000, undefined]);
  assert.deepEqual([second?.facts.startedAt, second?.facts.timeZoneAssumed], [first?.facts.startedAt, true]);
});

test('a line that another writer cut into gives what is whole of it', () => {
  const [torn, next] = [finish(0, 1, [1]).slice(0, 40), set(0, 'x', 0.5)];
  const { runs, diagnostics } = read([study('a'), create(0), torn + next, set(0, 'y', 0.5) + set(0, 'z', 0.5)]);
  assert.deepEqual({ ...runs.get('a/0')?.facts.config }, { x: 0.5, y: 0.5, z: 0.5 });
  assert.deepEqual(
    diagnostics.map(({ code, place }) => [code, place.line]),
    [['bad-line', 3]],
  );
});

test('the creation of a trial is lost: its operations are still its own, and no other trial gets them', () => {
  const lines = [study('a'), create(0), set(0, 'x', 0), create(0), set(1, 'x', 0.25), create(0), set(2, 'x', 0.5), set(0, 'y', 1)];
  for (const damage of ['', '{"op_code":4,', 'garbage', create(7)]) {
    const { runs, codes } = read(lines.with(3, damage || ' {'));
    assert.deepEqual(
      [0, 1, 2].map((number) => runs.get(`a/${number}`)?.facts.config?.x),
      [0, 0.25, 0.5],
      damage,
    );
    assert.equal(runs.get('a/1')?.facts.startedAt, damage === create(7) ? runs.get('a/0')?.facts.startedAt : undefined);
    assert.deepEqual(codes, ['bad-line'], damage);
  }
});

test('the creation of the only study is lost: its trials are there under a name that says so', () => {
  const { runs, codes } = read([study('a').slice(0, 40), create(0), set(0, 'x', 0.5)]);
  assert.deepEqual(
    [...runs].map(([id, { facts }]) => [id, facts.config?.x]),
    [['study of line 1/0', 0.5]],
  );
  assert.deepEqual(codes, ['bad-line']);
});

test('other logs are not claimed for good, whatever their name', () => {
  for (const lines of [['INFO start'], ['{"step":1,"loss":0.5}'], ['{"op_code":"x"}'], ['']]) {
    const { claims, runs, diagnostics } = read(lines, 'train.log');
    assert.deepEqual([claims.length, runs.size, diagnostics], [1, 0, []]);
  }
  for (const name of ['debug.log', 'output.log', 'metrics.jsonl', 'notes.md', 'study.db-journal', 'study.py'])
    assert.equal(read([study('a')], name).claims.length, 0, name);
  for (const name of ['hpo.log', 'search.jsonl', 'optuna_journal', 'my-study.txt', 'journal'])
    assert.equal(read([study('a'), create(0)], name).runs.size, 1, name);
});
