import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { double, inside, int32, int64, message, next, text, timestamp, unsigned, WireError } from '../../src/formats/protobuf.ts';
import { part, whole } from '../support/wandb-log.ts';

const of = (hex: string) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  return message(bytes, 0, bytes.length);
};
const read = (bytes: Buffer) => {
  const c = message(bytes, 0, bytes.length);
  assert.ok(next(c));
  return c;
};

test('the four wire types, by bytes written by hand', () => {
  const c = of('08 96 01  11 18 2d 44 54 fb 21 09 40  1a 03 61 c3 a9  25 01 02 03 04');
  assert.ok(next(c));
  assert.deepEqual([c.field, c.wire, int64(c)], [1, 0, 150]);
  assert.ok(next(c));
  assert.deepEqual([c.field, c.wire, double(c)], [2, 1, Math.PI]);
  assert.ok(next(c));
  assert.deepEqual([c.field, c.wire, text(c)], [3, 2, 'aé']);
  assert.ok(next(c));
  assert.deepEqual([c.field, c.wire, c.to - c.from], [4, 5, 4]);
  assert.equal(next(c), false);
});

test('every 64-bit integer is exact, negative ones in ten bytes', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      assert.equal(BigInt(int64(read(whole(1, value)))), value);
    }),
  );
  assert.equal(int64(read(whole(1, -1))), -1);
  assert.equal(whole(1, -1).length, 11);
  assert.equal(int64(read(whole(1, 2n ** 53n - 1n))), 2 ** 53 - 1);
  assert.equal(int64(read(whole(1, 2n ** 53n + 1n))), 2n ** 53n + 1n);
  assert.equal(int32(read(whole(1, -255))), -255);
  assert.equal(unsigned(read(whole(1, 2n ** 40n))), 2 ** 40);
});

test('large field numbers, nested messages, timestamps', () => {
  const c = read(part(200, part(1, whole(1, 1700000000), whole(2, 500_000_000))));
  assert.equal(c.field, 200);
  const below = inside(c);
  assert.ok(next(below));
  assert.equal(timestamp(below), 1700000000.5);
});

test('what is no message is refused', () => {
  for (const hex of [
    '0a 05 61',
    '08',
    '08 80',
    '0a',
    '0a 80',
    '0b',
    '0c',
    '00 01',
    '02 00',
    '09 01 02',
    '0d 01',
    '08 ff ff ff ff ff ff ff ff ff ff 01',
  ])
    assert.throws(
      () => {
        const c = of(hex);
        while (next(c));
      },
      WireError,
      hex,
    );
  assert.throws(() => of('ff ff ff ff ff ff 01') && next(of('ff ff ff ff ff ff 01')), WireError);
});

test('any bytes: an end or a WireError, never past the end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (array) => {
      const bytes = Buffer.from([...array, 1, 1, 1, 1, 1, 1, 1, 1]);
      const c = message(bytes, 0, array.length);
      try {
        while (next(c)) assert.ok(c.at <= array.length);
      } catch (error) {
        assert.ok(error instanceof WireError);
      }
    }),
    { numRuns: 2000 },
  );
});
