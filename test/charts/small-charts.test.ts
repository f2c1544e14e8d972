import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactScale, niceScale, tickText } from '../../src/charts/scale.ts';
import { smallMultiple } from '../../src/charts/small-multiple.ts';
import { sparkline } from '../../src/charts/sparkline.ts';
import { stripAxis, stripRow, stripScale } from '../../src/charts/strip.ts';
import { element, escapeText, type Markup } from '../../src/charts/svg.ts';
import type { Hole, SmallMultiple, Strip } from '../../src/model/report/figure.ts';

const GALLERY = path.join(import.meta.dirname, 'gallery');

/** The rules of `styles/figure.css` that a picture alone needs. */
const STYLE =
  'svg{overflow:visible}text{font:13px sans-serif;fill:#5a5a56}.b{font-weight:650}.g{stroke:#ebebe7}.ax{stroke:#85857f}' +
  '.ln,.pt{fill:none;stroke:#1b1b1a;stroke-width:1.6;vector-effect:non-scaling-stroke;stroke-linecap:round;stroke-linejoin:round}' +
  '.pt{stroke-width:3.5}rect.hole{fill:#a3320b;opacity:.12}line.hole{stroke:#a3320b;stroke-dasharray:2 2}.holename{fill:#a3320b}' +
  '.open{fill:none;stroke:#0072b2;opacity:.6}.dot,.far{fill:#0072b2}';

function picture(drawing: Markup, width: number, height: number, left = 44): string {
  const inner = element('svg', { x: left, y: 14, width: width - left - 60, height, overflow: 'visible' }, drawing);
  const style: Markup = { markup: `<style>${STYLE}</style>` };
  return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height: height + 60 }, style, inner).markup}\n`;
}

function metric(pieces: readonly (readonly number[])[], more: Partial<SmallMultiple> = {}, holes: readonly Hole[] = []): SmallMultiple {
  const points = pieces.reduce((sum, piece) => sum + piece.length / 2, 0);
  const xs = pieces.flatMap((piece) => piece.filter((_, i) => i % 2 === 0));
  return {
    label: 'val/loss',
    curve: { pieces, holes, points, drawn: points },
    x: [Math.min(...xs), Math.max(...xs)],
    xLabel: 'step',
    log: false,
    bits: 64,
    last: pieces.at(-1)?.at(-1) ?? null,
    ...more,
  };
}

const falling = Array.from({ length: 60 }, (_, i) => [i * 20, 2.5 * Math.exp(-i / 15) + 0.2]).flat();
const strip: Strip = {
  label: 'val/acc',
  rows: [
    { label: 'baseline', n: 5, values: [0.91, 0.93, 0.95, 0.96, 0.99], notFinite: 0, best: 0.99 },
    { label: 'width', n: 4, values: [0.1, 0.2, 0.94], notFinite: 1, best: null },
  ],
  limits: [0.9, 0.99],
  log: false,
  direction: 'higher',
  format: { kind: 'fixed', digits: 2 },
};

const pictures: readonly (readonly [string, string])[] = [
  ['small-multiple', picture(smallMultiple(metric([falling])), 360, 130)],
  [
    'small-multiple-holes',
    picture(
      smallMultiple(
        metric([falling.slice(0, 40), [500, 1], falling.slice(60)], {}, [
          { from: 400, to: 480, kind: 'NaN' },
          { from: 520, to: 520, kind: '+∞' },
        ]),
      ),
      360,
      130,
    ),
  ],
  [
    'small-multiple-ends-in-nan',
    picture(
      smallMultiple(metric([falling.slice(0, 40)], { x: [0, 1200], last: Number.NaN }, [{ from: 400, to: 1200, kind: 'NaN' }])),
      360,
      130,
    ),
  ],
  [
    'small-multiple-log',
    picture(smallMultiple(metric([falling.map((value, i) => (i % 2 === 1 ? 10 ** (value * 6 - 4) : value))], { log: true })), 360, 130),
  ],
  [
    'small-multiple-marks',
    picture(
      smallMultiple(
        metric(
          [falling.slice(0, 100)],
          {
            x: [0, 1200],
            marks: [
              { at: 200, word: 'spike' },
              { at: 240, word: 'rise' },
              { at: 1100, word: 'gap' },
              { at: 9999, word: 'beyond' },
            ],
          },
          [{ from: 620, to: 660, kind: 'NaN' }],
        ),
      ),
      360,
      130,
    ),
  ],
  ['small-multiple-flat', picture(smallMultiple(metric([[0, 3, 100, 3]])), 360, 130)],
  ['small-multiple-hostile', picture(smallMultiple(metric([falling], { label: '"><script>alert(1)</script>\u0000\u202e' })), 360, 130)],
  [
    'strip',
    picture(
      {
        markup: [...strip.rows.map((row) => stripRow(row, stripScale(strip))), stripAxis(stripScale(strip))]
          .map(({ markup }, i) => `<svg y="${i * 30}" height="30" overflow="visible">${markup}</svg>`)
          .join(''),
      },
      420,
      90,
      20,
    ),
  ],
  ['sparkline', picture(sparkline({ pieces: [falling], holes: [], points: 60, drawn: 60 }, 'loss') as Markup, 200, 20, 0)],
];

for (const [name, svg] of pictures) {
  test(`gallery: ${name}`, () => {
    const file = path.join(GALLERY, `${name}.svg`);
    if (process.env['UPDATE'] === '1') fs.writeFileSync(file, svg);
    assert.equal(svg, fs.readFileSync(file, 'utf8'), `run with UPDATE=1 and look at ${name}.svg`);
  });
}

test('text of records is escaped in every place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const label = `‹${text}›`;
      const { markup } = smallMultiple(metric([falling], { label }));
      assert.equal(markup.replaceAll(escapeText(label), ''), smallMultiple(metric([falling], { label: '' })).markup);
      assert.doesNotMatch(escapeText(label), /[<>"'\p{Cs}]|&(?!amp;|lt;|gt;|quot;|#39;)/u);
    }),
  );
});

test('every number gives a drawing without NaN', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 2, maxLength: 20 }), number, number, (values, from, to) => {
      const points = values.flatMap((value, i) => [i, value]);
      const { markup } = smallMultiple(metric([points], { x: [Math.min(from, to), Math.max(from, to)] }));
      assert.doesNotMatch(markup, /NaN|Infinity|undefined/);
      assert.ok(markup.length < 20_000);
    }),
  );
});

test('axes have round labels, and the limits hold the values', () => {
  const { domain, ticks } = niceScale(1.347, 3.22, 4);
  assert.deepEqual(domain, [1, 3.5]);
  assert.deepEqual(ticks, [1, 1.5, 2, 2.5, 3, 3.5]);
  assert.deepEqual(exactScale(0, 1200, 3).ticks, [0, 500, 1000]);
  assert.deepEqual(niceScale(3e-5, 20, 4, true).domain, [1e-5, 100]);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, noDefaultInfinity: true }), (a, b) => {
      const scale = niceScale(Math.min(a, b), Math.max(a, b), 4);
      for (const value of [a, b]) assert.ok(scale.place(value) >= 0 && scale.place(value) <= 1);
      assert.ok(scale.ticks.length <= 51);
    }),
  );
});

test('labels of axes are short', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0'],
    [0.025, '0.025'],
    [1200, '1,200'],
    [12000, '12k'],
    [1.5e6, '1.5M'],
    [-2e9, '−2G'],
    [3e-5, '3e-5'],
    [1e20, '1e20'],
  ];
  for (const [value, text] of cases) assert.equal(tickText(value), text);
});
