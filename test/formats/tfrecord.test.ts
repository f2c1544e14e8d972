import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTfRecords, type TfRecordFault } from '../../src/formats/tfrecord.ts';
import type { Bytes } from '../../src/model/folder.ts';
import { numbersFrom } from '../readers/memory-archive.ts';
import { frame, scalar } from '../readers/tensorboard/encode.ts';
import { assertGrowth } from '../support/growth.ts';
import { bytesOf } from './bytes-of.ts';

function recordsOf(file: Bytes) {
  const payloads: string[] = [];
  const offsets: number[] = [];
  const faults: TfRecordFault[] = [];
  readTfRecords(
    file,
    (window, _view, start, end, offset) => {
      payloads.push(Buffer.from(window.subarray(start, end)).toString('hex'));
      offsets.push(offset);
    },
    (fault) => faults.push(fault),
  );
  return { payloads, offsets, faults };
}

const FRAMES = Array.from({ length: 40 }, (_, i) =>
  i % 7 === 3 ? frame(Buffer.alloc(i * 40, i)) : scalar(`train/metric_${i % 5}`, i, Math.sin(i), 1700000000 + i),
);
const PAYLOADS = FRAMES.map((bytes) => bytes.subarray(12, -4).toString('hex'));
const FILE = Buffer.concat(FRAMES);
const STARTS = FRAMES.map((_, i) => FRAMES.slice(0, i).reduce((sum, bytes) => sum + bytes.length, 0));
const endOf = (i: number) => (STARTS[i] as number) + (FRAMES[i] as Buffer).length;

test('the golden bytes are records', () => {
  const hex = '0f000000000000006d532b091a0d627261696e2e4576656e743a32fc985129';
  const { payloads, faults } = recordsOf(bytesOf(Buffer.from(hex + hex, 'hex')));
  assert.deepEqual(payloads, ['1a0d627261696e2e4576656e743a32', '1a0d627261696e2e4576656e743a32']);
  assert.deepEqual(faults, []);
  assert.deepEqual(recordsOf(bytesOf(FILE)), { payloads: PAYLOADS, offsets: STARTS, faults: [] });
});

test('a file cut at any byte gives every record before the cut', () => {
  for (let size = 0; size <= 900; size += 1) {
    const { payloads, faults } = recordsOf(bytesOf(FILE.subarray(0, size)));
    const whole = STARTS.filter((_, i) => endOf(i) <= size).length;
    assert.deepEqual(payloads, PAYLOADS.slice(0, whole));
    const left = size - (whole === 0 ? 0 : endOf(whole - 1));
    const offset = size - left;
    assert.deepEqual(
      faults,
      size === 0 ? [{ kind: 'empty', offset: 0, bytes: 0 }] : left === 0 ? [] : [{ kind: 'torn', offset, bytes: left }],
    );
  }
});

test('a flip of any byte costs its own record and is placed', () => {
  const random = numbersFrom(1);
  for (let at = 0; at < FILE.length; at += 1) {
    const bytes = Buffer.from(FILE);
    bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
    const hit = STARTS.findLastIndex((start) => start <= at);
    const { payloads, faults } = recordsOf(bytesOf(bytes));
    assert.deepEqual(payloads, PAYLOADS.toSpliced(hit, 1), `flip at ${at}`);
    assert.equal(faults.length, 1);
    assert.equal(faults[0]?.offset, STARTS[hit]);
    assert.equal(faults[0]?.bytes, (FRAMES[hit] as Buffer).length);
  }
});

test('2,000 files with bytes removed, added, zeroed or shuffled: no untouched record is lost, none is forged', () => {
  const random = numbersFrom(2);
  const pick = (below: number) => Math.floor(random() * below);
  for (let round = 0; round < 2000; round += 1) {
    let bytes = Buffer.from(FILE);
    // Where the damage is in the original, from start to before end.
    const start = pick(FILE.length);
    const end = Math.min(FILE.length, start + 1 + pick(random() < 0.5 ? 8 : 300));
    const noise = Buffer.from(Array.from({ length: 1 + pick(60) }, () => pick(256)));
    const kind = round % 4;
    if (kind === 0) bytes = Buffer.concat([FILE.subarray(0, start), FILE.subarray(end)]);
    if (kind === 1) bytes = Buffer.concat([FILE.subarray(0, start), noise, FILE.subarray(start)]);
    if (kind === 2) bytes.fill(0, start, end);
    if (kind === 3) for (let at = start; at < end; at += 1) bytes[at] = pick(256);
    const touched = (i: number) =>
      kind === 1 ? (STARTS[i] as number) < start && start < endOf(i) : (STARTS[i] as number) < end && start < endOf(i);
    const { payloads } = recordsOf(bytesOf(bytes));
    const untouched = PAYLOADS.filter((_, i) => !touched(i));
    const found = payloads.filter((payload) => untouched.includes(payload));
    assert.ok(found.join() === untouched.join(), `round ${round}: ${found.length} of ${untouched.length}`);
    // A touched record may still be whole: zeros over zeros, bytes shuffled into themselves.
    assert.deepEqual(
      payloads.filter((payload) => !PAYLOADS.includes(payload)),
      [],
    );
  }
});

test('hostile lengths, foreign files and trailing zeros', () => {
  const huge = frame(Buffer.alloc(0));
  const first = FRAMES[0] as Buffer;
  for (const length of [2 ** 31, 2 ** 32 - 1, 5000]) {
    const head = Buffer.from(frameHead(length));
    const { payloads, faults } = recordsOf(bytesOf(Buffer.concat([first, head, first, huge])));
    assert.deepEqual(payloads, [PAYLOADS[0], PAYLOADS[0], '']);
    assert.deepEqual(faults, [{ kind: 'overrun', offset: first.length, bytes: 12 }]);
  }
  assert.deepEqual(recordsOf(bytesOf('<!DOCTYPE html><html></html>')).faults, [{ kind: 'foreign', offset: 0, bytes: 28 }]);
  assert.deepEqual(recordsOf(bytesOf(new Uint8Array(5000))).faults, [{ kind: 'foreign', offset: 0, bytes: 5000 }]);
  const tail = recordsOf(bytesOf(Buffer.concat([first, Buffer.alloc(5000)])));
  assert.deepEqual(tail, { payloads: [PAYLOADS[0]], offsets: [0], faults: [{ kind: 'length', offset: first.length, bytes: 5000 }] });
});

test('a file of nothing but sound lengths that all want the rest of it takes time by its length alone', () => {
  assertGrowth('lengths', 12_500, (count) => {
    const heads = Buffer.concat(Array.from({ length: count }, (_, i) => frameHead(Math.max(0, 12 * (count - i) - 16 - (i % 3)))));
    const { payloads, faults } = recordsOf(bytesOf(heads));
    assert.deepEqual(payloads, []);
    assert.equal(
      faults.reduce((sum, fault) => sum + fault.bytes, 0),
      heads.length,
    );
  });
});

test('records across windows, and longer than one', () => {
  const long = Buffer.alloc(9 * 1024 * 1024, 'x');
  const many = Array.from({ length: 300 }, (_, i) => frame(Buffer.alloc(33_333 + i, i)));
  const damaged = Buffer.concat([...many.slice(0, 150), frame(long), ...many.slice(150)]);
  const { payloads, faults } = recordsOf(bytesOf(damaged));
  assert.equal(payloads.length, 301);
  assert.deepEqual(faults, []);
  const at = many.slice(0, 150).reduce((sum, bytes) => sum + bytes.length, 0);
  damaged[at] = 7;
  const after = recordsOf(bytesOf(damaged));
  assert.equal(after.payloads.length, 300);
  assert.deepEqual(after.faults, [{ kind: 'length', offset: at, bytes: long.length + 16 }]);
});

/** A length with its right checksum. */
function frameHead(length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(length, 0);
  // The checksum of a payload of eight bytes is made just as that of a length.
  return Buffer.concat([head, frame(head).subarray(20)]);
}
