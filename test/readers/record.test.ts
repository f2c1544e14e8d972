import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeJson } from '../../src/formats/json.ts';
import { isMap } from '../../src/model/value.ts';
import { record } from '../../src/readers/record/index.ts';
import { momentOf } from '../../src/readers/record/time.ts';
import { assertGrowth } from '../support/growth.ts';
import { FIXTURES, readFolder } from '../support/read.ts';
import { contentsOf, mutant } from './memory.ts';
import { numbersFrom, readMemory } from './memory-archive.ts';

const HOME = path.join(FIXTURES, 'record');

function points(series: { step: Float64Array; value: Float64Array; time: Float64Array } | undefined): number[][] {
  return series === undefined ? [] : Array.from(series.step, (step, at) => [step, series.value[at] as number, series.time[at] as number]);
}

test('the seven parts, and a wide table', async () => {
  const { fragments, diagnostics } = await readFolder(HOME, record);
  assert.deepEqual(
    diagnostics.map(({ code, place }) => `${code} ${place.path}:${place.line}`),
    ['integer-precision long/metrics.jsonl:4'],
  );
  const wide = fragments.find(({ keys }) => keys.directory === 'wide');
  assert.deepEqual(wide?.keys, { trackerId: 'baseline-s1', directory: 'wide', role: 'run' });
  assert.deepEqual(JSON.parse(writeJson(wide?.facts)), {
    name: 'baseline seed 1',
    status: 'finished',
    startedAt: 1_795_206_350.25,
    endedAt: 1_795_206_362,
    group: 'baseline',
    tags: ['ablation', 'baseline'],
    config: { lr: 0.001, model: { width: 64, dropout: 0.2 }, seed: 1 },
    code: {
      commit: '1a2a3398c3bb471df88e71d13da98ceb11c99713',
      branch: 'main',
      dirty: false,
      diff: '--- a/train.py\n+++ b/train.py\n@@ -1 +1 @@\n-lr = 1e-2\n+lr = 1e-3\n',
    },
    data: [{ name: 'digits', digest: 'sha256:6d1f' }],
    environment: { python: '3.11.2', packages: { numpy: '2.4.6' } },
    artifacts: [{ name: 'weights', type: 'model', direction: 'output', path: 'wide/weights.csv', present: true }],
    console: { path: 'wide/console.log', bytes: 16, tail: 'epoch 1\nepoch 2\n' },
  });
  assert.deepEqual(
    wide?.series.map(({ name }) => name),
    ['train/loss', 'val/loss'],
  );
  assert.deepEqual(points(wide?.series[0]), [
    [0, 2.5, 1_795_206_351],
    [1, 1.25, 1_795_206_352.5],
    [2, Number.NaN, Number.NaN],
    [3, Number.NEGATIVE_INFINITY, 1_795_206_355],
  ]);
  assert.deepEqual(points(wide?.series[1]), [
    [1, 1.5, 1_795_206_352.5],
    [3, 1e80, 1_795_206_355],
  ]);
});

test('the long form as JSON lines, with what a series says of itself', async () => {
  const { fragments } = await readFolder(HOME, record);
  const long = fragments.find(({ keys }) => keys.directory === 'long');
  assert.equal(long?.keys.trackerId, '007');
  assert.deepEqual(
    long?.series.map(({ name, kind, rule, bits }) => [name, kind, rule, bits]),
    [
      ['acc', 'metric', 'last-per-step', 32],
      ['loss', 'metric', 'all', 64],
      ['system/gpu', 'system', 'all', 64],
    ],
  );
  assert.deepEqual(points(long?.series[0]), [
    [0, 0.10000000149011612, 1_795_206_350.125],
    [0, Number.NaN, Number.NaN],
  ]);
  assert.deepEqual(points(long?.series[2]), [[1, Number.POSITIVE_INFINITY, Number.NaN]]);
});

test('values of the wrong kind are told with their line; everything else is kept', () => {
  const { fragments, diagnostics } = readMemory(record, {
    'a/run.yaml':
      'id: 0123\nname: 2026\nstatus: done\nstarted: yesterday\nconfig: [1]\ntags: [a, 1, {b: 2}]\nenvironment:\n  cpu_count: four\nzeta: {x: 12345678901234567890}\nartifacts:\n  - {path: ../x, name: n}\n',
    'a/metrics.csv': 'step,acc\n0,oops\n1,0.5\nx,1\n2,0.7,9\n3\n4,0.',
  });
  assert.deepEqual(
    diagnostics.map(({ code, place }) => `${code} ${place.path}:${place.line}:${place.column ?? ''}`),
    [
      'bad-value a/run.yaml:4:1',
      'bad-value a/run.yaml:6:1',
      'bad-value a/run.yaml:3:1',
      'bad-value a/run.yaml:5:1',
      'bad-value a/run.yaml:8:3',
      'path-refused a/run.yaml:11:5',
      'bad-value a/metrics.csv:2:',
      'bad-value a/metrics.csv:4:',
      'bad-line a/metrics.csv:5:',
    ].sort((a, b) => order(a) - order(b)),
  );
  const [run] = fragments;
  assert.equal(run?.keys.trackerId, '0123');
  assert.equal(run?.facts.name, '2026');
  assert.deepEqual(run?.facts.tags, ['a', '1']);
  const zeta = run?.facts.extra?.['zeta'];
  assert.equal(isMap(zeta) ? zeta['x'] : null, 12345678901234567890n);
  assert.deepEqual(
    points(run?.series[0]).map(([step, value]) => [step, value]),
    [
      [1, 0.5],
      [2, 0.7],
      [4, 0],
    ],
  );

  function order(line: string): number {
    return diagnostics.findIndex(({ code, place }) => `${code} ${place.path}:${place.line}:${place.column ?? ''}` === line);
  }
});

test('every refused path is told with its line, however many there are', () => {
  const refused = (count: number) => {
    const entries = (start: string) => Array.from({ length: count }, (_, at) => `  - {name: n${at}, ${start}${at}, size: many}\n`).join('');
    return readMemory(record, { 'a/run.yaml': `id: x\nartifacts:\n${entries('path: ../')}media:\n${entries('path: /')}` }).diagnostics;
  };
  assert.deepEqual(
    refused(2).map(({ code, place }) => `${code} ${place.line}:${place.column}`),
    ['path-refused 3:5', 'bad-value 3:28', 'path-refused 4:5', 'bad-value 4:28', 'path-refused 6:5', 'path-refused 7:5'],
  );
  assertGrowth('refused paths', 25, refused);
});

test('a table alone is no run, nor is the run.yaml of some other program', () => {
  assert.deepEqual(readMemory(record, { 'a/metrics.csv': 'step,x\n0,1\n' }).claims, []);
  const foreign = readMemory(record, { 'a/run.yaml': 'command: python train.py\nname: job\n' });
  assert.deepEqual([foreign.fragments, foreign.diagnostics], [[], []]);
  assert.equal(readMemory(record, { 'a/run.yaml': 'id: x\n' }).fragments.length, 1);
  const bare = readMemory(record, { 'a/run.yaml': '', 'a/metrics.csv': 'step,x\n0,1\n' });
  assert.equal(bare.fragments[0]?.series.length, 1);
  assert.deepEqual(
    bare.diagnostics.map(({ code }) => code),
    ['empty-file'],
  );
});

test('torn tails, missing columns, both tables', () => {
  const torn = readMemory(record, { 'run.yaml': 'id: x\n', 'metrics.jsonl': '{"step":0,"a":1}\n{"step":1,"a":' });
  assert.deepEqual(
    torn.diagnostics.map(({ code }) => code),
    ['torn-tail'],
  );
  assert.deepEqual(points(torn.fragments[0]?.series[0]), [[0, 1, Number.NaN]]);
  const none = readMemory(record, { 'run.yaml': 'id: x\n', 'metrics.csv': 'epoch,a\n0,1\n' });
  assert.deepEqual(
    none.diagnostics.map(({ code }) => code),
    ['not-this-format'],
  );
  const both = readMemory(record, {
    'run.yaml': 'id: x\n',
    'metrics.csv': 'step,a,b\n0,1,1\n',
    'metrics.jsonl': '{"step":0,"a":2}\nnonsense\n[1]\n',
  });
  assert.deepEqual(
    both.diagnostics.map(({ code }) => code),
    ['bad-line', 'bad-line', 'duplicate-key'],
  );
  assert.deepEqual(
    both.fragments[0]?.series.flatMap(({ value }) => [...value]),
    [2, 1],
  );
});

test('thousands of faults are told shortly', () => {
  const rows = Array.from({ length: 5000 }, (_, at) => `${at},x`).join('\n');
  const { diagnostics } = readMemory(record, { 'run.yaml': 'id: x\n', 'metrics.csv': `step,a\n${rows}\n` });
  assert.equal(diagnostics.length, 21);
});

test('times', () => {
  assert.deepEqual(momentOf('2026-11-20T20:25:50.123456Z'), { seconds: 1_795_206_350.123456, zoneAssumed: false });
  assert.deepEqual(momentOf('2026-11-20 21:25:50+01:00'), { seconds: 1_795_206_350, zoneAssumed: false });
  assert.deepEqual(momentOf('2026-11-20'), { seconds: Date.UTC(2026, 10, 20) / 1000, zoneAssumed: true });
  assert.deepEqual(momentOf('1795206350.25'), { seconds: 1_795_206_350.25, zoneAssumed: false });
  for (const text of ['2026-02-30', '2026-11-20T25:00', 'soon', '', '2026-11']) assert.equal(momentOf(text), null, text);
});

const double = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324, 1.7976931348623157e308),
);

test('whatever a series holds can be written and read back bit for bit', () => {
  const row = fc.record({
    step: fc.double({ noNaN: true, noDefaultInfinity: true }),
    value: double,
    time: fc.option(fc.double({ noNaN: true, min: 0, max: 4e9 })),
  });
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((name) => name.trim() === name),
        fc.array(row, { minLength: 1, maxLength: 8 }),
      ),
      (series) => {
        const csv = ['step,metric,value,time'];
        const jsonl: string[] = [];
        for (const [metric, rows] of Object.entries(series))
          for (const { step, value, time } of rows) {
            csv.push(`${spelled(step)},"${metric.replaceAll('"', '""')}",${spelled(value)},${time === null ? '' : spelled(time)}`);
            jsonl.push(writeJson({ step, metric, value, time }));
          }
        for (const [file, lines] of [
          ['metrics.csv', csv],
          ['metrics.jsonl', jsonl],
        ] as const) {
          const { fragments, diagnostics } = readMemory(record, { 'run.yaml': 'id: x\n', [file]: `${lines.join('\n')}\n` });
          assert.deepEqual(diagnostics, []);
          for (const own of fragments[0]?.series ?? []) {
            const rows = series[own.name] ?? [];
            assert.equal(own.step.length, rows.length);
            rows.forEach(({ step, value, time }, at) => {
              assert.ok(Object.is(own.step[at], step), `${own.step[at]} ${step}`);
              assert.ok(Object.is(own.value[at], value), `${own.value[at]} ${value}`);
              assert.ok(Object.is(own.time[at], time ?? Number.NaN));
            });
          }
          assert.equal(fragments[0]?.series.length, Object.keys(series).length);
        }
      },
    ),
    { numRuns: 500, seed: 5 },
  );
});

function spelled(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

test('2,400 damaged records: no throw, no run lost or invented, every fault has a place', () => {
  const all = contentsOf(HOME);
  const damaged = Object.keys(all).filter((place) => /run\.yaml|metrics|diff|console/.test(place));
  const numbers = numbersFrom(12);
  for (let round = 0; round < 2400; round += 1) {
    const place = damaged[round % damaged.length] as string;
    const dir = place.slice(0, place.indexOf('/'));
    const own = Object.fromEntries(Object.entries(all).filter(([other]) => other.startsWith(`${dir}/`)));
    const { fragments, diagnostics } = readMemory(record, { ...own, [place]: mutant(all[place] as Uint8Array, numbers) });
    assert.equal(fragments.length, 1, place);
    if (!place.endsWith('run.yaml')) assert.ok(fragments[0]?.keys.trackerId !== undefined);
    if (!place.includes('metrics')) assert.ok((fragments[0]?.series.length ?? 0) >= 2);
    for (const found of diagnostics) assert.ok(found.place.path === place || found.code === 'integer-precision', JSON.stringify(found));
  }
});
