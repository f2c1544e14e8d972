import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceText, compareAddress } from '../../src/client/run-choice.ts';
import { csvText, textTable } from '../../src/client/run-text.ts';
import { column, tableData } from './table.ts';

const data = tableData(
  ['=SUM(A1)', 'two, "three"', '-x'],
  [
    {
      ...column,
      key: 'metric:loss',
      kind: 'metric',
      label: 'loss',
      direction: 'lower',
      format: { kind: 'fixed', digits: 2 },
      cells: [0.123456, -1234.5, undefined],
    },
    { ...column, key: 'started', kind: 'started', label: 'Started', unit: 'UTC', cells: [0, 86_400, undefined] },
    { ...column, key: 'tag', kind: 'tags', label: 'Tags', cells: [['a', 'b'], undefined, ['=c']] },
  ],
);

test('CSV: exact numbers, ISO times, no formula, only the rows and columns asked for', () => {
  assert.equal(
    csvText(data, { rows: [1, 0, 2], columns: data.columns }),
    [
      'run,id,metric:loss,started,tag',
      '"two, ""three""",r1,-1234.5,1970-01-02T00:00:00Z,',
      `'=SUM(A1),r0,0.123456,1970-01-01T00:00:00Z,"[""a"", ""b""]"`,
      `'-x,r2,,,"[""=c""]"`,
      '',
    ].join('\r\n'),
  );
  assert.equal(csvText(data, { rows: [], columns: data.columns.slice(0, 1) }), 'run,id,metric:loss\r\n');
});

test('the table of texts: as shown, the best of a metric marked, units in the heads', () => {
  const { heads, rows } = textTable(data, { rows: [0, 1, 2], columns: data.columns });
  assert.deepEqual(
    heads.map(({ text }) => text),
    ['Run', 'loss', 'Started (UTC)', 'Tags'],
  );
  assert.deepEqual(
    rows.map((cells) => cells.map(({ text }) => text)),
    [
      ['=SUM(A1)', '0.12', '1970-01-01 00:00:00', 'a, b'],
      ['two, "three"', '−1,234.50', '1970-01-02 00:00:00', null],
      ['-x', null, null, '=c'],
    ],
  );
  assert.deepEqual(
    rows.map((cells) => cells.map(({ best }) => best).indexOf(true)),
    [-1, 1, -1],
  );
});

test('the address of a comparison can be read', () => {
  assert.equal(compareAddress('/digits/compare/', ['a', 'b_2']), '/digits/compare/?runs=a,b_2');
});

test('of more runs than a comparison can show it takes the first, and says so', () => {
  const ids = Array.from({ length: 25 }, (_, i) => `r${i}`);
  assert.equal(compareAddress('/c/', ids), `/c/?runs=${ids.slice(0, 20).join(',')}`);
  assert.match(choiceText(25), /^25 chosen; the curves of 20 /);
  assert.match(choiceText(200), /the most that an address can hold/);
  assert.equal(choiceText(20), '20 chosen');
});
