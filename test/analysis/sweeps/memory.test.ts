import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { overviewOf } from '../../../src/analysis/overview.ts';
import { sweepsSlice } from '../../../src/analysis/slices/sweeps.ts';
import type { Memory } from '../../../src/model/memory.ts';
import type { ObjectiveAnalysis } from '../../../src/model/report/sweep.ts';
import type { Run } from '../../../src/model/run.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { columnsOf, projectInputOf, projectOf, runOf } from '../../support/runs.ts';

function trials(last: number): readonly Run[] {
  return Array.from({ length: 48 }, (_, i) =>
    runOf({
      id: `t${i}`,
      group: 'scan',
      startedAt: 1000 + i,
      durationSeconds: 10 + i,
      status: i % 11 === 0 ? 'failed' : 'finished',
      config: { lr: 10 ** -(1 + (i % 7)), depth: i % 5, act: ['relu', 'gelu', 'tanh'][i % 3] as string },
      ...(i % 11 === 0 ? {} : { lines: { 'val/loss': [i === 47 ? last : i === 20 ? Number.NaN : 1 / (1 + (i % 7)) + (i % 5) * 0.01] } }),
    }),
  );
}

const pagesOf = (runs: readonly Run[], memory?: Memory<ObjectiveAnalysis>) => {
  const { slugs, sweep } = sweepsSlice(overviewOf(projectInputOf(runs, { project: projectOf({}) }), columnsOf), memory);
  return slugs.map((slug) => sweep(slug));
};

test('a page of what was remembered is the page that was worked out, and other trials are worked out anew', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const open = () => openMemory<ObjectiveAnalysis>(path.join(folder, 'sweeps.jsonl'), 'tool');
  const counted = (memory: Memory<ObjectiveAnalysis>) => {
    let worked = 0;
    const set = (key: string, analysis: ObjectiveAnalysis) => {
      worked += 1;
      memory.set(key, analysis);
    };
    return { memory: { get: (key: string) => memory.get(key), set }, worked: () => worked };
  };
  const plain = pagesOf(trials(0.5));
  assert.ok((plain[0]?.objectives[0]?.importance?.rows.length ?? 0) > 1);
  const kept = open();
  const first = counted(kept);
  assert.deepEqual(pagesOf(trials(0.5), first.memory), plain);
  assert.equal(first.worked(), 1);
  kept.keep();
  const second = counted(open());
  assert.deepEqual(structuredClone(pagesOf(trials(0.5), second.memory)), structuredClone(plain));
  assert.equal(second.worked(), 0);
  const third = counted(open());
  assert.deepEqual(pagesOf(trials(0.25), third.memory), pagesOf(trials(0.25)));
  assert.equal(third.worked(), 1);
});
