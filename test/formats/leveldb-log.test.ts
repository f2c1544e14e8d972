import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { type LogFault, readLog } from '../../src/formats/leveldb-log.ts';
import { assertGrowth } from '../support/growth.ts';
import { logOf } from '../support/wandb-log.ts';
import { bytesOf } from './bytes-of.ts';

interface Result {
  readonly records: Buffer[];
  readonly offsets: number[];
  readonly faults: LogFault[];
}

function read(bytes: Uint8Array, limit?: number): Result {
  const result: Result = { records: [], offsets: [], faults: [] };
  readLog(
    bytesOf(bytes),
    {
      record({ bytes: buffer, from, to, offset }) {
        result.records.push(Buffer.from(buffer.subarray(from, to)));
        result.offsets.push(offset);
      },
      fault: (fault) => result.faults.push(fault),
      plausible: () => true,
    },
    limit,
  );
  return result;
}

const kinds = (result: Result) => result.faults.map(({ kind, offset, bytes }) => [kind, offset, bytes]);
const filled = (length: number, byte = 0x61) => Buffer.alloc(length, byte);

/** Two records, by hand: `{num 1, empty header}` and `{num 2, history loss=0.5, _step=3}`. */
const GOLDEN = Buffer.from(
  '3a572642e1be0055b7a63f0500010801aa0100bbaf9e1a2300010802121f0a0c12046c6f7373820103302e350a0b12055f737465708201013312020803',
  'hex',
);

test('golden bytes', () => {
  const { records, offsets, faults } = read(GOLDEN);
  assert.deepEqual(
    records.map(String),
    ['\x08\x01\xaa\x01\x00', records[1]?.toString()].map(String).with(0, Buffer.from('0801aa0100', 'hex').toString()),
  );
  assert.equal(records[1]?.toString('hex'), GOLDEN.subarray(26).toString('hex'));
  assert.deepEqual(offsets, [7, 19]);
  assert.deepEqual(faults, []);
  assert.ok(logOf(records).equals(GOLDEN), 'the writer of the tests agrees with them');
  assert.equal(crc32(Buffer.from([1])), 0xa505df1b);
});

test('golden bytes, cut at every byte', () => {
  for (let size = 0; size < GOLDEN.length; size += 1) {
    const result = read(GOLDEN.subarray(0, size));
    assert.equal(result.records.length, size < 19 ? 0 : 1);
    const expected = size === 0 ? ['empty'] : size === 7 || size === 19 ? [] : ['torn'];
    assert.deepEqual(
      result.faults.map((fault) => fault.kind),
      expected,
      `${size} bytes`,
    );
    const told = result.faults.reduce((sum, fault) => sum + fault.bytes, 0);
    if (size > 7 && size < 19) assert.equal(told, size - 7);
    if (size > 19) assert.equal(told, size - 19);
  }
});

test('golden bytes, each bit flipped: the other record survives', () => {
  for (let bit = 7 * 8; bit < GOLDEN.length * 8; bit += 1) {
    const bytes = Buffer.from(GOLDEN);
    const at = bit >> 3;
    bytes[at] = (bytes[at] as number) ^ (1 << (bit & 7));
    const { records, faults } = read(bytes);
    assert.deepEqual(
      records.map((one) => one.toString('hex')),
      [GOLDEN.subarray(at < 19 ? 26 : 14, at < 19 ? GOLDEN.length : 19).toString('hex')],
      `bit ${bit}`,
    );
    assert.equal(faults.length, 1, `bit ${bit}`);
    assert.equal(faults[0]?.offset, at < 19 ? 7 : 19);
    assert.equal(faults[0]?.bytes, at < 19 ? 12 : GOLDEN.length - 19);
  }
});

test('sizes around the edges of blocks', () => {
  const sizes = [0, 1, 32746, 32754, 32761, 32768, 100_000, 0, 6, 7];
  const lists = [...sizes.map((size) => [size]), sizes, [32747 - 7, 5], [32748 - 7, 5], [32754 - 7, 5], [32753 - 7, 5, 0], [32746, 0, 3]];
  for (const list of lists) {
    const written = list.map((size, at) => filled(size, 0x61 + at));
    const { records, faults } = read(logOf(written));
    assert.deepEqual(
      records.map((one) => one.length),
      list,
    );
    assert.ok(records.every((one, at) => one.equals(written[at] as Buffer)));
    assert.deepEqual(faults, []);
  }
});

test('any records, also through windows of a few megabytes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(200), fc.nat(70_000)), { maxLength: 30 }), (list) => {
      const written = list.map((size, at) => filled(size, at));
      const { records, faults } = read(logOf(written));
      assert.deepEqual(faults, []);
      assert.ok(records.length === written.length && records.every((one, at) => one.equals(written[at] as Buffer)));
    }),
    { numRuns: 60 },
  );
  const large = [filled(3), filled(9_000_000), filled(5), filled(4_194_300), ...Array.from({ length: 20 }, (_, at) => filled(32700 + at))];
  assert.deepEqual(
    read(logOf(large)).records.map((one) => one.length),
    large.map((one) => one.length),
  );
});

test('a wrong header', () => {
  assert.deepEqual(kinds(read(Buffer.from('not a log at all'))), [['header', 0, 16]]);
  assert.equal(read(Buffer.from('not a log at all')).faults[0]?.what, '6e 6f 74 20 61 20 6c');
  assert.deepEqual(kinds(read(Buffer.alloc(500))), [['header', 0, 500]]);
  assert.deepEqual(kinds(read(Buffer.from('x'))), [['header', 0, 1]]);
  const newer = Buffer.from(GOLDEN);
  newer[6] = 3;
  assert.deepEqual(read(newer).records, []);
  assert.deepEqual(read(newer).faults, [{ kind: 'version', what: '3', offset: 0, bytes: newer.length }]);
  const scratched = Buffer.from(GOLDEN);
  scratched[1] = 0;
  assert.equal(read(scratched).records.length, 2);
  assert.deepEqual(kinds(read(scratched)), [['damaged', 0, 7]]);
});

test('zeros: a tail is torn, a run in the middle is damage', () => {
  const tail = Buffer.concat([GOLDEN, Buffer.alloc(50_000)]);
  assert.equal(read(tail).records.length, 2);
  assert.deepEqual(kinds(read(tail)), [['torn', GOLDEN.length, 50_000]]);
  const records = Array.from({ length: 300 }, (_, at) => filled(500, at));
  const log = logOf(records);
  log.fill(0, 32768, 3 * 32768);
  const { records: kept, faults } = read(log);
  assert.equal(faults.length, 1);
  assert.ok(kept.length > 150 && kept.every((one) => one.length === 500));
});

test('lies about a length, in the middle and in the last block', () => {
  const log = logOf(Array.from({ length: 40 }, (_, at) => filled(100, at)));
  for (const victim of [0, 20, 38, 39])
    for (const lie of [0, 1, 99, 101, 1000, 32761, 65535]) {
      const bytes = Buffer.from(log);
      const at = 7 + victim * 107;
      bytes.writeUInt16LE(lie, at + 4);
      const result = read(bytes);
      assert.equal(result.records.length, 39, `record ${victim} says ${lie}`);
      assert.deepEqual(
        result.faults.map(({ offset, bytes: lost }) => [offset, lost]),
        [[at, 107]],
      );
    }
});

test('wrong order: a part without its start, a record without its end', () => {
  const log = logOf([filled(10), filled(90_000), filled(20), filled(70_000), filled(30)]);
  const withoutStart = Buffer.concat([log.subarray(0, 32768), log.subarray(65536)]);
  const { records, faults } = read(withoutStart);
  assert.deepEqual(
    records.map((one) => one.length).filter((size) => size < 100),
    [10, 20, 30],
  );
  assert.deepEqual(faults, []);
  const first = logOf([filled(10)]);
  const orphan = Buffer.concat([first, log.subarray(32768)]);
  assert.deepEqual(
    read(orphan).records.map((one) => one.length),
    [10, 20, 70_000, 30],
  );
  assert.deepEqual(kinds(read(orphan)), [['damaged', 24, 90_000 - (32768 - 24 - 7) + 14]]);
});

test('a record above the limit is told and passed over', () => {
  const { records, faults } = read(logOf([filled(10), filled(200_000), filled(20)]), 100_000);
  assert.deepEqual(
    records.map((one) => one.length),
    [10, 20],
  );
  assert.deepEqual(
    faults.map((fault) => [fault.kind, fault.offset]),
    [['limit', 24]],
  );
});

test('bytes lost or put in shift the blocks: records behind them are found', () => {
  const written = Array.from({ length: 500 }, (_, at) => filled(50 + ((at * 37) % 400), at));
  const log = logOf(written);
  for (const at of [40, 30_000, 32_768, 70_001])
    for (const change of [-5000, -1, 1, 3, 700]) {
      const bytes =
        change < 0
          ? Buffer.concat([log.subarray(0, at), log.subarray(at - change)])
          : Buffer.concat([log.subarray(0, at), filled(change, 1), log.subarray(at)]);
      const { records, faults } = read(bytes);
      const lost = written.length - records.length;
      assert.ok(lost <= 3 + Math.max(0, -change) / 50, `${change} at ${at}: ${lost} records lost`);
      assert.ok(faults.length > 0);
    }
});

test('megabytes of noise and of headers that promise much take time by their length alone', () => {
  const noise = Buffer.alloc(8_000_000);
  for (let at = 0, state = 1; at < noise.length; at += 1) {
    state = Math.imul(state, 1664525) + 1013904223;
    noise[at] = state >>> 24;
  }
  const promises = Buffer.alloc(8_000_000, Buffer.from([0x7f, 0x01]));
  for (const garbage of [noise, promises]) {
    assertGrowth(garbage === noise ? 'noise' : 'promises', 1_000_000, (size) => {
      const { records, faults } = read(Buffer.concat([GOLDEN, garbage.subarray(0, size)]));
      assert.equal(records.length, 2);
      assert.equal(faults.length, 1);
    });
  }
});

test('a file that is shorter than it was listed', () => {
  const source = {
    size: 1_000_000,
    read: (offset: number, length: number) => GOLDEN.subarray(offset, Math.min(GOLDEN.length, offset + length)),
  };
  const records: number[] = [];
  readLog(source, { record: ({ from, to }) => records.push(to - from), fault: () => {}, plausible: () => true });
  assert.equal(records.length, 2);
});
