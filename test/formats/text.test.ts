import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText } from '../../src/formats/text.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

test('byte order marks, UTF-16, Latin-1', () => {
  assert.deepEqual(decodeText(bytes(0xef, 0xbb, 0xbf, 0x61)), { text: 'a', encoding: 'UTF-8', replaced: 0 });
  assert.deepEqual(decodeText(bytes(0xff, 0xfe, 0x61, 0x00, 0x3d, 0xd8)), { text: 'a\ufffd', encoding: 'UTF-16LE', replaced: 1 });
  assert.deepEqual(decodeText(bytes(0xfe, 0xff, 0x00, 0x61)), { text: 'a', encoding: 'UTF-16BE', replaced: 0 });
  assert.deepEqual(decodeText(bytes(0x63, 0x61, 0x66, 0xe9)), { text: 'café', encoding: 'Latin-1', replaced: 0 });
  assert.deepEqual(decodeText(bytes(0x80, 0x9f)), { text: '\u0080\u009f', encoding: 'Latin-1', replaced: 0 });
  assert.deepEqual(decodeText(bytes()), { text: '', encoding: 'UTF-8', replaced: 0 });
  assert.deepEqual(decodeText(bytes(0xff, 0xfe)), { text: '', encoding: 'UTF-16LE', replaced: 0 });
});

test('a replacement character that was written is no damage', () => {
  const text = '\ufffda';
  const wide = bytes(0xff, 0xfe, ...new Uint8Array(Uint16Array.from(text, (char) => char.charCodeAt(0)).buffer));
  assert.deepEqual(decodeText(wide), { text, encoding: 'UTF-16LE', replaced: 0 });
});

test('every text comes back from UTF-8, every file of bytes gives a text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      if (text.startsWith('\ufeff')) return;
      assert.deepEqual(decodeText(new TextEncoder().encode(text)), { text, encoding: 'UTF-8', replaced: 0 });
    }),
    { numRuns: 1000, seed: 9 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (some) => {
      const { text, encoding } = decodeText(some);
      if (encoding === 'Latin-1') assert.equal(text.length, some.length);
    }),
    { numRuns: 3000, seed: 10 },
  );
});

test('a view into a larger buffer is read at its own place', () => {
  const whole = Uint8Array.from([0x78, 0x63, 0x61, 0x66, 0xe9, 0x78]);
  assert.equal(decodeText(whole.subarray(1, 5)).text, 'café');
});
