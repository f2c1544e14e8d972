import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNamed } from '../../src/charts/named.ts';
import { overlayChart } from '../../src/charts/overlay.ts';
import { LARGE, NARROW, SMALL, WIDE } from '../../src/charts/spec.ts';
import { falling, line, overlay } from '../support/overlay.ts';

const of = (...names: string[]) => overlay(names.map((name, i) => line(name, i, [falling(i + 1)])));

test('names at the ends of lines need no list beside the picture', () => {
  const few = of('a', 'b c');
  for (const size of [NARROW, WIDE, LARGE]) assert.equal(isNamed(overlayChart(few, size), few, size), true);
  const group = { ...few, lines: few.lines.map((one) => ({ ...one, group: 'lr=1' })) };
  assert.equal(isNamed(overlayChart(group, WIDE), group, WIDE), true, 'one name for the lines of a group');
});

test('a name that is cut is enough where there is room for most of it', () => {
  const long = of('train, labelled part of the data, model learner', 'b');
  assert.deepEqual(
    [NARROW, WIDE, LARGE].map((size) => isNamed(overlayChart(long, size), long, size)),
    [false, true, true],
  );
});

test('a picture without names, with too many, or with a line that has none needs them beside it', () => {
  const few = of('a', 'b');
  assert.equal(isNamed(overlayChart(few, SMALL), few, SMALL), false);
  const many = of(...Array.from({ length: 8 }, (_, i) => `run ${i}`));
  assert.equal(isNamed(overlayChart(many, LARGE), many, LARGE), false);
  const lost = overlay([line('a', 0, [falling(1)]), line('b', 1, [], [{ from: 0, to: 9, kind: 'NaN' }])]);
  assert.equal(isNamed(overlayChart(lost, WIDE), lost, WIDE), false);
});
