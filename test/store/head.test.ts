import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../src/formats/json.ts';
import type { SeriesHead } from '../../src/model/series.ts';
import { encode } from '../../src/store/encode.ts';
import { headOf, type Listed, listed } from '../../src/store/head.ts';
import { measure } from '../../src/store/stats.ts';

const columns = (value: readonly number[]) => ({
  step: Float64Array.from(value.keys()),
  value: Float64Array.from(value),
  time: Float64Array.from(value, () => Number.NaN),
});
const head = (value: readonly number[], bits: 32 | 64 = 64): SeriesHead => ({
  name: 'a "b"',
  kind: 'metric',
  rule: 'preempt',
  bits,
  stats: measure(columns(value), 'preempt'),
  ref: { claim: 'c', row: 3, index: 1 },
});

test('a series comes back from its list as it was, in the same order of keys', () => {
  for (const value of [[1, -0, 2 ** 60, 1e300], [Number.NaN, Number.POSITIVE_INFINITY], [], [0.1]]) {
    const written = encode(listed(head(value)));
    const back = headOf(parseJson(written) as unknown as Listed, 'c');
    assert.deepEqual(back, head(value));
    assert.equal(encode(back), encode(head(value)));
  }
});
