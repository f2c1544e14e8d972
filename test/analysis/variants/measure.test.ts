import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overviewOf } from '../../../src/analysis/overview.ts';
import { withVariantDiagnostics } from '../../../src/analysis/variants/diagnose.ts';
import { measuredAnew } from '../../../src/analysis/variants/measure.ts';
import type { Project } from '../../../src/model/project.ts';
import type { Run } from '../../../src/model/run.ts';
import { columnsOf, projectInputOf, projectOf } from '../../support/runs.ts';
import { configured } from './sketch.ts';

const view = (runs: readonly Run[], project: Partial<Project> = {}, diagnostics: Parameters<typeof projectInputOf>[1] = {}) =>
  overviewOf(projectInputOf(runs, { project: projectOf(project), ...diagnostics }), columnsOf);
const curve = (end: number, steps = 10) => ({ 'val/acc': Array.from({ length: steps }, (_, at) => (end * (at + 1)) / steps) });

function reasons(runs: readonly Run[], among?: (run: Run) => boolean, diagnostics: Parameters<typeof projectInputOf>[1] = {}) {
  const of = view(runs, {}, diagnostics);
  assert.equal(of.variants.list.length, 1);
  const [variant] = of.variants.list;
  assert.ok(variant !== undefined);
  const found = measuredAnew(of, variant, 'val/acc', among);
  return { found, why: Object.fromEntries(found.replicates.map(({ run, excluded }) => [run.id, excluded])) };
}

test('every run is accounted for, and only sound values count', () => {
  const run = (id: string, seed: number, said: Parameters<typeof configured>[2]) =>
    configured(id, { lr: 1, seed }, { startedAt: seed, lines: curve(0.9 + seed / 1000), ...said });
  const { found, why } = reasons([
    run('good', 0, {}),
    run('unknown', 1, { status: 'unknown' }),
    run('failed', 2, { status: 'failed' }),
    run('killed', 3, { status: 'killed' }),
    run('pruned', 4, { status: 'pruned' }),
    run('running', 5, { status: 'running' }),
    run('queued', 6, { status: 'queued' }),
    run('short', 7, { status: 'unknown', lines: curve(0.5, 5) }),
    run('nan', 8, { lines: { 'val/acc': [0.5, Number.NaN] } }),
    run('other', 9, { lines: { 'train/loss': [1] } }),
    run('gone', 10, { deleted: true }),
  ]);
  assert.deepEqual(why, {
    ...{ good: null, unknown: null, failed: 'failed', killed: 'killed', pruned: 'pruned', running: 'running', queued: 'queued' },
    ...{ short: 'incomplete', nan: 'not_finite', other: 'no_value', gone: 'deleted' },
  });
  assert.deepEqual(found.values, [0.9, 0.901]);
});

test('runs whose status nobody records count, however they ended, unless a plan says otherwise', () => {
  const run = (id: string, seed: number, steps: number, width = 1) =>
    configured(id, { width, seed, max_steps: 20 }, { startedAt: width, status: 'unknown', lines: curve(0.9, steps) });
  const alone = view([run('a', 0, 20), run('b', 0, 12, 2)]);
  assert.equal(alone.variants.standing(run('x', 0, 1)), null);
  assert.deepEqual(
    alone.variants.list.flatMap(({ runs }) => runs.map((one) => [one.id, alone.variants.standing(one)])),
    [
      ['a', null],
      ['b', 'incomplete'],
    ],
  );
  const exceeded = view([run('a', 0, 30), run('b', 0, 12, 2)]);
  assert.deepEqual(
    exceeded.variants.list.flatMap(({ runs }) => runs.map((one) => exceeded.variants.standing(one))),
    [null, null],
  );
});

test('of a repeated seed the latest complete run counts, and of a repeated computation without one', () => {
  const run = (id: string, start: number, said: object, status: Run['status'] = 'finished') =>
    configured(id, { lr: 1, ...said }, { startedAt: start, status, lines: curve(0.9 + start / 1e4) });
  const { why, found } = reasons([
    run('first', 0, { seed: 0 }),
    run('again', 1, { seed: '0' }),
    run('broken', 2, { seed: 0 }, 'failed'),
    run('two', 3, { seed: 1 }),
  ]);
  assert.deepEqual(why, { first: 're_run', again: null, broken: 'failed', two: null });
  assert.deepEqual(
    found.replicates.map(({ seed }) => seed),
    ['0', '0', '0', '1'],
  );
  const plain = (id: string, end: number) => configured(id, { lr: 1 }, { startedAt: id.length, lines: curve(end) });
  const { why: unseeded, found: several } = reasons([plain('a', 0.91), plain('bb', 0.91), plain('ccc', 0.92)]);
  assert.deepEqual(unseeded, { a: 're_run', bb: null, ccc: null });
  assert.equal(several.seedsMissing, 2);
});

test('other processes of a training do not count; a run that was started again after it had ended is none', () => {
  const runs = ['a', 'b', 'c'].map((id, at) =>
    configured(id, { lr: 1 }, { startedAt: at, endedAt: at + (at === 0 ? 1.5 : 9), lines: curve(0.9 + at / 100) }),
  );
  const mark = {
    diagnostics: [{ code: 'rank-duplicate', place: { path: 'runs/a' }, args: { runs: 'a, b, c', count: 3 }, run: 'a' }],
  } as const;
  assert.deepEqual(reasons(runs, undefined, mark).why, { a: null, b: 'rank', c: null });
});

test('among narrows to the runs of a comparison, where a repetition may be the only one', () => {
  const runs = [0, 1].map((at) => configured(`r${at}`, { lr: 1, seed: 0 }, { startedAt: at, lines: curve(0.9 + at / 100) }));
  assert.deepEqual(reasons(runs, ({ id }) => id === 'r0').found.values, [0.9]);
});

test('the very same curve under different seeds is said, a straight line is not', () => {
  const runs = (lines: object) =>
    [0, 1, 2].map((seed) => configured(`r${seed}`, { lr: 1, seed }, { startedAt: seed, lines: lines as { [key: string]: number[] } }));
  const codes = (lines: object) =>
    withVariantDiagnostics(view(runs(lines), { primary: 'val/acc' })).input.diagnostics.map(({ code }) => code);
  assert.equal(reasons(runs(curve(0.9))).found.identicalUnderSeeds, true);
  assert.deepEqual(codes(curve(0.9)), ['seed-not-wired']);
  assert.equal(reasons(runs({ 'val/acc': [1, 1, 1] })).found.identicalUnderSeeds, false);
  assert.deepEqual(codes({ 'val/acc': [1, 1, 1] }), []);
});

test('repeated seeds and names that merge configurations are notes', () => {
  const runs = [1, 2].flatMap((lr) =>
    [0, 1].map((at) => configured(`r${lr}${at}`, { lr, seed: 0 }, { startedAt: lr * 10 + at, lines: curve(0.9 + (lr + at) / 100) })),
  );
  const place = { path: 'project.yaml', line: 3 };
  const found = withVariantDiagnostics(view(runs, { primary: 'val/acc', variants: new Map([['both', { text: 'config.seed:0', place }]]) }))
    .input.diagnostics;
  assert.deepEqual(
    found.map(({ code, args, run }) => [code, args, run ?? null]),
    [
      ['repeated-seed', { variant: 'both', count: 2, runs: 'r10, r11; r20, r21' }, 'r11'],
      ['variant-merges', { variant: 'both', keys: 'lr' }, null],
    ],
  );
});
