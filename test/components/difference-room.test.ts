import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listedOf } from '../../src/components/difference-room.ts';
import type { Differences, FactPart } from '../../src/model/report/compare.ts';

const part = (name: FactPart, rows: number, same: number, text: string): Differences => ({
  part: name,
  silent: 0,
  rows: Array.from({ length: rows }, (_, i) => ({ key: `k${i}`, values: Array<string>(20).fill(text), seed: false })),
  same: Array.from({ length: same }, (_, i) => ({ key: `k${i}`, value: text })),
});

test('what is short is shown whole, up to the most that a reader would look through', () => {
  assert.deepEqual(listedOf([part('config', 8, 30, '1'), part('data', 0, 2, 'x')], 60_000), [
    { rows: 8, same: 30 },
    { rows: 0 + 1, same: 2 },
  ]);
  assert.deepEqual(listedOf([part('config', 500, 500, '1')], 1e9), [{ rows: 120, same: 200 }]);
});

test('what is long is cut to the room, the first row always there, and a part that needs little leaves its room to the next', () => {
  const long = '<b>'.repeat(400);
  const [config, data] = listedOf([part('config', 100, 100, '1'), part('data', 100, 100, long)], 100_000);
  assert.ok(config !== undefined && config.rows > 15 && config.same === 100, JSON.stringify(config));
  assert.ok(data !== undefined && data.rows === 1 && data.same < 10, JSON.stringify(data));
  const alone = listedOf([part('data', 100, 100, 'word')], 50_000)[0]?.rows ?? 0;
  assert.ok((listedOf([part('config', 0, 0, ''), part('data', 100, 100, 'word')], 50_000)[1]?.rows ?? 0) >= alone);
});
