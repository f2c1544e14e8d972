import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lightning } from '../../../src/readers/lightning/index.ts';
import { numbersFrom, readMemory } from '../memory-archive.ts';

const read = (metrics: string | Uint8Array) => readMemory(lightning, { 'm/version_0/metrics.csv': metrics });
const seriesOf = (metrics: string | Uint8Array) =>
  read(metrics).fragments[0]?.series.map(({ name, step, value }) => [name, [...step], [...value]]);
const said = (metrics: string | Uint8Array) => read(metrics).diagnostics.map(({ code, place }) => [code, place.line ?? place.offset]);

test('numbers as Python prints them, and nothing else', () => {
  const cells = ['1', '-0.0', '1e-45', '1.7976931348623157e+308', 'nan', 'inf', '-inf', ' 2 ', '.5', '5.', 'Infinity'];
  const wanted = [
    1,
    -0,
    1e-45,
    Number.MAX_VALUE,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    2,
    0.5,
    5,
    Number.POSITIVE_INFINITY,
  ];
  assert.deepEqual(seriesOf(`step,a\n${cells.map((cell, i) => `${i},${cell}\n`).join('')}`), [['a', cells.map((_, i) => i), wanted]]);
  for (const cell of ['x', '0x10', '"1', 'True', '--1', '1e', 'tensor(1.)', '1_0', '∞']) {
    const text = `step,a\n0,${cell}\n1,2\n`;
    assert.deepEqual(seriesOf(text), [['a', [1], [2]]], cell);
    assert.deepEqual(
      said(text).map(([, line]) => line),
      [2],
      cell,
    );
  }
});

test('line ends, byte order marks, quotes and empty files', () => {
  const wanted = [
    ['epoch', [0, 1], [0, 0]],
    ['a, b', [1], [2]],
  ];
  for (const end of ['\r\n', '\n', '\r'])
    for (const mark of ['', '\uFEFF']) assert.deepEqual(seriesOf(`${mark}epoch,step,"a, b"${end}0,0,${end}0,1,2${end}`), wanted);
  assert.deepEqual(seriesOf('epoch,step,a\n'), []);
  assert.deepEqual(read('').fragments, []);
  assert.deepEqual(said(''), [['empty-file', undefined]]);
  assert.deepEqual([read('loss,acc\n1,2\n').fragments, said('loss,acc\n1,2\n')], [[], []]);
});

test('without a step column rows are counted; a step that is none costs its row', () => {
  assert.deepEqual(seriesOf('epoch,a\n0,1\n0,\n1,3\n'), [
    ['epoch', [0, 1, 2], [0, 0, 1]],
    ['a', [0, 2], [1, 3]],
  ]);
  assert.deepEqual(seriesOf('step,a\n,1\nnan,2\n3,3\n'), [['a', [3], [3]]]);
  assert.deepEqual(said('step,a\n,1\nnan,2\n3,3\n'), [
    ['bad-value', 2],
    ['bad-value', 3],
  ]);
});

test('torn tails, short and long rows, a second header, names that stand twice', () => {
  assert.deepEqual(seriesOf('step,a\n0,1\n1,2'), [['a', [0], [1]]]);
  assert.deepEqual(said('step,a\n0,1\n1,2'), [['torn-tail', 11]]);
  assert.deepEqual(said('step,a,b\n0,1\n0,1,2,3\n0,1,2,\nstep,a,b\n1,2,3\n'), [
    ['bad-line', 2],
    ['bad-line', 3],
    ['bad-line', 5],
  ]);
  assert.deepEqual(seriesOf('step,a,b\n0,1\n0,1,2,3\n0,1,2,\nstep,a,b\n1,2,3\n'), [
    ['a', [0, 1], [1, 2]],
    ['b', [0, 1], [2, 3]],
  ]);
  assert.deepEqual(seriesOf('a,step,a\n1,0,2\n'), [['a', [0], [2]]]);
  assert.deepEqual(said('a,step,a\n1,0,2\n'), [['duplicate-key', 1]]);
  assert.deepEqual(seriesOf('hp_metric,step\n-1,0\n'), []);
});

test('many faults are counted, not listed', () => {
  const text = `step,a\n${'x\n'.repeat(500)}${'1,y\n'.repeat(500)}${'z,1\n'.repeat(500)}`;
  assert.equal(read(text).diagnostics.length, 63);
});

test('2,000 damaged logs: no throw, and every row that the damage does not touch', () => {
  const header = 'epoch,lr,step,train/loss,val/loss\r\n';
  const lines = Array.from(
    { length: 60 },
    (_, i) => `${i >> 4},${0.5 ** i},${i},${i % 9 === 8 ? '' : Math.sin(i)},${i % 9 === 8 ? 'nan' : ''}\r\n`,
  );
  const file = Buffer.from(header + lines.join(''));
  const starts = lines.map((_, i) => header.length + lines.slice(0, i).join('').length);
  const pointsOf = (bytes: Uint8Array) =>
    read(bytes).fragments.flatMap(({ series }) =>
      series.flatMap(({ name, step, value }) => [...step].map((at, i) => `${name} ${at} ${value[i]}`)),
    );
  const random = numbersFrom(21);
  const pick = (below: number) => Math.floor(random() * below);
  for (let round = 0; round < 2000; round += 1) {
    const bytes = Buffer.from(file);
    const at = header.length + pick(file.length - header.length);
    bytes[at] = round % 2 === 0 ? '",\r\n.e-0x\0\xff'.charCodeAt(pick(11)) : pick(256);
    const size = round % 5 === 0 ? header.length + pick(file.length - header.length) : file.length;
    const found = new Set(pointsOf(bytes.subarray(0, size)));
    // Damage in a line break may join its line with the next one.
    const hit = starts.findLastIndex((start) => start <= at);
    const kept = lines.filter((line, i) => i !== hit && i !== hit + 1 && (starts[i] as number) + line.length <= size);
    for (const point of pointsOf(Buffer.from(header + kept.join('')))) assert.ok(found.has(point), `round ${round}: ${point}`);
    for (const point of found) assert.ok(Number.isFinite(Number(point.split(' ')[1])), point);
  }
});

test('2,000 damaged headers and settings: no throw', () => {
  const random = numbersFrom(22);
  const pick = (below: number) => Math.floor(random() * below);
  const files = {
    'a/version_0/metrics.csv': 'epoch,step,"a, b"\r\n0,1,2\r\n0,2,3\r\n',
    'a/version_0/hparams.yaml': 'lr: 0.1\nlayers: &l\n- 64\n- 32\nagain: *l\nmodel:\n  name: "mlp"\n  shape: !!python/tuple [1, 2]\n',
    'a/version_0/config.yaml': 'seed_everything: 42\ntrainer: {max_epochs: 2, logger: null}\n',
  };
  const names = Object.keys(files) as (keyof typeof files)[];
  for (let round = 0; round < 2000; round += 1) {
    const victim = names[round % 3] as keyof typeof files;
    const bytes = Buffer.from(files[victim]);
    for (let i = 0; i <= pick(3); i += 1) bytes[pick(bytes.length)] = pick(2) === 0 ? '&*!{}[]:-"\n\t'.charCodeAt(pick(12)) : pick(256);
    const { fragments } = readMemory(lightning, {
      ...files,
      [victim]: bytes.subarray(0, pick(4) === 0 ? pick(bytes.length) : bytes.length),
    });
    assert.ok(fragments.length <= 1);
    if (victim !== 'a/version_0/metrics.csv') assert.equal(fragments[0]?.series.length, 2);
  }
});
