import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CsvOptions, readCsv } from '../../src/formats/csv.ts';
import { bytesOf } from './bytes-of.ts';

const rows = (text: string, options: CsvOptions = {}) => [...readCsv(bytesOf(text), options)];
const cells = (text: string, options: CsvOptions = {}) => rows(text, options).map((row) => row.cells);

test('rows end in CRLF, LF or CR; empty lines are none', () => {
  assert.deepEqual(rows('\uFEFFa,b\r\n1,\r\n\r\n2'), [
    { cells: ['a', 'b'], offset: 3, line: 1, terminated: true },
    { cells: ['1', ''], offset: 8, line: 2, terminated: true },
    { cells: ['2'], offset: 14, line: 4, terminated: false },
  ]);
  assert.deepEqual(cells('a,b\r1,2\r'), [
    ['a', 'b'],
    ['1', '2'],
  ]);
  assert.deepEqual(cells(''), []);
});

test('quotes as Python writes and reads them', () => {
  assert.deepEqual(cells('"a,b","c ""d""",""\n"e"f,g"h,"""",\n'), [
    ['a,b', 'c "d"', ''],
    ['ef', 'g"h', '"', ''],
  ]);
  assert.deepEqual(rows('x,"a\r\nb"\n1,2\n'), [
    { cells: ['x', 'a\r\nb'], offset: 0, line: 1, terminated: true },
    { cells: ['1', '2'], offset: 9, line: 3, terminated: true },
  ]);
  assert.deepEqual(cells('a;b\n1,5;"2;3"\n', { delimiter: ';' }), [
    ['a', 'b'],
    ['1,5', '2;3'],
  ]);
});

test('a quote that never ends costs its own line and no other', () => {
  for (const quotedBreaks of [true, false]) {
    const found = rows('a,b\n"1,2\n3,4\n5,6\n', { quotedBreaks });
    assert.deepEqual(
      found.map((row) => [row.line, row.fault ?? '', row.cells]),
      [
        [1, '', ['a', 'b']],
        [2, 'open-quote', ['1,2']],
        [3, '', ['3', '4']],
        [4, '', ['5', '6']],
      ],
    );
  }
  assert.deepEqual(cells('a,b\n"1,2\n3,"4\n', { quotedBreaks: false }), [['a', 'b'], ['1,2'], ['3', '4']]);
});

test('what a writer wrote is what is read', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', ';'), maxLength: 6 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(table, fc.constantFrom('\r\n', '\n'), fc.constantFrom(',', ';'), (wanted, end, delimiter) => {
      const quoted = (text: string) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const text = wanted.map((row) => row.map(quoted).join(delimiter) + end).join('');
      assert.deepEqual(cells(text, { delimiter }), wanted);
    }),
    { numRuns: 1000 },
  );
});

test('any text is read to its end', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '1'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.boolean(), (content, quotedBreaks) => {
      let offset = -1;
      for (const row of rows(content, { quotedBreaks })) {
        assert.ok(row.offset > offset && row.cells.length > 0);
        offset = row.offset;
      }
    }),
    { numRuns: 2000 },
  );
});
