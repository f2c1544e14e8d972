import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Fragment } from '../../src/model/fragment.ts';
import { isMap, leaves, type Value } from '../../src/model/value.ts';
import { mlflow } from '../../src/readers/mlflow/index.ts';
import { readFolder, shared } from '../support/read.ts';

interface Truth {
  readonly key: string;
  readonly name: string;
  readonly group: string;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly status: string;
  readonly config: Record<string, never>;
  readonly series: Record<string, [number, number | string][]>;
  readonly artifact: { readonly sha256: string };
}

/** Numbers that JSON cannot hold stand as text in the truth. */
const number = (value: number | string) => Number(value);

for (const archive of ['mlflow-file', 'mlflow-2', 'mlflow-sqlite'])
  test(`${archive} is what was logged`, async (t) => {
    const place = shared('rosetta', 'archives', archive);
    const file = shared('rosetta', 'truth.json');
    if (place === null || file === null) return t.skip('NO REAL ARCHIVES: ../shared/rosetta is absent');
    const truth = JSON.parse(fs.readFileSync(file, 'utf8')) as { project: string; runs: Truth[] };
    const { fragments, diagnostics } = await readFolder(place, mlflow);
    assert.deepEqual(diagnostics, []);
    const runs = fragments.filter((fragment) => fragment.keys.role === 'run');
    assert.equal(runs.length, truth.runs.length + new Set(truth.runs.map((run) => run.group)).size);
    for (const wanted of truth.runs) {
      const run = runs.find((one) => one.facts.name === wanted.name);
      assert.ok(run !== undefined, wanted.name);
      sameRun(run, wanted, truth.project);
      const parent = runs.find((one) => one.keys.trackerId === run.facts.parent);
      assert.equal(parent?.facts.name, wanted.group);
      const registry = fragments.filter((one) => one.keys.trackerId === run.keys.trackerId).flatMap((one) => one.facts.registry ?? []);
      const versions = registry.map(({ model, version, stage, aliases }) => [model, version, stage, ...aliases]);
      const expected: Record<string, string[][]> = {
        'baseline-s1': [['digits-mlp', '1', 'archived', 'baseline']],
        'no-dropout-s2': [['digits-mlp', '2', 'production', 'champion']],
      };
      assert.deepEqual(versions, expected[wanted.key] ?? []);
    }
  });

function sameRun({ facts, series }: Fragment, wanted: Truth, project: string): void {
  assert.equal(facts.project, project);
  assert.equal(facts.status, wanted.status);
  assert.equal(facts.notes, wanted.notes);
  for (const tag of wanted.tags) assert.ok(facts.tags?.includes(tag), tag);
  assert.match(facts.code?.commit ?? '', /^[0-9a-f]{40}$/);
  assert.ok(facts.artifacts?.some((artifact) => artifact.present && artifact.sha256 === wanted.artifact.sha256));
  assert.deepEqual(
    facts.data?.map(({ name, context }) => [name, context]),
    [['digits', 'training']],
  );
  const config: Record<string, Value> = {};
  for (const [key, value] of leaves(wanted.config)) config[key] = value;
  assert.ok(isMap(facts.config));
  assert.deepEqual({ ...facts.config }, config);
  assert.deepEqual(series.map((one) => one.name).sort(), Object.keys(wanted.series).sort());
  for (const one of series) {
    const points = wanted.series[one.name] ?? [];
    assert.deepEqual(
      [...one.step],
      points.map(([step]) => step),
      one.name,
    );
    assert.deepEqual(
      [...one.value],
      points.map(([, value]) => number(value)),
      one.name,
    );
    assert.ok(one.time.every((time) => time > 1.7e9 && time < 1.9e9));
  }
}

test('public archives hold as many runs and points as their list says', async (t) => {
  const list = shared('corpus', 'CORPUS.tsv');
  if (list === null) return t.skip('NO REAL ARCHIVES: ../shared/corpus is absent');
  const lines = fs
    .readFileSync(list, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'));
  let archives = 0;
  for (const [system = '', repository = '', , folder = '', , , count = '', , notes = ''] of lines) {
    if (!system.startsWith('mlflow-')) continue;
    archives += 1;
    const { fragments, diagnostics } = await readFolder(path.join(path.dirname(list), folder), mlflow);
    assert.deepEqual(diagnostics, [], repository);
    const runs = fragments.filter((fragment) => fragment.keys.role === 'run');
    assert.equal(runs.length, Number(count), repository);
    const points = /metric(?:-points|s)=(\d+)/.exec(notes)?.[1];
    assert.equal(
      runs.reduce((sum, run) => sum + run.series.reduce((all, one) => all + one.step.length, 0), 0),
      Number(points),
      repository,
    );
    const commits = /git-commit-tags=(\d+)/.exec(notes)?.[1];
    if (commits !== undefined) assert.equal(runs.filter((run) => run.facts.code?.commit !== undefined).length, Number(commits), repository);
  }
  assert.equal(archives, 7);
});

test('databases of other trackers give nothing', async (t) => {
  for (const other of ['optuna', 'aim']) {
    const place = shared('corpus', other);
    if (place === null) return t.skip('NO REAL ARCHIVES: ../shared/corpus is absent');
    const { claims, fragments, diagnostics } = await readFolder(place, mlflow);
    assert.ok(claims.length > 0);
    assert.deepEqual([fragments, diagnostics], [[], []], other);
  }
});
