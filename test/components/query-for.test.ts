import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryFor } from '../../src/components/query-for.ts';
import { compileQuery, parseQuery } from '../../src/query/query.ts';
import { type Row, subject, vocabulary } from '../query/subjects.ts';

const long = (middle: string, end: string) => `(a "b" or -c: ${'漢 "x" \\ * '.repeat(3000)}${middle}${'é <y> '.repeat(3000)}${end}😀`;
const GROUPS = ['plain', 'two words', 'with "quotes" or (more)', '*', '', long('', 'one'), long('', 'two'), `\ud83d${long('', 'half')}`];
const ROWS = GROUPS.map((group): Row => ({ fields: { group, name: group.slice(0, 5) }, config: {}, metrics: {}, words: [group] }));

test('the query for a value finds the runs that have it and no others, and is short however long the value is', () => {
  for (const group of GROUPS.filter((text) => text !== '')) {
    const query = queryFor('group', group);
    assert.ok(query.length < 1100 && encodeURIComponent(query).length < 4000, `${query.length} characters`);
    const parsed = parseQuery(query);
    assert.ok('query' in parsed, query);
    const { matches } = compileQuery(parsed.query, vocabulary(ROWS));
    const found = ROWS.filter((row) => matches(subject(row))).map(({ fields }) => fields?.group);
    assert.deepEqual(found, [group], query);
  }
});
