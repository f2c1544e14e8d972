import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { LIGHT, markOf, SLOTS } from '../../src/charts/colours.ts';

const tokens = fs.readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8');

test('colours of pictures that leave the site are the light ones of the style sheet', () => {
  for (const [name, value] of Object.entries(LIGHT)) {
    assert.match(tokens, new RegExp(`${name}: light-dark\\(${value},`), name);
  }
});

test('every colour of a mark has a value, and no two places look the same', () => {
  const looks = new Set<string>();
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const { stroke, text, dash } = markOf(slot);
    for (const colour of [stroke, text]) assert.ok(Object.hasOwn(LIGHT, colour.slice(4, -1)), colour);
    looks.add(`${stroke} ${dash.join()}`);
  }
  assert.equal(looks.size, SLOTS);
  assert.deepEqual(markOf(SLOTS), markOf(0));
});
