import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run } from '../../src/model/run.ts';
import { exclude } from '../../src/query/exclude.ts';
import { parseQuery } from '../../src/query/query.ts';
import { runMatcher } from '../../src/query/run.ts';
import { readYaml } from '../../src/readers/yaml.ts';

const place = { path: 'digits/project.yaml', line: 3, column: 1 };

function run(id: string, more: Partial<Run>): Run {
  const config = readYaml('optimizer: {lr: 0.1}\nseed: 3\n').value;
  return {
    ...{ id, trackerId: null, tracker: 'wandb', project: 'digits', path: `runs/${id}`, sources: [], name: id, nameRecorded: true },
    ...{ recordedProject: null, entity: null, group: null, sweep: null, jobType: null, parent: null, tags: [], notes: null },
    ...{ status: 'finished', statusReason: null, startedAt: null, endedAt: null, durationSeconds: null, timeZoneAssumed: false },
    ...{
      config: config as Run['config'],
      summary: {},
      seeds: { seed: 3 },
      metrics: [],
      series: [],
      code: null,
      data: [],
      environment: null,
    },
    ...{ artifacts: [], media: [], console: null, registry: [], hosted: null, alerts: [], overrides: [], deleted: false, extra: {} },
    ...more,
  };
}

const RUNS = [
  run('a', { tags: ['junk'] }),
  run('b', { code: { commit: '1a2a3398c3bb' }, summary: { 'val/acc': 0.9 } }),
  run('c', { status: 'failed' }),
];

function ids(text: string): string[] {
  const parsed = parseQuery(text);
  assert.ok('query' in parsed);
  const together = RUNS.filter(runMatcher(parsed.query, RUNS)).map(({ id }) => id);
  assert.deepEqual(
    together,
    RUNS.filter(runMatcher(parsed.query)).map(({ id }) => id),
  );
  return together;
}

test('runs are asked by field, configuration, metric and words', () => {
  assert.deepEqual(ids('tag:junk'), ['a']);
  assert.deepEqual(ids('lr=0.1 seed:3 -status:failed'), ['a', 'b']);
  assert.deepEqual(ids('commit:1a2a'), ['b']);
  assert.deepEqual(ids('val/acc>0.8'), ['b']);
  assert.deepEqual(ids('tracker:wandb project:digits junk'), ['a']);
});

test('excluded runs are counted and carry their reason', () => {
  const found = exclude(RUNS, { text: 'tag:junk or status:failed', place });
  assert.deepEqual(
    found.runs.map(({ id }) => id),
    ['b'],
  );
  assert.deepEqual(
    found.excluded.map(({ run: { id }, reason }) => [id, reason]),
    [
      ['a', 'tag:junk or status:failed'],
      ['c', 'tag:junk or status:failed'],
    ],
  );
  assert.deepEqual(found.diagnostics, [{ code: 'runs-excluded', place, args: { count: 2, query: 'tag:junk or status:failed' } }]);
  assert.equal(exclude(RUNS, null).runs, RUNS);
});

test('a query that cannot be read, or asks for what no run has, excludes nothing', () => {
  const unread = exclude(RUNS, { text: 'tag:', place });
  assert.equal(unread.runs.length, 3);
  assert.deepEqual(
    unread.diagnostics.map(({ code }) => code),
    ['invalid-key'],
  );
  const unknown = exclude(RUNS, { text: 'learning_rate:1', place });
  assert.equal(unknown.runs.length, 3);
  assert.deepEqual(
    unknown.diagnostics.map(({ code }) => code),
    ['unclear-query'],
  );
});
