import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overviewOf } from '../../src/analysis/overview.ts';
import { runsPage } from '../../src/analysis/slices/runs.ts';
import { readTable, vocabularyOf } from '../../src/client/run-data.ts';
import { finderOf } from '../../src/client/run-finder.ts';
import { ordered } from '../../src/client/run-order.ts';
import { readState, writeState } from '../../src/client/run-state.ts';
import { tableDocument } from '../../src/exports/table-document.ts';
import { parseQuery } from '../../src/query/query.ts';
import { runMatcher } from '../../src/query/run.ts';
import { columnsOf, projectInputOf, runOf, type Sketch } from '../support/runs.ts';
import { column, tableData } from './table.ts';

const format = { kind: 'fixed', digits: 2 } as const;
const data = tableData(
  ['run 10', 'run 2', 'run 1', 'other'],
  [
    { ...column, key: 'metric:val/acc', kind: 'metric', label: 'val/acc', format, cells: [0.5, Number.NaN, undefined, 0.9] },
    { ...column, key: 'tag', kind: 'tags', label: 'Tags', cells: [['a', 'b'], undefined, ['b'], undefined] },
    { ...column, key: 'config.seed', kind: 'seed', label: 'seed', format, cells: [0, 1, 2, 3] },
    { ...column, key: 'config.name', kind: 'config', label: 'name', cells: ['NaN', 'x', 'y', 'z'] },
    { ...column, key: 'config.rare', kind: 'config', label: 'rare', cells: [undefined, undefined, null, undefined] },
    { ...column, key: 'config.far', kind: 'config', label: 'far', format, cells: [undefined, undefined, undefined, 0.25] },
  ],
  {
    same: [
      { key: 'group', value: 'width' },
      { key: 'config.lr', value: 0.1 },
    ],
    asked: [
      { key: 'notes', cells: [undefined, 'Retry after NaN', undefined, 'NaN'] },
      { key: 'seed', cells: [0, 1, 2, 3] },
    ],
  },
);

function find(query: string): readonly number[] {
  const { rows, problem } = finderOf(data).find(query, null);
  assert.equal(problem, '', query);
  return rows;
}

test('numbers and what is not there come through as they are', () => {
  const cells = (key: string) => data.ids.map((_, row) => data.columns.find((one) => one.key === key)?.at(row));
  assert.deepEqual(cells('metric:val/acc'), [0.5, Number.NaN, undefined, 0.9]);
  assert.deepEqual(cells('config.name'), ['NaN', 'x', 'y', 'z']);
  assert.deepEqual(cells('config.rare'), [undefined, undefined, null, undefined]);
  assert.deepEqual(cells('config.far'), [undefined, undefined, undefined, 0.25]);
  assert.deepEqual(cells('tag')[0], ['a', 'b']);
  assert.equal(data.columns[0]?.best(), undefined);
});

test('queries see columns, what is equal in all runs, tags one by one, notes and words', () => {
  assert.deepEqual(find('val/acc>0.4'), [0, 3]);
  assert.deepEqual(find('tag:b'), [0, 2]);
  assert.deepEqual(find('group:width lr=0.1'), [0, 1, 2, 3]);
  assert.deepEqual(find('seed:2'), [2]);
  assert.deepEqual(find('other or id:r1'), [1, 3]);
  assert.deepEqual(find('val/acc=nan'), [1]);
  assert.deepEqual(find('notes:*retry*'), [1]);
  assert.deepEqual(find('retry'), [1]);
  assert.deepEqual(find('rare:null'), [2]);
  assert.deepEqual(find('-notes:""'), [1, 3]);
});

test('what a query cannot mean is said, with the column', () => {
  assert.match(finderOf(data).find('nope:1', null).problem, /no run has “nope”/);
  const { problem, rows, query } = finderOf(data).find('a (b', null);
  assert.match(problem, /^Column 3: /);
  assert.deepEqual([rows.length, query], [4, null]);
});

test('sorting puts missing values last and numbers in names in order, both ways', () => {
  assert.deepEqual(ordered(data, { key: 'metric:val/acc', descending: true }), [3, 0, 1, 2]);
  assert.deepEqual(ordered(data, { key: 'metric:val/acc', descending: false }), [0, 3, 1, 2]);
  assert.deepEqual(ordered(data, { key: 'name', descending: false }), [3, 2, 1, 0]);
  assert.deepEqual(ordered(data, { key: 'no such', descending: false }), [0, 1, 2, 3]);
  assert.deepEqual(finderOf(data).find('run', { key: 'name', descending: false }).rows, [2, 1, 0]);
});

test('every key of the grammar finds in the browser what it finds on the command line', () => {
  const sketches: readonly Sketch[] = [
    {
      ...{
        id: 'a',
        name: 'first',
        trackerId: 'T-1',
        group: 'g',
        sweep: 's',
        jobType: 'train',
        tags: ['x', 'y'],
        notes: 'Warm start\nfrom b',
      },
      ...{ status: 'finished', startedAt: 1_795_206_350, endedAt: 1_795_206_400, durationSeconds: 50, parent: 'b', path: 'runs/one/a' },
      config: { lr: 0.1, deep: { n: null }, seed: 1, list: [1, 2] },
      seeds: { seed: 1 },
      code: { commit: '1a2a3398c3bb0011223344556677889900aabbcc', branch: 'main', dirty: true } as unknown as Sketch['code'] & object,
      environment: { gpu: 'T4', python: '3.12' } as unknown as Sketch['environment'] & object,
      summary: { best: 0.5 },
      lines: { loss: [1, 0.5] },
    },
    { id: 'b', name: 'second', trackerId: null, config: { lr: '0.2', deep: { n: 3 } }, status: 'failed', lines: { loss: [2] } },
    { id: 'c', name: 'third', tags: ['y'], notes: 'Warm', config: { lr: 1e-5 }, summary: { best: 0.9 }, startedAt: 1_700_000_000 },
  ];
  const runs = sketches.map(runOf);
  const page = runsPage(overviewOf(projectInputOf(runs), columnsOf));
  const finder = finderOf(readTable(tableDocument(page)));
  const ids = page.table.rows.map(({ id }) => id);
  const queries = [
    ...[
      'tag:x',
      'tags:y',
      'group:g',
      'group:""',
      'status:failed',
      'state:finished',
      'tracker:record',
      'project:digits',
      'name:f*',
      'id:a',
      'id:T-1',
    ],
    ...[
      'seed:1',
      'sweep:s',
      'commit:1a2a3398c3bb0011',
      'commit:1a2a',
      'started>2026',
      'started:2023-11',
      'ended:2026',
      'duration>10',
      'job_type:train',
    ],
    ...[
      'jobtype:train',
      'parent:b',
      'notes:*warm*',
      'note:warm',
      'path:runs/one/*',
      'branch:main',
      'gpu:t4',
      'python:3.12',
      'dirty:true',
      '-dirty:true',
    ],
    ...[
      'config.lr<0.15',
      'lr>=0.2',
      'deep.n:null',
      'n:3',
      'list:2',
      'metric:loss',
      'metric:loss<0.6',
      'loss=2',
      'metric:best',
      'best>0.6',
      'metric:l*',
    ],
    ...['warm', 't-1', '"warm start"', '-warm', 'x or second', '(x or y) -first', 'stage:""', 'lr!=0.1', 'nothing:1'],
  ];
  for (const text of queries) {
    const parsed = parseQuery(text);
    assert.ok('query' in parsed, text);
    const matches = runMatcher(parsed.query, runs);
    const expected = page.table.rows.map(({ id }) => id).filter((id) => runs.some((run) => run.id === id && matches(run)));
    assert.deepEqual(
      finder.find(text, null).rows.map((row) => ids[row]),
      expected,
      text,
    );
  }
  assert.ok(vocabularyOf(readTable(tableDocument(page))).metrics.has('best'));
});

test('the address holds the whole state', () => {
  const state = fc.record({
    query: fc.string().map((text) => text.trim()),
    sort: fc.option(fc.record({ key: fc.string({ minLength: 1 }).filter((key) => !key.startsWith('-')), descending: fc.boolean() })),
    columns: fc.option(fc.array(fc.string(), { minLength: 1 })),
    runs: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,30}$/), { maxLength: 120 }),
  });
  fc.assert(
    fc.property(state, (before) =>
      assert.deepEqual(readState(writeState(before)), { ...before, sort: before.sort === null ? null : { ...before.sort } }),
    ),
  );
  assert.deepEqual(readState(''), { query: '', sort: null, columns: null, runs: [] });
});
