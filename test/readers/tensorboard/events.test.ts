import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tensorboard } from '../../../src/readers/tensorboard/index.ts';
import { readMemory } from '../memory-archive.ts';
import {
  double,
  event,
  float,
  frame,
  hparams,
  message,
  scalar,
  sessionEnd,
  sessionStart,
  tensor,
  VERSION,
  value,
  varint,
} from './encode.ts';

const NAME = 'run/events.out.tfevents.1700000000.lab-01.123.0';
const read = (...frames: readonly Uint8Array[]) => readMemory(tensorboard, { [NAME]: Buffer.concat([VERSION, ...frames]) });
const pointsOf = (...frames: readonly Uint8Array[]) =>
  read(...frames).fragments[0]?.series.map(({ name, step, value: values, time }) => [name, [...step], [...values], [...time]]);
const codes = (...frames: readonly Uint8Array[]) => read(...frames).diagnostics.map(({ code }) => code);

test('the golden bytes of version, simple value and tensor', () => {
  const hex = [
    '0f000000000000006d532b091a0d627261696e2e4576656e743a32fc985129',
    '1a00000000000000129bd82d0900002040fc54d94110072a0d0a0b0a046c6f7373150000003f9583bdba',
    '2e00000000000000c5cb57fa0900002040fc54d94110082a210a1f0a046c6f7373420a0801120022040000003f4a0b0a090a077363616c6172738c214c2d',
  ];
  const { fragments, diagnostics } = readMemory(tensorboard, { [NAME]: Buffer.from(hex.join(''), 'hex') });
  assert.deepEqual(diagnostics, []);
  const [fragment] = fragments;
  assert.equal(fragment?.format, 'TensorBoard events (brain.Event:2)');
  assert.deepEqual(fragment?.facts.startedAt, 1700000000.5);
  const [loss] = fragment?.series ?? [];
  assert.deepEqual([loss?.name, loss?.bits, loss?.rule], ['loss', 32, 'preempt']);
  assert.deepEqual(
    [[...(loss?.step ?? [])], [...(loss?.value ?? [])], [...(loss?.time ?? [])]],
    [
      [7, 8],
      [0.5, 0.5],
      [1700000000.5, 1700000000.5],
    ],
  );
});

test('steps and times: absent, negative, huge, not finite', () => {
  const found = pointsOf(
    scalar('a', 0, 1),
    scalar('a', -1n, Number.NaN),
    scalar('a', 2 ** 40, Number.POSITIVE_INFINITY, 0),
    scalar('a', -(2n ** 63n), -0, Number.NaN),
    scalar('a', 127, 2, Number.POSITIVE_INFINITY),
    scalar('a', 128, 2),
  );
  const t = 1700000000.5;
  assert.deepEqual(found, [
    [
      'a',
      [0, -1, 2 ** 40, -(2 ** 63), 127, 128],
      [1, Number.NaN, Number.POSITIVE_INFINITY, -0, 2, 2],
      [t, t, Number.NaN, Number.NaN, Number.NaN, t],
    ],
  ]);
  assert.deepEqual(codes(scalar('a', -(2n ** 63n), 1)), ['integer-precision']);
  assert.deepEqual(read(scalar('a', 0, 1, Number.NaN)).fragments[0]?.facts.endedAt, 1700000000.5);
});

test('fields in any order, unknown fields, several values and summaries in one event', () => {
  const tag = message(1, 'loss');
  const shuffled = frame(
    Buffer.concat([message(5, message(1, float(2, 3), varint(99, 7), tag), message(77, 'x')), varint(2, 5), double(1, 9)]),
  );
  const several = frame(
    event({ step: 6 }, message(5, value('loss', float(2, 4)), value('b', float(2, 5))), message(5, value('loss', float(2, 6)))),
  );
  assert.deepEqual(pointsOf(shuffled, several), [
    ['loss', [5, 6, 6], [3, 4, 6], [9, 1700000000.5, 1700000000.5]],
    ['b', [6], [5], [1700000000.5]],
  ]);
  const long = 'x'.repeat(300);
  assert.deepEqual(pointsOf(scalar(long, 1, 2))?.[0]?.slice(0, 3), [long, [1], [2]]);
  assert.deepEqual(pointsOf(frame(event({ step: 3 }, message(5, message(1, message(7, 'old/tag'), float(2, 1))))))?.[0]?.[0], 'old/tag');
});

test('tensors of one number, of each type and form', () => {
  const type = (number: number) => varint(1, number);
  const shape = message(2);
  const little = (bytes: number, write: (buffer: Buffer) => void) => {
    const buffer = Buffer.alloc(bytes);
    write(buffer);
    return message(4, buffer);
  };
  const cases: [number | bigint, number, ...Uint8Array[]][] = [
    [0.5, 32, type(1), shape, little(4, (b) => b.writeFloatLE(0.5))],
    [0.5, 32, type(1), message(5, little(4, (b) => b.writeFloatLE(0.5)).subarray(2))],
    [0.5, 32, type(1), float(5, 0.5)],
    [0.1, 64, type(2), little(8, (b) => b.writeDoubleLE(0.1))],
    [0.1, 64, type(2), double(6, 0.1)],
    [-7, 64, type(3), shape, little(4, (b) => b.writeInt32LE(-7))],
    [-7, 64, type(3), varint(7, -7)],
    [200, 32, type(4), little(1, (b) => b.writeUInt8(200))],
    [-3, 32, type(5), little(2, (b) => b.writeInt16LE(-3))],
    [-3, 32, type(6), little(1, (b) => b.writeInt8(-3))],
    [2 ** 40, 64, type(9), varint(10, 2 ** 40)],
    [-1, 64, type(9), little(8, (b) => b.writeBigInt64LE(-1n))],
    [1, 32, type(10), varint(11, 1)],
    [-2, 32, type(14), little(2, (b) => b.writeUInt16LE(0xc000))],
    [65000, 32, type(17), little(2, (b) => b.writeUInt16LE(65000))],
    [-1.5, 32, type(19), varint(13, 0xbe00)],
    [2 ** -24, 32, type(19), little(2, (b) => b.writeUInt16LE(1))],
    [Number.NEGATIVE_INFINITY, 32, type(19), varint(13, 0xfc00)],
    [4e9, 64, type(22), varint(16, 4e9)],
    [2 ** 63, 64, type(23), varint(17, 2n ** 63n)],
    [5, 32, type(1), message(2, message(2, varint(1, 1))), float(5, 5)],
  ];
  for (const [wanted, bits, ...fields] of cases)
    for (const plugin of [null, 'scalars']) {
      const { fragments, diagnostics } = read(tensor('t', 3, plugin, ...fields));
      const [series] = fragments[0]?.series ?? [];
      assert.deepEqual([diagnostics, series?.value[0], series?.bits, series?.step[0]], [[], wanted, bits, 3]);
    }
  assert.deepEqual(codes(tensor('t', 3, null, type(9), varint(10, 2n ** 60n + 1n))), ['integer-precision']);
  // Two elements, none, another plug-in's: no scalar, but counted.
  const several = message(2, message(2, varint(1, 2)));
  for (const fields of [
    [type(1), several, float(5, 1)],
    [type(1), message(2, message(2, varint(1, 0)))],
    [type(8), shape],
  ]) {
    const [fragment] = read(tensor('t', 3, null, ...fields)).fragments;
    assert.deepEqual([fragment?.series.length, JSON.stringify(fragment?.facts.extra)], [0, '{"tensors":{"count":1,"tags":{"t":1}}}']);
  }
  assert.equal(read(tensor('t', 3, 'mesh', type(1), float(5, 1))).fragments[0]?.series.length, 0);
});

test('images, audio, histograms and graphs are counted, texts kept', () => {
  const [fragment] = read(
    frame(event({ step: 1 }, message(5, value('weights', message(5, double(1, 0))), value('im', message(4, varint(1, 8)))))),
    frame(event({ step: 2 }, message(5, value('weights', message(5, double(1, 0))), value('au', message(6, varint(1, 8)))))),
    frame(event({ step: 2 }, message(4, Buffer.alloc(500)))),
    tensor('args', 0, 'text', varint(1, 7), message(8, 'lr | 0.1')),
    tensor('notes', 0, 'text', varint(1, 7), message(8, 'first')),
    tensor('notes', 1, 'text', varint(1, 7), message(8, 'tried much')),
    tensor('tags/text_summary', 0, 'text', varint(1, 7), message(8, 'a, b,a')),
    tensor('pic', 0, 'images', varint(1, 7), message(8, '8'), message(8, '8'), message(8, 'png')),
  ).fragments;
  assert.deepEqual([fragment?.facts.notes, fragment?.facts.tags], ['tried much', ['a', 'b']]);
  assert.equal(
    JSON.stringify(fragment?.facts.extra),
    '{"histograms":{"count":2,"tags":{"weights":2}},"images":{"count":2,"tags":{"im":1,"pic":1}},"audios":{"count":1,"tags":{"au":1}},"graphs":{"count":1},"texts":{"args":"lr | 0.1"}}',
  );
});

test('where the bytes of a picture stand in the file is kept', () => {
  const frames = [
    frame(event({ step: 3 }, message(5, value('im', message(4, varint(1, 8), varint(2, 8), message(4, 'first picture')))))),
    tensor('pic', 4, 'images', varint(1, 7), message(8, '8'), message(8, '8'), message(8, 'second'), message(8, 'third')),
    tensor('none', 4, 'images', varint(1, 7), message(8, '8'), message(8, '8')),
  ];
  const file = Buffer.concat([VERSION, ...frames]);
  const media = read(...frames).fragments[0]?.facts.media ?? [];
  assert.deepEqual(
    media.map(({ name, step, type, path, offset = 0, length = 0 }) => [
      name,
      step,
      type,
      path,
      file.toString('latin1', offset, offset + length),
    ]),
    [
      ['im', 3, 'image', NAME, 'first picture'],
      ['pic', 4, 'image', NAME, 'second'],
      ['pic', 4, 'image', NAME, 'third'],
    ],
  );
});

test('settings, group, and when a status can be believed', () => {
  const facts = (...frames: readonly Uint8Array[]) => read(...frames).fragments[0]?.facts;
  const config = { lr: 0.1, layers: '[1, 2]', deep: true };
  const start = sessionStart(config, 'baseline');
  const first = facts(start, scalar('loss', 0, 1), sessionEnd(1));
  assert.deepEqual([{ ...first?.config }, first?.group, first?.status], [config, 'baseline', 'finished']);
  assert.equal(facts(start, sessionEnd(1), scalar('loss', 0, 1))?.status, 'unknown');
  assert.equal(facts(scalar('loss', 0, 1), start, sessionEnd(1))?.status, 'unknown');
  assert.equal(facts(sessionStart(config, '', 1700000000), sessionEnd(1, 1700000060))?.status, 'finished');
  assert.equal(facts(start, sessionEnd(2))?.status, 'failed');
  assert.equal(facts(start, scalar('loss', 0, 1), sessionEnd(1), start, scalar('loss', 1, 1))?.status, undefined);
  assert.equal(facts(start)?.status, undefined);
  assert.equal(facts(sessionStart(config, 'ab'.repeat(32)))?.group, undefined);
  const placeholder = read(scalar('hp_metric', 0, -1), scalar('loss', 0, -1)).fragments[0]?.series.map((series) => series.name);
  assert.deepEqual(placeholder, ['loss']);
  assert.equal(read(scalar('hp_metric', 0, 0.5)).fragments[0]?.series.length, 1);
});

test('a file with nothing but the experiment of the hparams plug-in is no run', () => {
  const experiment = hparams('experiment', message(2, message(1, 'sweep')));
  assert.deepEqual(read(experiment), { ...read(experiment), fragments: [], diagnostics: [] });
  assert.equal(read(experiment, scalar('loss', 0, 1)).fragments.length, 1);
});

test('many files of a folder are one run, in the order of their names; a restart keeps every point', () => {
  const restart = frame(event({ step: 2 }, message(7, varint(1, 1))));
  const { claims, fragments } = readMemory(tensorboard, {
    'run/events.out.tfevents.1700000001.lab-01.1.1': Buffer.concat([VERSION, restart, scalar('a', 2, 20), scalar('a', 3, 30)]),
    'run/events.out.tfevents.1700000000.lab-01.1.0': Buffer.concat([VERSION, scalar('a', 1, 1), scalar('a', 2, 2), scalar('b', 9, 2)]),
    'run/events.out.tfevents.1700000000.lab-01.1.0.profile-empty': 'x',
    'run/plugins/profile/2024/lab-01.tfevents': 'x',
    'run/.guild/events.out.tfevents.1.attrs': 'x',
    'tools/read_tfevents.py': 'x',
  });
  assert.equal(claims.length, 1);
  assert.equal(fragments.length, 1);
  assert.deepEqual(
    fragments[0]?.series.map(({ name, step, value: values }) => [name, [...step], [...values]]),
    [
      ['a', [1, 2, 2, 3], [1, 2, 20, 30]],
      ['b', [9], [2]],
    ],
  );
});

test('folders that belong to another run: add_hparams, add_scalars, Keras', () => {
  const file = (dir: string, ...frames: readonly Uint8Array[]) => ({
    [`${dir}/events.out.tfevents.1700000000.lab-01.1.0`]: Buffer.concat([VERSION, ...frames]),
  });
  const { fragments, claims } = readMemory(tensorboard, {
    ...file('a', scalar('loss', 0, 1)),
    ...file('a/1700000000.25', sessionStart({ lr: 1 }), sessionEnd(1), scalar('hparam/best', 0, 1)),
    ...file('a/train_loss_left/right', scalar('train/loss', 0, 1)),
    ...file('a/other_run', scalar('loss', 0, 1)),
    ...file('b/1700000000', scalar('loss', 0, 1)),
    ...file('keras/fit/train', scalar('epoch_loss', 0, 1), scalar('batch_loss', 0, 1), scalar('loss', 0, 1)),
    ...file('keras/fit/validation', scalar('epoch_loss', 0, 1), scalar('evaluation_loss_vs_iterations', 0, 1)),
    ...file('plain/train', scalar('loss', 0, 1)),
  });
  assert.deepEqual(
    fragments.map(({ keys, facts, series }) => [
      keys.role,
      keys.directory,
      keys.partOf,
      facts.name,
      series.map(({ name }) => name).join(' '),
    ]),
    [
      ['run', 'a', undefined, 'a', 'loss'],
      ['part', 'a/1700000000.25', 'a', undefined, 'hparam/best'],
      ['run', 'a/other_run', undefined, 'other_run', 'loss'],
      ['part', 'a/train_loss_left/right', 'a', undefined, 'train/loss/left/right'],
      ['run', 'b/1700000000', undefined, 'b/1700000000', 'loss'],
      ['part', 'keras/fit/train', 'keras/fit', 'fit', 'train/loss train/batch_loss train/loss (2)'],
      ['part', 'keras/fit/validation', 'keras/fit', 'fit', 'val/loss val/loss_vs_iterations'],
      ['run', 'plain/train', undefined, 'plain/train', 'loss'],
    ],
  );
  // What decides is among the files of the claim: the parent's first file.
  assert.equal(claims[1]?.files.length, 2);
});

test('names and hosts', () => {
  const one = (path: string) => readMemory(tensorboard, { [path]: scalar('a', 0, 1) }).fragments[0];
  const host = (name: string) => one(`x/${name}`)?.facts.environment?.host;
  assert.equal(host('events.out.tfevents.1700000000.lab-01.example.org.123.0'), 'lab-01.example.org');
  assert.equal(host('events.out.tfevents.1700000000.lab-01.123.0.v2'), 'lab-01');
  assert.equal(host('events.out.tfevents.1700000000.lab-01'), 'lab-01');
  assert.equal(host('mine.tfevents.123'), undefined);
  assert.equal(one('top.tfevents')?.facts.name, undefined);
  assert.equal(one('kwt1/logs/validation/a.tfevents')?.facts.name, 'kwt1/logs/validation');
  assert.equal(one('lightning_logs/version_3/a.tfevents')?.facts.name, 'lightning_logs/version_3');
  assert.equal(one('x/job/.guild/events.out.tfevents.0')?.keys.directory, 'x/job');
});
