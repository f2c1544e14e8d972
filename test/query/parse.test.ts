import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseQuery, printQuery, type Query } from '../../src/query/query.ts';

function read(source: string): Query {
  const parsed = parseQuery(source);
  assert.ok('query' in parsed, JSON.stringify(parsed));
  return parsed.query;
}

function fault(source: string): string {
  const parsed = parseQuery(source);
  assert.ok('error' in parsed, source);
  return `${parsed.error.column}: ${parsed.error.message}`;
}

test('a space means and, `or` binds less, a minus sign negates', () => {
  assert.equal(printQuery(read('a b or -c d')), 'a b or -c d');
  assert.deepEqual(read('a b or c'), {
    kind: 'any',
    of: [
      {
        kind: 'all',
        of: [
          { kind: 'word', text: { text: 'a', quoted: false } },
          { kind: 'word', text: { text: 'b', quoted: false } },
        ],
      },
      { kind: 'word', text: { text: 'c', quoted: false } },
    ],
  });
  assert.equal(printQuery(read('a (b OR c) -(d e)')), 'a (b or c) -(d e)');
  assert.deepEqual(read(''), { kind: 'all', of: [] });
});

test('keys, operators and values', () => {
  assert.deepEqual(read('lr<=1e-3'), {
    kind: 'compare',
    key: { scope: 'any', name: 'lr' },
    op: '<=',
    values: [{ text: '1e-3', quoted: false }],
    column: 1,
  });
  assert.deepEqual(read(' metric:val/acc>0.9'), {
    kind: 'compare',
    key: { scope: 'metric', name: 'val/acc' },
    op: '>',
    values: [{ text: '0.9', quoted: false }],
    column: 2,
  });
  assert.deepEqual(read('config."a b:c"!=x,"y, z"'), {
    kind: 'compare',
    key: { scope: 'config', name: 'a b:c' },
    op: '!=',
    values: [
      { text: 'x', quoted: false },
      { text: 'y, z', quoted: true },
    ],
    column: 1,
  });
  assert.deepEqual(read('metric:val/*'), { kind: 'has', metrics: [{ text: 'val/*', quoted: false }] });
  assert.deepEqual(read('"or" "tag:x \\" \\\\"'), {
    kind: 'all',
    of: [
      { kind: 'word', text: { text: 'or', quoted: true } },
      { kind: 'word', text: { text: 'tag:x " \\', quoted: true } },
    ],
  });
  assert.deepEqual(read('started>=2026-11-20T20:45:00Z'), {
    kind: 'compare',
    key: { scope: 'any', name: 'started' },
    op: '>=',
    values: [{ text: '2026-11-20T20:45:00Z', quoted: false }],
    column: 1,
  });
});

test('what is wrong is told with its column', () => {
  assert.equal(fault('a "b'), '3: the quote is never closed');
  assert.equal(fault('tag:'), '5: a value is missing after :');
  assert.equal(fault('tag:a,'), '7: a value is missing after the comma');
  assert.equal(fault('lr < 1'), '4: a name is missing before <');
  assert.equal(fault('lr==1'), '4: one operator after another');
  assert.equal(fault('lr:>1'), '4: one operator after another');
  assert.equal(fault('(a'), '1: this parenthesis is never closed');
  assert.equal(fault('a) b'), '2: this parenthesis was never opened');
  assert.equal(fault('or a'), '1: nothing stands before “or”');
  assert.equal(fault('a or'), '3: nothing follows “or”');
  assert.equal(fault('a or or b'), '3: nothing follows “or”');
  assert.equal(fault('a - b'), '3: nothing follows the minus sign');
  assert.equal(fault('5"disk'), '2: a quote inside a word: put all of it in quotes');
  assert.match(fault('('.repeat(5000)), /nested too deeply/);
  assert.match(fault('x'.repeat(20_000)), /at most/);
});

const LETTERS = 'ab*orOR -"():=!<>,.\\1/\n'.split('').concat(['metric:', 'config.', 'tag:', ' or ']);
const SOUP = fc.array(fc.constantFrom(...LETTERS), { maxLength: 30 }).map((parts) => parts.join(''));

test('the parser is total, and prints what it reads back to the same query', () => {
  fc.assert(
    fc.property(fc.oneof(SOUP, fc.string(), fc.string({ unit: 'binary' })), (source) => {
      const parsed = parseQuery(source);
      if ('error' in parsed) {
        assert.ok(
          parsed.error.column >= 1 && parsed.error.column <= source.length + 1,
          `${parsed.error.column} in ${JSON.stringify(source)}`,
        );
        return;
      }
      const printed = printQuery(parsed.query);
      assert.deepEqual(withoutColumns(read(printed)), withoutColumns(parsed.query), printed);
    }),
    { numRuns: 20_000, seed: 1 },
  );
});

function withoutColumns(query: Query): unknown {
  return JSON.parse(JSON.stringify(query, (key, value) => (key === 'column' ? undefined : value)));
}
