import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tensorboard } from '../../../src/readers/tensorboard/index.ts';
import { numbersFrom, readMemory } from '../memory-archive.ts';
import { event, float, frame, message, scalar, sessionEnd, sessionStart, tensor, VERSION, value, varint } from './encode.ts';

const NAME = 'run/events.out.tfevents.1700000000.lab-01.123.0';
const FRAMES = [
  VERSION,
  sessionStart({ lr: 0.1, name: 'mlp', deep: true }, 'baseline', 1700000000),
  tensor('notes', 0, 'text', varint(1, 7), message(2), message(8, 'tried much')),
  ...Array.from({ length: 30 }, (_, i) =>
    i % 3 === 2
      ? tensor(`val/metric_${i % 2}`, i, 'scalars', varint(1, 1), message(2), message(4, float(1, i / 7).subarray(1)))
      : scalar(`train/metric_${i % 4}`, i * 100, Math.cos(i), 1700000000 + i),
  ),
  sessionEnd(1, 1700000100),
];
const FILE = Buffer.concat(FRAMES);

const pointsOf = (bytes: Uint8Array) =>
  readMemory(tensorboard, { [NAME]: bytes }).fragments.flatMap(({ series }) =>
    series.flatMap(({ name, step, value: values, time }) => [...step].map((at, i) => `${name} ${at} ${values[i]} ${time[i]}`)),
  );
const ALL = new Set(pointsOf(FILE));

test('2,000 damaged files: no throw, no forged point, none lost but where the damage is', () => {
  const random = numbersFrom(11);
  const pick = (below: number) => Math.floor(random() * below);
  assert.equal(ALL.size, 30);
  for (let round = 0; round < 2000; round += 1) {
    const bytes = Buffer.from(FILE);
    const hits = 1 + pick(3);
    const touched = new Set<number>();
    for (let i = 0; i < hits; i += 1) {
      const at = pick(FILE.length);
      bytes[at] = (bytes[at] as number) ^ (1 + pick(255));
      touched.add(frameAt(at));
    }
    const size = pick(4) === 0 ? pick(FILE.length) : FILE.length;
    const found = pointsOf(bytes.subarray(0, size));
    for (const point of found) assert.ok(ALL.has(point), `round ${round}: ${point}`);
    const kept = FRAMES.filter((_, i) => !touched.has(i) && endOf(i) <= size);
    // A tensor is a scalar by what the metadata of its tag says: that each event here repeats.
    const wanted = pointsOf(Buffer.concat(kept));
    for (const point of wanted) assert.ok(found.includes(point), `round ${round}: ${point} is lost`);
  }
});

test('2,000 payloads of noise under right checksums: no throw, and all other points', () => {
  const random = numbersFrom(12);
  const pick = (below: number) => Math.floor(random() * below);
  for (let round = 0; round < 2000; round += 1) {
    const victim = pick(FRAMES.length);
    const payload = Buffer.from((FRAMES[victim] as Buffer).subarray(12, -4));
    for (let i = 0; i <= pick(4); i += 1) payload[pick(payload.length)] = pick(256);
    const cut = pick(5) === 0 ? payload.subarray(0, pick(payload.length)) : payload;
    const found = pointsOf(Buffer.concat(FRAMES.map((bytes, i) => (i === victim ? frame(cut) : bytes))));
    // Another tag may collide with the victim's new one, so that only points are compared.
    for (const point of pointsOf(Buffer.concat(FRAMES.toSpliced(victim, 1)))) assert.ok(found.includes(point), `round ${round}: ${point}`);
  }
});

test('what is wrong is said with its place', () => {
  const say = (bytes: Uint8Array | string) => {
    const { diagnostics, fragments } = readMemory(tensorboard, { [NAME]: bytes });
    return [
      fragments.length,
      ...diagnostics.map(({ code, place, args }) => `${code} ${place.offset ?? '-'} ${'bytes' in args ? args.bytes : ''}`),
    ];
  };
  const good = scalar('a', 1, 2);
  const flipped = (at: number) => Buffer.from(good).fill((good[at] as number) ^ 1, at, at + 1);
  assert.deepEqual(say(''), [0, 'empty-file - ']);
  assert.deepEqual(say('version https://example.org/pointer'), [0, 'not-this-format - ']);
  assert.deepEqual(say(Buffer.concat([good, good.subarray(0, 20)])), [1, `torn-tail ${good.length} 20`]);
  assert.deepEqual(say(Buffer.concat([good, flipped(20), good])), [1, `bad-checksum ${good.length} ${good.length}`]);
  assert.deepEqual(say(Buffer.concat([good, flipped(0), good])), [1, `bad-checksum ${good.length} ${good.length}`]);
  assert.deepEqual(say(Buffer.concat([good, frame(Buffer.from('no event'))])), [1, `undecodable-record ${good.length} `]);
  const half = frame(event({ step: 1 }, message(5, value('a', float(2, 3)), Buffer.from([0x0a, 99]))));
  const { fragments } = readMemory(tensorboard, { [NAME]: Buffer.concat([good, half]) });
  assert.deepEqual([...(fragments[0]?.series[0]?.value ?? [])], [2]);
  // Neither does the plug-in that such an event names stay with the tag.
  const mesh = message(9, message(1, message(1, 'mesh')));
  const relabelled = frame(event({ step: 1 }, message(5, value('t', mesh), Buffer.from([0x0a, 99]))));
  const after = readMemory(tensorboard, { [NAME]: Buffer.concat([relabelled, tensor('t', 3, null, varint(1, 1), float(5, 4))]) });
  assert.deepEqual([...(after.fragments[0]?.series[0]?.value ?? [])], [4]);
});

test('a hundred faults of a file are told one by one, the others together', () => {
  const bytes = Buffer.concat(Array.from({ length: 250 }, (_, i) => Buffer.from(scalar('a', i, 1)).fill(7, 20, 22)));
  const { diagnostics } = readMemory(tensorboard, { [NAME]: Buffer.concat([VERSION, bytes]) });
  assert.equal(diagnostics.length, 101);
  assert.equal(diagnostics.at(-1)?.code, 'damaged-bytes');
});

test('more tags than anybody logs are refused, not held', () => {
  const frames = Array.from({ length: 20_050 }, (_, i) => scalar(`tag ${i}`, 0, i));
  const { fragments, diagnostics } = readMemory(tensorboard, { [NAME]: Buffer.concat(frames) });
  assert.equal(fragments[0]?.series.length, 20_000);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['limit-reached'],
  );
});

function endOf(frameNumber: number): number {
  return FRAMES.slice(0, frameNumber + 1).reduce((sum, bytes) => sum + bytes.length, 0);
}

function frameAt(offset: number): number {
  return FRAMES.findIndex((_, i) => offset < endOf(i));
}
