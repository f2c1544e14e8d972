import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pack, together, unpack } from '../../src/store/pack.ts';

const column = (length: number, from: number) => Float64Array.from({ length }, (_, i) => (i % 7 === 3 ? Number.NaN : from + i));
const series = (length: number, from = 0) => ({
  step: column(length, from),
  value: column(length, from + 0.5),
  time: column(length, -from),
});

test('what is packed comes out again, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 8 }), (lengths) => {
      const packed = lengths.map((length, i) => series(length, i * 100));
      const all = pack(packed);
      packed.forEach((one, i) => {
        assert.deepEqual(unpack(all, i), one);
      });
      assert.equal(unpack(all, packed.length), null);
    }),
    { numRuns: 200, seed: 5 },
  );
});

test('columns that are given keep no others in memory', () => {
  const given = unpack(pack([series(1000), series(2)]), 1);
  assert.equal(given?.step.buffer.byteLength, 2 * 3 * 8);
});

test('short series lie together in order, a long one alone', () => {
  const groups = (lengths: readonly number[]) =>
    [...together(lengths.map((length) => series(length)))].map((group) => group.map(({ step }) => step.length));
  assert.deepEqual(groups([40, 40, 40]), [[40, 40, 40]]);
  assert.deepEqual(groups([40, 100_000, 40, 0]), [[40], [100_000], [40, 0]]);
  assert.deepEqual(groups([2000, 2000]), [[2000], [2000]]);
  assert.deepEqual(groups([]), []);
  assert.deepEqual(groups([0, 0]), [[0, 0]]);
});
