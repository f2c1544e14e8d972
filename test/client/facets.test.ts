import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { counterOf } from '../../src/client/facet-counts.ts';
import { bounding, boundsOf, choosing, isChosen, narrowedBy } from '../../src/client/facet-query.ts';
import { finderOf } from '../../src/client/run-finder.ts';
import { parseQuery, printValue, type Query } from '../../src/query/query.ts';
import { column, tableData } from './table.ts';

const VALUES = ['a', 'b c', 'x,y', 'say "hi"', '*', '0.1', 'or', '-', '\\', 'a'];
const data = tableData(
  VALUES.map((_, i) => `run ${i}`),
  [
    { ...column, key: 'group', kind: 'group', label: 'Group', cells: VALUES },
    { ...column, key: 'tag', kind: 'tags', label: 'Tags', cells: VALUES.map((value, i) => (i % 3 === 0 ? undefined : [value, 'all'])) },
    { ...column, key: 'config.lr', kind: 'config', label: 'lr', format: { kind: 'fixed', digits: 1 }, cells: VALUES.map((_, i) => i / 10) },
  ],
);
const finder = finderOf(data);
const group = { kind: 'values', key: 'group', written: 'group', title: 'group' } as const;
const lr = { kind: 'range', key: 'config.lr', written: 'config.lr', title: 'lr' } as const;

function query(text: string): Query {
  const parsed = parseQuery(text);
  assert.ok('query' in parsed, text);
  return parsed.query;
}

const cellsOf = (key: string) => data.cells(key) ?? assert.fail(key);
const { options, count } = counterOf('group', cellsOf('group'), VALUES.length);

test('choosing any values finds exactly the runs that have one of them', () => {
  fc.assert(
    fc.property(
      fc.subarray([...options], { minLength: 1 }),
      fc.constantFrom('', 'run', 'group:a', 'group:* run', '-lr<0 or zzz'),
      (some, before) => {
        const text = choosing(
          before,
          group,
          some.map(({ written }) => written),
          finder.vocabulary,
        );
        assert.ok(text !== null);
        const labels = some.map(({ label }) => label);
        const found = finder.find(text, null);
        assert.equal(found.problem, '');
        assert.deepEqual(
          found.rows,
          [...VALUES.keys()].filter((row) => labels.includes(VALUES[row] ?? '')),
          text,
        );
        const { own } = narrowedBy(query(text), group, finder.vocabulary);
        for (const { label } of options) assert.equal(isChosen(own, label, finder.vocabulary), labels.includes(label), `${text}: ${label}`);
      },
    ),
  );
});

test('choosing nothing takes the terms out and leaves the rest as it was written', () => {
  assert.equal(choosing('group:a  run', group, [], finder.vocabulary), 'run');
  assert.equal(choosing('run  (a or b)', group, ['a'], finder.vocabulary), 'run  (a or b) group:a');
  assert.equal(choosing('a or b', group, ['a'], finder.vocabulary), '(a or b) group:a');
  assert.equal(choosing('-group:a', group, ['"b c"'], finder.vocabulary), '-group:a group:"b c"');
  assert.equal(choosing('a (b', group, ['a'], finder.vocabulary), null);
});

test('a range has two bounds, and either may be left out', () => {
  assert.equal(bounding('run lr>0.2 config.lr<=0.9', lr, '0.1', '', finder.vocabulary), 'run config.lr>=0.1');
  const { own } = narrowedBy(query('lr>=0.1 lr<0.5 lr!=0.3'), lr, finder.vocabulary);
  assert.deepEqual(boundsOf(own), { low: '0.1', high: '0.5' });
  assert.deepEqual(finder.find(bounding('', lr, '0.2', '0.4', finder.vocabulary) ?? '', null).rows, [2, 3, 4]);
});

test('counts are those of the marked rows, for lists one by one', () => {
  assert.deepEqual([options[0]?.label, options[0]?.runs], ['a', 2]);
  assert.equal(
    count(new Uint8Array(VALUES.length)).reduce((a, b) => a + b, 0),
    0,
  );
  const tags = counterOf('tags', cellsOf('tag'), VALUES.length);
  const all = tags.options.findIndex(({ label }) => label === 'all');
  assert.equal(tags.options[all]?.runs, 6);
  assert.equal(tags.count(finder.select(query('lr<0.25')).rows)[all], 2);
  assert.deepEqual(tags.options.at(-1), { label: null, written: printValue(''), runs: 4 });
});
