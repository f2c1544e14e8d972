import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anchorOf, fittingLabels, leftClass, leftRoom, valueAxis } from '../../src/charts/axis.ts';
import { exactScale, niceScale, tickTexts } from '../../src/charts/scale.ts';
import { stripAxis } from '../../src/charts/strip.ts';
import { textWidth } from '../../src/charts/text-width.ts';

test('labels of ticks are never the same, and no longer than that needs', () => {
  assert.deepEqual(tickTexts([6e-11, 6.05e-11, 6.1e-11]), ['6e-11', '6.05e-11', '6.1e-11']);
  assert.deepEqual(tickTexts([60000, 65000, 70000]), ['60k', '65k', '70k']);
  assert.deepEqual(tickTexts([100001, 100002]), ['100.001k', '100.002k']);
  assert.deepEqual(tickTexts([0.5, 1]), ['0.5', '1']);
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-9, max: 1, noNaN: true }), (low, part) => {
      const { labels } = valueAxis(low, low + Math.abs(low) * part, 4, false);
      assert.equal(new Set(labels).size, labels.length, labels.join(' '));
    }),
    { seed: 4, numRuns: 300 },
  );
});

test('long labels have their margin', () => {
  assert.deepEqual([leftClass(['60k', '0.5']), leftRoom(['60k'])], ['', 44]);
  assert.equal(leftClass(['0.665']), '');
  assert.equal(leftClass(['0.6650']), ' l2');
  assert.equal(leftClass(['6e-11', '6.05e-11']), ' l3');
});

test('labels of an axis that do not fit are left out evenly, never that of zero', () => {
  const scale = exactScale(0.94, 0.99, 8);
  const labels = tickTexts(scale.ticks);
  const spans = (width: number) =>
    [...fittingLabels(scale, labels, width)].map((i) => {
      const place = scale.place(scale.ticks[i] ?? 0);
      const [wide, anchor] = [textWidth(labels[i] ?? '', 13), anchorOf(place)];
      const start = place * width - (anchor === 'start' ? 0 : anchor === 'end' ? wide : wide / 2);
      return [start, start + wide] as const;
    });
  assert.equal(spans(700).length, labels.length);
  for (const width of [120, 157, 220]) {
    const shown = spans(width);
    assert.ok(shown.length >= 2 && shown.length < labels.length, `${shown.length} at ${width}`);
    shown.slice(1).forEach(([start], i) => {
      assert.ok(start > (shown[i]?.[1] ?? 0), `labels meet at ${width}`);
    });
  }
  const around = niceScale(-0.2, 0.05, 5);
  assert.ok(fittingLabels(around, tickTexts(around.ticks), 120).has(around.ticks.indexOf(0)));
});

test('a strip has fewer labels on a phone', () => {
  const { markup } = stripAxis(exactScale(0.7, 0.9, 5));
  assert.match(markup, /class="wide"/);
});
