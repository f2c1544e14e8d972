import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { HealthEvent } from '../../src/model/report/health.ts';
import { openMemory } from '../../src/store/memory.ts';

const event: HealthEvent = {
  kind: 'loss-scale',
  metric: 'a "b"\n\u2028',
  from: 1,
  to: 1,
  value: Number.NaN,
  args: { metric: 'a "b"\n\u2028', metrics: 1, step: 1, value: -0, before: Number.POSITIVE_INFINITY },
};

const open = (place: string, tool: string) => openMemory<readonly HealthEvent[]>(path.join(place, 'curves.jsonl'), tool);

function folder(t: { after(work: () => void): void }): string {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-'));
  t.after(() => fs.rmSync(place, { recursive: true }));
  return place;
}

test('data comes back exactly, and what a build did not ask for is forgotten', (t) => {
  const place = folder(t);
  const first = open(place, 'tool');
  first.set('a', [event]);
  first.set('b', []);
  first.keep();
  const second = open(place, 'tool');
  assert.deepEqual(structuredClone(second.get('a')), [event]);
  second.keep();
  const third = open(place, 'tool');
  assert.deepEqual([structuredClone(third.get('a')), third.get('b')], [[event], undefined]);
});

test('another tool, a flipped byte, a cut and a folder in its place are as if nothing were kept', (t) => {
  const place = folder(t);
  const file = path.join(place, 'curves.jsonl');
  const memory = open(place, 'tool');
  memory.set('a', [event]);
  memory.keep();
  assert.equal(open(place, 'other').get('a'), undefined);
  const whole = fs.readFileSync(file);
  for (let at = 0; at < whole.length; at += 7) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] as number) ^ 1;
    fs.writeFileSync(file, damaged);
    assert.equal(open(place, 'tool').get('a'), undefined, `byte ${at}`);
    fs.writeFileSync(file, whole.subarray(0, at));
    assert.equal(open(place, 'tool').get('a'), undefined, `${at} bytes`);
  }
  fs.rmSync(file);
  fs.mkdirSync(file);
  const blocked = open(place, 'tool');
  blocked.set('a', [event]);
  blocked.keep();
  assert.deepEqual(structuredClone(blocked.get('a')), [event]);
});
