import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { budgetChart } from '../../src/charts/budget.ts';
import { choiceLabels } from '../../src/charts/choice-labels.ts';
import { exactLogScale } from '../../src/charts/log-place.ts';
import { parallelChart } from '../../src/charts/parallel.ts';
import { shareBar } from '../../src/charts/share-bar.ts';
import { sliceChart } from '../../src/charts/slice.ts';
import { element, type Markup } from '../../src/charts/svg.ts';
import { textWidth } from '../../src/charts/text-width.ts';
import type { BudgetFigure, Parallel, Slice } from '../../src/model/report/sweep.ts';

const GALLERY = path.join(import.meta.dirname, 'gallery');

/** The rules of `styles/figure.css` and `styles/sweep.css` that a picture alone needs. */
const STYLE =
  'svg{overflow:visible}text{font:13px sans-serif;fill:#5a5a56}.b{font-weight:650}.g{stroke:#ebebe7}.ax{stroke:#85857f}' +
  '.marks{fill:none;stroke:#0072b2;stroke-width:6;stroke-linecap:round;vector-effect:non-scaling-stroke;opacity:.7}.to-best{stroke:#d55e00;opacity:.6}.dot.best{fill:#d55e00}.dot,.far{fill:#0072b2}' +
  '.lost{fill:none;stroke:#a3320b;stroke-width:1.5}.one{fill:none;stroke:#a3a39d;opacity:.6;vector-effect:non-scaling-stroke}' +
  '.ln{fill:none;stroke:#0072b2;stroke-width:1.75;vector-effect:non-scaling-stroke}.stair{fill:none;stroke:#85857f;vector-effect:non-scaling-stroke}.weak{fill:#a3a39d}';

function picture(drawing: Markup, width: number, height: number, top = 50): string {
  const inner = element('svg', { x: 48, y: top, width: width - 130, height, overflow: 'visible' }, drawing);
  const style: Markup = { markup: `<style>${STYLE}</style>` };
  return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height: height + top + 46 }, style, inner).markup}\n`;
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const slice = (more: Partial<Slice> = {}): Slice => ({
  parameter: 'lr',
  kind: 'number',
  log: true,
  low: 1e-5,
  high: 0.1,
  choices: [],
  yLog: false,
  limits: [0.2, 1.4],
  above: 0,
  below: 0,
  objective: 'val/loss',
  points: range(40).map((i) => [10 ** (-5 + i / 10), 0.3 + ((i - 22) / 20) ** 2 + ((i * 7) % 5) / 40] as const),
  best: [10 ** -2.7, 0.3],
  failed: [0.08, 0.09, 0.1],
  pruned: [1e-5, 2e-5],
  subtitle: [],
  alternative: 'val/loss of 40 trials over lr',
  ...more,
});
const choices: Partial<Slice> = {
  kind: 'category',
  log: false,
  low: 0,
  high: 2,
  choices: ['adam', 'sgd', '<script>alert(1)</script>'],
  points: range(30).map((i) => [i % 3, 0.4 + (i % 7) / 10] as const),
  best: [0, 0.4],
  failed: [],
  pruned: [],
};
const far: Partial<Slice> = { limits: [0.3, 0.8], points: slice().points.filter(([, y]) => y <= 0.8), above: 14 };
const names: Partial<Slice> = {
  ...choices,
  high: 3,
  choices: ['k-means++', 'kmeans', 'random', 'random_from_data'],
  points: range(30).map((i) => [i % 4, 1e-6 * (60 + (i % 7) / 50)] as const),
  limits: [60e-6, 60.12e-6],
  best: [3, 60.12e-6],
};
const parallel: Parallel = {
  axes: [
    {
      name: 'lr',
      kind: 'number',
      log: true,
      ticks: [
        { at: 0, label: '1e-5' },
        { at: 1, label: '0.1' },
      ],
    },
    {
      name: 'opt',
      kind: 'category',
      log: false,
      ticks: [
        { at: 0, label: 'adam' },
        { at: 0.5, label: 'sgd' },
        { at: 1, label: 'lion <b>' },
      ],
    },
    {
      name: 'momentum',
      kind: 'number',
      log: false,
      ticks: [
        { at: 0, label: '0' },
        { at: 1, label: '1' },
      ],
    },
    {
      name: 'val/loss',
      kind: 'objective',
      log: false,
      ticks: [
        { at: 0, label: '0.3' },
        { at: 1, label: '≥ 1.4' },
      ],
    },
  ],
  lines: range(30).map((i) => [((i * 7) % 30) / 30, (i % 3) / 2, i % 3 === 1 ? i / 30 : null, i / 30]),
  best: 3,
  subtitle: [],
  alternative: '30 trials through 3 parameters to val/loss',
  left: 0,
  axesLeft: 0,
};
const budget: BudgetFigure = {
  metric: 'val/loss',
  format: { kind: 'fixed', digits: 4 },
  expected: range(40).map((i) => [i + 1, 0.3 + 0.5 / (i + 1)] as const),
  solid: 20,
  soFar: [
    [1, 0.9],
    [4, 0.6],
    [17, 0.35],
    [30, 0.3],
  ],
  trials: 40,
  failed: 2,
  meanSeconds: 12,
  better: 'lower',
  title: [],
  subtitle: [],
  alternative: 'Expected best val/loss of n trials',
};
const bars: Markup = {
  markup: [0.9, 0.3, 0.02, null]
    .map((share, i) => `<svg y="${i * 30}" height="30" width="200">${shareBar(share, i < 2).markup}</svg>`)
    .join(''),
};

const pictures: readonly (readonly [string, string])[] = [
  ['slice', picture(sliceChart(slice()), 420, 170)],
  ['slice-choices', picture(sliceChart(slice(choices)), 420, 170)],
  ['slice-far', picture(sliceChart(slice(far)), 420, 170)],
  ['slice-names', picture(sliceChart(slice(names)), 330, 170)],
  ['parallel', picture(parallelChart(parallel), 760, 260, 64)],
  ['budget', picture(budgetChart(budget), 520, 220)],
  ['share-bars', picture(bars, 360, 120)],
];

for (const [name, svg] of pictures) {
  test(`gallery: ${name}`, () => {
    const file = path.join(GALLERY, `${name}.svg`);
    if (process.env['UPDATE'] === '1') fs.writeFileSync(file, svg);
    assert.equal(svg, fs.readFileSync(file, 'utf8'), `run with UPDATE=1 and look at ${name}.svg`);
  });
}

test('trials without a result have shapes and words, not a colour alone', () => {
  const { markup } = sliceChart(slice());
  assert.match(markup, />3 failed</);
  assert.match(markup, />2 pruned</);
  assert.equal(markup.match(/class="lost"/g)?.length, 5);
  assert.match(markup, /aria-label="val\/loss of 40 trials over lr"/);
  assert.doesNotMatch(sliceChart(slice(choices)).markup, /failed|<script>/);
});

test('trials beyond the axis are counted at its edge, in words that no tick has', () => {
  assert.match(sliceChart(slice(far)).markup, />14 above</);
  assert.match(sliceChart(slice({ below: 120 })).markup, />120 below</);
  assert.doesNotMatch(sliceChart(slice()).markup, /above|below/);
});

test('the name of the best trial stands beside the frame, over no dot', () => {
  assert.match(sliceChart(slice()).markup, /<text class="ink b" x="100%" dx="6" [^>]*>best</);
});

test('names of choices stand in two rows where one is too narrow, shortened so that they stay different', () => {
  const few = choiceLabels(['adam', 'sgd']);
  assert.deepEqual(
    few.map(({ label, row }) => [label, row]),
    [
      ['adam', 0],
      ['sgd', 0],
    ],
  );
  const four = choiceLabels(['k-means++', 'kmeans', 'random', 'random_from_data']);
  assert.deepEqual(
    four.map(({ row }) => row),
    [0, 1, 0, 1],
  );
  assert.equal(new Set(four.map(({ label }) => label)).size, 4);
  const many = choiceLabels(range(30).map((i) => `resnet_block_of_layer_${i}_relu`));
  assert.ok(many.length <= 8 && new Set(many.map(({ label }) => label)).size === many.length);
  for (const labels of [few, four, many])
    for (const one of labels) {
      const next = labels.find(({ at, row }) => at > one.at && row === one.row);
      const all = labels === many ? 30 : labels.length;
      const half = (textWidth(one.label, 13) + textWidth(next?.label ?? '', 13)) / 2;
      assert.ok(next === undefined || ((next.at - one.at) * 200) / all >= half, `${one.label} meets ${next?.label}`);
    }
});

test('the curve of the budget is solid to half of the trials, dashed beyond', () => {
  const { markup } = budgetChart(budget);
  const lines = [...markup.matchAll(/<path class="ln"([^>]*)d="([^"]*)"/g)];
  assert.equal(lines.length, 2);
  const [solid, dashed] = lines.map(([, attributes = '', d = '']) => ({
    dashed: attributes.includes('stroke-dasharray'),
    places: d.split(/[ML]/).length - 1,
  }));
  assert.deepEqual(solid, { dashed: false, places: 20 });
  assert.deepEqual(dashed, { dashed: true, places: 21 });
});

test('a missing value breaks the line of a trial', () => {
  const { markup } = parallelChart({ ...parallel, lines: [[0, 0.5, null, 1]], best: 1 });
  assert.match(markup, /d="M0 1000L333 500M1000 0"/);
});

test('names of axes and choices that begin alike stay different', () => {
  const ticks = ['random_from_data', 'random_from_noise'].map((label, at) => ({ at, label }));
  const axes = ['model.encoder.attention.heads', 'model.encoder.attention.width'].map((name) => ({
    ...{ name, kind: 'category' as const, log: false, ticks },
  }));
  const { markup } = parallelChart({ ...parallel, axes, lines: [[0, 1]], best: 1 });
  const words = [...markup.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  assert.deepEqual(words, ['…heads', '…data', '…noise', '…width', '…data', '…noise']);
});

test('a logarithmic axis ends where the data end', () => {
  const scale = exactLogScale(0.01, 0.3, 4);
  assert.deepEqual([scale.place(0.01), scale.place(0.3), scale.domain], [0, 1, [0.01, 0.3]]);
  assert.ok(scale.ticks.length >= 2 && scale.ticks.every((tick) => tick >= 0.01 && tick <= 0.3));
  assert.deepEqual(exactLogScale(1e-6, 10, 4).ticks, [1e-6, 1e-4, 0.01, 1]);
});

test('no number makes a drawing with NaN', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 10 }),
      fc.array(positive, { minLength: 2, maxLength: 6 }),
      (points, xs) => {
        const ys = points.map(([, y]) => y);
        const limits = [Math.min(...ys), Math.max(...ys)] as const;
        const [low, high] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
        const linear = slice({ log: false, low, high, points, limits, best: points[0] ?? null, failed: [], pruned: [low] });
        const log = slice({ low: Math.min(...xs), high: Math.max(...xs), points: xs.map((x) => [x, 1] as const), best: null, failed: xs });
        const curve = {
          ...budget,
          expected: ys.map((y, i) => [i + 1, y] as const),
          soFar: ys.map((y, i) => [i + 1, y] as const),
          trials: ys.length,
          solid: 1,
        };
        for (const { markup } of [sliceChart(linear), sliceChart(log), budgetChart(curve), budgetChart({ ...curve, better: 'higher' })])
          assert.doesNotMatch(markup, /NaN|Infinity|undefined/);
      },
    ),
    { seed: 12, numRuns: 200 },
  );
});
