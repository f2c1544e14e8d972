import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32c, maskedCrc32c } from '../../src/formats/crc32c.ts';

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Bit by bit from the definition. */
function slow(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

test('check values of the standard and of TensorBoard', () => {
  const digits = Buffer.from('123456789');
  assert.equal(crc32c(digits, viewOf(digits), 0, 9), 0xe3069283);
  const masked = Buffer.from('\x1a\x11CRC test, one two');
  assert.equal(maskedCrc32c(masked, viewOf(masked), 0, masked.length), 0x5794d08a);
  const zeros = new Uint8Array(32);
  assert.equal(crc32c(zeros, viewOf(zeros), 0, 32), 0x8a9136aa);
  assert.equal(crc32c(zeros.fill(255), viewOf(zeros), 0, 32), 0x62a8ab43);
});

test('every length and start agrees with the definition, whole or in pieces', () => {
  const bytes = Uint8Array.from({ length: 120 }, (_, i) => (i * 73 + 41) & 255);
  const view = viewOf(bytes);
  for (let start = 0; start < 20; start += 1)
    for (let end = start; end <= bytes.length; end += 1) {
      const wanted = slow(bytes.subarray(start, end));
      assert.equal(crc32c(bytes, view, start, end), wanted);
      const middle = start + ((end - start) >> 1);
      assert.equal(crc32c(bytes, view, middle, end, crc32c(bytes, view, start, middle)), wanted);
    }
});
