import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { parseJson } from '../../../src/formats/json.ts';
import type { Fragment } from '../../../src/model/fragment.ts';
import type { Value, ValueMap } from '../../../src/model/value.ts';
import { wandb } from '../../../src/readers/wandb/index.ts';
import { readFolder, shared } from '../../support/read.ts';

interface Truth {
  readonly name: string;
  readonly group: string;
  readonly job_type: string;
  readonly notes: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly config: ValueMap;
  readonly series: { readonly [name: string]: readonly (readonly [number, Value])[] };
  readonly artifact: { readonly name: string; readonly type: string };
}

const number = (value: Value) => (typeof value === 'string' ? Number(value) : value);

function same(run: Truth, fragment: Fragment): void {
  const { facts } = fragment;
  assert.equal(facts.group, run.group);
  assert.equal(facts.jobType, run.job_type);
  assert.equal(facts.notes, run.notes);
  assert.equal(facts.status, run.status);
  assert.deepEqual([...(facts.tags ?? [])].sort(), [...run.tags].sort());
  assert.deepEqual(facts.config, run.config);
  const metrics = fragment.series.filter(({ kind }) => kind === 'metric');
  assert.deepEqual(
    metrics.map(({ name }) => name),
    Object.keys(run.series).sort(),
  );
  for (const { name, step, value, time } of metrics) {
    const points = run.series[name] ?? [];
    assert.deepEqual(
      [...step],
      points.map(([at]) => at),
    );
    assert.ok(
      points.every((point, at) => Object.is(value[at], number(point[1]))),
      name,
    );
    assert.ok(time.every((seconds, at) => seconds > 1.7e9 && seconds >= (time[at - 1] ?? 0) - 1));
  }
  assert.deepEqual(
    facts.artifacts?.map((artifact) => [artifact.name, artifact.type]),
    [[run.artifact.name, run.artifact.type]],
  );
  assert.match(facts.artifacts?.[0]?.digest ?? '', /^md5:[0-9a-f]{32}$/);
  assert.match(facts.code?.commit ?? '', /^[0-9a-f]{40}$/);
}

for (const archive of ['wandb', 'wandb-0.16', 'hydra-wandb'])
  test(`the seven runs of ${archive}, every point of them`, async (t) => {
    const folder = shared('rosetta', 'archives', archive);
    const file = shared('rosetta', 'truth.json');
    if (folder === null || file === null) return t.skip('../shared/rosetta is absent: the truth cannot be compared');
    const { runs } = parseJson(fs.readFileSync(file, 'utf8')) as unknown as { runs: readonly Truth[] };
    const { fragments, diagnostics } = await readFolder(folder, wandb);
    assert.deepEqual(diagnostics, []);
    assert.equal(fragments.length, runs.length);
    for (const run of runs) {
      const found = fragments.filter(({ facts }) => facts.name === run.name);
      assert.equal(found.length, 1, run.name);
      same(run, found[0] as Fragment);
    }
  });
