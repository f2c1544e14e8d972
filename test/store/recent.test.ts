import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeriesHead } from '../../src/model/series.ts';
import { recentColumns } from '../../src/store/recent.ts';

const head = (index: number) => ({ ref: { claim: 'c', index } }) as SeriesHead;

test('what was asked for lately is not read again, the oldest goes first, and the limit holds', () => {
  const read: number[] = [];
  const columns = recentColumns(({ ref }) => {
    read.push(ref.index);
    const one = () => new Float64Array(10).fill(ref.index);
    return { step: one(), value: one(), time: one() };
  }, 2 * 240);
  assert.equal(columns(head(1)), columns(head(1)));
  columns(head(2));
  columns(head(1));
  columns(head(3));
  assert.equal(columns(head(1)).value[0], 1);
  assert.deepEqual(read, [1, 2, 3]);
  columns(head(2));
  assert.deepEqual(read, [1, 2, 3, 2]);
});

test('columns larger than the limit are given and not kept', () => {
  let reads = 0;
  const columns = recentColumns(() => {
    reads += 1;
    const one = () => new Float64Array(100);
    return { step: one(), value: one(), time: one() };
  }, 100);
  assert.equal(columns(head(1)).step.length, 100);
  columns(head(1));
  assert.equal(reads, 2);
});
