import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type LineOptions, readLines } from '../../src/formats/lines.ts';
import { bytesOf } from './bytes-of.ts';

const linesOf = (content: Uint8Array | string, options: LineOptions = {}) => [...readLines(bytesOf(content), options)];
const brief = (content: Uint8Array | string, options: LineOptions = {}) =>
  linesOf(content, options).map((line) => [line.text, line.offset, line.number, line.end]);

test('lines end in LF or CRLF, the last one perhaps in nothing', () => {
  assert.deepEqual(brief('a\nb\r\n\nc'), [
    ['a', 0, 1, '\n'],
    ['b', 2, 2, '\r\n'],
    ['', 5, 3, '\n'],
    ['c', 6, 4, ''],
  ]);
  assert.deepEqual(brief(''), []);
  assert.deepEqual(brief('\n'), [['', 0, 1, '\n']]);
});

test('a lone return ends a line only where asked for', () => {
  assert.deepEqual(brief('a\rb\r\nc\r'), [
    ['a\rb', 0, 1, '\r\n'],
    ['c\r', 5, 2, ''],
  ]);
  assert.deepEqual(brief('a\rb\r\nc\r', { loneReturn: true }), [
    ['a', 0, 1, '\r'],
    ['b', 2, 2, '\r\n'],
    ['c', 5, 3, '\r'],
  ]);
});

test('byte order marks, UTF-16 and bytes that are no UTF-8', () => {
  assert.deepEqual(brief('\uFEFFé\nb'), [
    ['é', 3, 1, '\n'],
    ['b', 6, 2, ''],
  ]);
  const little = Buffer.from('\uFEFFé\r\n数\n', 'utf16le');
  const wanted = [
    ['é', 2, 1, '\r\n'],
    ['数', 8, 2, '\n'],
  ];
  assert.deepEqual(brief(little), wanted);
  assert.deepEqual(brief(Buffer.from(little).swap16()), wanted);
  const mixed = linesOf(Buffer.concat([Buffer.from('é\n'), Buffer.from([0xe9, 10]), Buffer.from('a\n')]));
  assert.deepEqual(
    mixed.map((line) => [line.text, line.latin1]),
    [
      ['é', false],
      ['é', true],
      ['a', false],
    ],
  );
});

test('an overlong line is cut, and the next one is whole', () => {
  for (const window of [4, 8, 64]) {
    const found = linesOf(`${'x'.repeat(100)}\r\nb\n`, { limit: 10, window });
    assert.deepEqual(
      found.map((line) => [line.text, line.offset, line.end, line.cut]),
      [
        ['xxxxxxxxxx', 0, '\r\n', 90],
        ['b', 102, '\n', 0],
      ],
    );
  }
});

test('the window changes nothing, and the lines are the whole text', () => {
  const piece = fc.constantFrom('a', 'é', '数', '\n', '\r', '\r\n', '"', ',');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 4, max: 20 }), fc.boolean(), (pieces, window, loneReturn) => {
      const text = pieces.join('');
      const found = linesOf(text, { window, loneReturn });
      assert.deepEqual(found, linesOf(text, { loneReturn }));
      assert.equal(found.map((line) => line.text + line.end).join(''), text);
      assert.deepEqual(
        found.map((line) => line.text),
        text === '' ? [] : text.replace(loneReturn ? /(?:\r\n|\r|\n)$/ : /\r?\n$/, '').split(loneReturn ? /\r\n|\r|\n/ : /\r?\n/),
      );
      for (const [i, line] of found.entries()) {
        const from = { offset: line.offset, number: line.number };
        assert.deepEqual(linesOf(text, { window, loneReturn, from }), found.slice(i));
      }
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 4, max: 20 }), (pieces, window) => {
      const text = pieces.join('');
      const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
      assert.equal(
        linesOf(bytes, { window, loneReturn: true })
          .map((line) => line.text + line.end)
          .join(''),
        text,
      );
    }),
    { numRuns: 300 },
  );
});
