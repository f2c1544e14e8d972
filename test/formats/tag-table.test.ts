import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPoint, dropPoint, joined, pointsOf, tagTable } from '../../src/formats/tag-table.ts';

function find(table: ReturnType<typeof tagTable>, tag: string) {
  const bytes = Buffer.from(`..${tag}.`);
  return table.find(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 2, bytes.length - 1);
}

test('a tag is found by its bytes, whatever came before', () => {
  const table = tagTable(4);
  for (const tag of ['loss', 'loses', 'loss', 'a/b/c', 'a/b/d', 'loss', 'a/b/c', '']) assert.equal(find(table, tag)?.tag ?? tag, tag);
  assert.deepEqual(
    table.columns.map((column) => column.tag),
    ['loss', 'loses', 'a/b/c', 'a/b/d'],
  );
  assert.equal(find(table, 'fifth'), null);
  assert.equal(table.refused(), 2);
});

test('points are kept in order over any number of stretches, and can be taken back', () => {
  const column = find(tagTable(1), 'loss');
  assert.ok(column !== null);
  const count = 300_000;
  for (let i = 0; i < count; i += 1) addPoint(column, i, i / 2, -i);
  for (const at of [count, 196_593, 17, 16, 1, 0]) {
    while (pointsOf(column) > at) dropPoint(column);
    const { step, value, time } = joined(column);
    assert.deepEqual([step.length, value.length, time.length], [at, at, at]);
    for (let i = 0; i < at; i += 1) if (step[i] !== i || value[i] !== i / 2 || time[i] !== -i) assert.fail(`point ${i} of ${at}`);
  }
  addPoint(column, 7, 8, 9);
  assert.deepEqual([...joined(column).value], [8]);
});
