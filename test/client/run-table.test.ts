import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decode, sorted, subjectsOf, type TableData, vocabularyOf } from '../../src/client/run-data.ts';
import { readState, writeState } from '../../src/client/run-state.ts';
import { compileQuery, parseQuery } from '../../src/query/query.ts';

const format = { kind: 'fixed', digits: 2 } as const;
const column = { unit: null, direction: null } as const;
const data = decode({
  ids: ['r0', 'r1', 'r2', 'r3'],
  names: ['run 10', 'run 2', 'run 1', 'other'],
  columns: [
    { ...column, key: 'metric:val/acc', kind: 'metric', label: 'val/acc', format, cells: [0.5, 'NaN', null, 0.9] },
    { ...column, key: 'tag', kind: 'tags', label: 'Tags', format: null, cells: [['a', 'b'], null, ['b'], null] },
    { ...column, key: 'config.seed', kind: 'seed', label: 'seed', format, cells: [0, 1, 2, 3] },
    { ...column, key: 'config.name', kind: 'config', label: 'name', format: null, cells: ['NaN', 'x', 'y', 'z'] },
  ],
  shown: 2,
  same: [
    { key: 'group', value: 'width' },
    { key: 'config.lr', value: 0.1 },
  ],
} satisfies TableData);

function find(query: string): readonly number[] {
  const parsed = parseQuery(query);
  if ('error' in parsed) throw new Error(parsed.error.message);
  const { matches } = compileQuery(parsed.query, vocabularyOf(data));
  const at = subjectsOf(data);
  return data.ids.map((_, row) => row).filter((row) => matches(at(row)));
}

test('words of numbers become numbers, in columns of numbers alone', () => {
  assert.ok(Number.isNaN(data.columns[0]?.cells[1]));
  assert.equal(data.columns[3]?.cells[0], 'NaN');
});

test('queries see columns, what is equal in all runs, tags one by one, and words', () => {
  assert.deepEqual(find('val/acc>0.4'), [0, 3]);
  assert.deepEqual(find('tag:b'), [0, 2]);
  assert.deepEqual(find('group:width lr=0.1'), [0, 1, 2, 3]);
  assert.deepEqual(find('seed:2'), [2]);
  assert.deepEqual(find('other or id:r1'), [1, 3]);
  assert.deepEqual(find('val/acc=nan'), [1]);
});

test('sorting puts missing values last and numbers in names in order, both ways', () => {
  assert.deepEqual(sorted(data, [0, 1, 2, 3], { key: 'metric:val/acc', descending: true }), [3, 0, 1, 2]);
  assert.deepEqual(sorted(data, [0, 1, 2, 3], { key: 'metric:val/acc', descending: false }), [0, 3, 1, 2]);
  assert.deepEqual(sorted(data, [0, 1, 2, 3], { key: 'name', descending: false }), [3, 2, 1, 0]);
  assert.deepEqual(sorted(data, [1, 0], { key: 'no such', descending: false }), [0, 1]);
});

test('the address holds the whole state', () => {
  const state = fc.record({
    query: fc.string().map((text) => text.trim()),
    sort: fc.option(fc.record({ key: fc.string({ minLength: 1 }).filter((key) => !key.startsWith('-')), descending: fc.boolean() })),
    columns: fc.option(fc.array(fc.string(), { minLength: 1 })),
    runs: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,30}$/), { maxLength: 20 }),
  });
  fc.assert(
    fc.property(state, (before) =>
      assert.deepEqual(readState(writeState(before)), { ...before, sort: before.sort === null ? null : { ...before.sort } }),
    ),
  );
  assert.deepEqual(readState(''), { query: '', sort: null, columns: null, runs: [] });
});
