import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asValue, type Value } from '../../src/model/value.ts';
import { mapStrings } from '../../src/publish/private-text.ts';

const masked = (text: string) => text.replace('ada', 'user');

test('a structure in which nothing changes is not copied', () => {
  const value = asValue({ b: 'x', a: { list: ['y', 1, null, { c: true }] }, empty: {} });
  assert.equal(mapStrings(value, masked), value);
});

test('around what changes everything stays as it was, in its order', () => {
  const part = { k: ['same'] };
  const value = asValue({ first: 1, part, path: '/home/ada', ada: { deep: 'ada' }, user: 2, last: 'z' });
  const shown = mapStrings(value, masked) as { readonly [key: string]: Value };
  assert.deepEqual(Object.entries(shown), [
    ['first', 1],
    ['part', asValue(part)],
    ['path', '/home/user'],
    ['user′', asValue({ deep: 'user' })],
    ['user', 2],
    ['last', 'z'],
  ]);
  assert.equal(shown['part'], (value as { readonly [key: string]: Value })['part']);
  assert.deepEqual(value, asValue({ first: 1, part, path: '/home/ada', ada: { deep: 'ada' }, user: 2, last: 'z' }));
});
