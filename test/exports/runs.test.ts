import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { isoTime } from '../../src/exports/runs.ts';
import { exportedRun } from '../../src/model/exported-run.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('every run of the demo is as the published schema says', () => {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-export-'));
  const args = ['src/runfolio.js', 'export', 'runs', 'content', '--series', '--quiet', '--cache', cache];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, maxBuffer: 1e9 });
  assert.equal(status, 0);
  const lines = stdout.toString().trim().split('\n');
  assert.equal(lines.length, 210);
  const keys = lines.map((line) => {
    const run = exportedRun.strict().parse(JSON.parse(line));
    for (const [name, { step, value, time }] of Object.entries(run.series ?? {})) {
      assert.ok(step.length === value.length && value.length === time.length, name);
    }
    return `${run.project}/${run.id}`;
  });
  assert.deepEqual(keys, [...new Set(keys)].sort());
});

test('times are ISO 8601 in UTC with the digits that they have', () => {
  assert.deepEqual([0, 1.5, 1700000000.123456, -0.25, null, Number.NaN, 1e300].map(isoTime), [
    '1970-01-01T00:00:00Z',
    '1970-01-01T00:00:01.5Z',
    '2023-11-14T22:13:20.123456Z',
    '1969-12-31T23:59:59.75Z',
    null,
    null,
    null,
  ]);
});
