import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LIGHT } from '../../src/charts/colours.ts';
import { MOST_LABELS, overlayChart } from '../../src/charts/overlay.ts';
import { type ChartSize, NARROW, SMALL, WIDE } from '../../src/charts/spec.ts';
import { standaloneSvg } from '../../src/charts/standalone.ts';
import type { Overlay } from '../../src/model/report/compare.ts';
import { renderSvg } from '../../src/render/render.ts';
import { falling, line, overlay } from '../support/overlay.ts';

const GALLERY = path.join(import.meta.dirname, 'gallery');

/** The committed picture of a chart is its test; `UPDATE=1` draws it anew. */
const pictures: readonly (readonly [string, Overlay, ChartSize])[] = [
  ['overlay-seven', seven(), WIDE],
  ['overlay-narrow', seven(), NARROW],
  ['overlay-small', seven(), SMALL],
  ['overlay-many', overlay(Array.from({ length: 12 }, (_, i) => line(`run ${i}`, i, [falling(i / 4)]))), WIDE],
  [
    'overlay-holes',
    overlay([
      line(
        'diverges',
        1,
        [falling(1, 12), [1500, 2.5]],
        [
          { from: 1200, to: 1400, kind: 'NaN' },
          { from: 1600, to: 3900, kind: '+∞' },
        ],
      ),
      line('steady', 0, [falling(0.5)]),
    ]),
    WIDE,
  ],
  [
    'overlay-log',
    overlay([line('a', 0, [[1, 1000, 10, 10, 1000, 0.02]]), line('b', 1, [[1, 800, 100, 3]])], {
      log: true,
      x: { kind: 'log', label: 'tokens' },
    }),
    WIDE,
  ],
  [
    'overlay-clock',
    overlay([line('a', 0, [[1763670000, 1, 1763680000, 0.5]])], { x: { kind: 'utc', label: 'time, UTC' }, unit: null }),
    WIDE,
  ],
  ['overlay-smoothed', smoothed(), WIDE],
  [
    'overlay-groups',
    overlay(
      [1, 1.1, 1.2, 2, 2.2].map((height, i) => ({
        ...line(`run ${i}`, height < 2 ? 0 : 1, [falling(height)]),
        group: height < 2 ? 'low' : 'high',
      })),
    ),
    WIDE,
  ],
  ['overlay-bands', bands(), WIDE],
  ['overlay-band-and-single', { ...bands(), lines: [...bands().lines, line('alone', 4, [falling(0.4)])] }, WIDE],
  ['overlay-one-point', overlay([line('alone', 0, [[5, 2]])]), WIDE],
  ['overlay-flat', overlay([line('flat', 0, [[0, 0, 10, 0]])]), WIDE],
  [
    'overlay-hostile',
    overlay([line('<script>alert(1)</script>', 0, [falling(1)]), line('datum.constructor["x"]', 1, [falling(2)])], {
      metric: 'a[0].b"];alert(1)//',
      x: { kind: 'linear', label: '\u202estep\u0000' },
    }),
    WIDE,
  ],
];

function seven(): Overlay {
  return overlay(
    ['gru192-sgd', 'gru96-sgd', 'gru48-sgd', 'gru192-adamw with a long name', 'gru96-adamw', 'five', 'six'].map((name, i) =>
      line(name, i, [falling(1 + i / 9, 40 - i * 3)]),
    ),
  );
}

function bands(): Overlay {
  const heights = [1, 1.15, 1.3];
  const lines = [0, 1].flatMap((slot) =>
    heights.map((height, i) => ({ ...line(`run ${slot}.${i}`, slot, [falling(height + slot)]), group: slot === 0 ? 'low' : 'high' })),
  );
  const places = (slot: number) => falling(1.15 + slot).filter((_, i) => i % 2 === 0);
  const centre = (slot: number) => falling(1.15 + slot);
  return overlay(lines, {
    bands: [0, 1].map((slot) => ({
      group: slot === 0 ? 'low' : 'high',
      slot,
      n: [3, 3] as const,
      mean: [centre(slot)],
      edges: [
        places(slot).flatMap((x, i) => [x, (centre(slot)[2 * i + 1] ?? 0) * 0.7, (centre(slot)[2 * i + 1] ?? 0) * (slot === 1 ? 9 : 1.3)]),
      ],
      ranges: false,
    })),
  });
}

function smoothed(): Overlay {
  const rough = falling(1);
  const { curve, ...rest } = line('a', 0, [rough.map((value, i) => (i % 2 === 0 ? value : value * 0.9))]);
  return overlay([{ ...rest, curve, raw: { ...curve, pieces: [rough] } }]);
}

for (const [name, slice, size] of pictures) {
  test(`picture: ${name}`, async () => {
    const svg = await renderSvg(overlayChart(slice, size));
    const picture = `${standaloneSvg(svg, LIGHT, name, slice.x.label).replaceAll('><', '>\n<')}\n`;
    const file = path.join(GALLERY, `${name}.svg`);
    if (process.env['UPDATE'] === '1') {
      fs.mkdirSync(GALLERY, { recursive: true });
      fs.writeFileSync(file, picture);
    }
    assert.equal(picture, fs.readFileSync(file, 'utf8'));
    assert.doesNotMatch(svg, / (style|id|on\w+|href)="/, 'no style, no id, no address');
    assert.doesNotMatch(svg, /<(script|style|image|a|use)\b/);
    assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
  });
}

test('names stand in lines of their own and inside the picture', () => {
  for (const size of [WIDE, NARROW]) {
    const spec = overlayChart(seven(), size);
    const { labels } = spec['datasets'] as unknown as { labels: readonly { y: number }[] };
    const heights = labels.map(({ y }) => y).sort((a, b) => a - b);
    assert.equal(labels.length, MOST_LABELS);
    for (let i = 1; i < heights.length; i += 1) assert.ok((heights[i] as number) - (heights[i - 1] as number) >= 16);
    assert.ok((heights[0] as number) >= 0 && (heights.at(-1) as number) <= size.height);
  }
});

test('many lines carry no names', () => {
  const spec = overlayChart(overlay(Array.from({ length: 8 }, (_, i) => line(`run ${i}`, i, [falling(i)]))), WIDE);
  assert.deepEqual((spec['datasets'] as { labels?: unknown })['labels'], []);
});

test('nothing to draw is a chart without lines', async () => {
  const svg = await renderSvg(overlayChart(overlay([]), WIDE));
  assert.match(svg, /^<svg /);
  assert.doesNotMatch(svg, /NaN|Infinity/);
});
