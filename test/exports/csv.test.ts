import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvTable } from '../../src/exports/csv.ts';
import type { Column } from '../../src/model/report/table.ts';

const column = (key: string, cells: Column['cells'], kind: Column['kind'] = 'config'): Column => ({
  ...{ key, kind, label: key, unit: null, direction: null, format: null, distinct: 2, cells },
});

test('text that a spreadsheet would calculate gets an apostrophe, a number never', () => {
  const rows = [
    { id: 'a', name: '=cmd|x', status: 'finished' },
    { id: 'b', name: 'say "hi", twice', status: 'finished' },
  ];
  const columns = [
    column('config.lr', [-0.5, undefined]),
    column('config.f', ['@SUM(1)', 'a\nb']),
    column('metric:x', [Number.NaN, 12345678901234567890n]),
  ];
  const text = csvTable({
    rows,
    columns: [...columns, column('started', [1795207500, null], 'started')],
    shown: 3,
    left: 0,
    same: [],
    primary: null,
  });
  assert.equal(
    text,
    'run,id,config.lr,config.f,metric:x,started\r\n' +
      "'=cmd|x,a,-0.5,'@SUM(1),NaN,2026-11-20T20:45:00Z\r\n" +
      '"say ""hi"", twice",b,,"a\nb",12345678901234567890,\r\n',
  );
});
