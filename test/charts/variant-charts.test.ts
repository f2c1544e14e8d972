import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { markOf } from '../../src/charts/colours.ts';
import { type ForestRow, forestAxis, forestRow, forestScale } from '../../src/charts/forest.ts';
import { replicatesChart } from '../../src/charts/replicates.ts';
import { type Response, responseChart } from '../../src/charts/response.ts';
import { element, type Markup } from '../../src/charts/svg.ts';
import { type LadderStep, ladderRow, ladderScale } from '../../src/charts/waterfall.ts';
import type { ReplicateFigure } from '../../src/model/report/variant.ts';

const GALLERY = path.join(import.meta.dirname, 'gallery');

/** The rules of `styles/figure.css` and `styles/ablation.css` that a picture alone needs. */
const STYLE =
  'svg{overflow:visible}text{font:13px sans-serif;fill:#5a5a56}.b{font-weight:650}.g{stroke:#ebebe7}.ax{stroke:#85857f}' +
  '.k1{--k:#0072b2;color:#0072b2}.seeds{fill:none;stroke:var(--k,currentcolor);stroke-width:5;stroke-linecap:round;vector-effect:non-scaling-stroke;opacity:.32}' +
  '.wh{stroke:#0072b2;stroke-width:1.75}.dot,.far{fill:#0072b2}.hollow{fill:#fff;stroke:#0072b2;stroke-width:1.5}.step{stroke:#0072b2;stroke-width:7;opacity:.35}' +
  '.one,.mean{fill:none;stroke:currentcolor;vector-effect:non-scaling-stroke;opacity:.45}.mean{stroke-width:2;opacity:1}.one.out{stroke-dasharray:3 3;stroke:#a3a39d}.area{fill:currentcolor;opacity:.15}' +
  '.response :is(.line,.wh,.seeds){stroke:currentcolor}.response :is(.mean,.name){fill:currentcolor}svg{--c1:#0072b2;--c1t:#00629a;--c2:#d55e00;--c2t:#a84a00}' +
  '.line{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke}';

function picture(drawing: Markup, width: number, height: number, left = 20): string {
  const inner = element('svg', { x: left, y: 14, width: width - left - 90, height, overflow: 'visible' }, drawing);
  const style: Markup = { markup: `<style>${STYLE}</style>` };
  return `${element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height: height + 60 }, style, inner).markup}\n`;
}

function stacked(cells: readonly Markup[]): Markup {
  return { markup: cells.map(({ markup }, i) => `<svg y="${i * 30}" height="30" overflow="visible">${markup}</svg>`).join('') };
}

const row = (
  label: string,
  value: number | null,
  half: number | null,
  dots: readonly number[],
  more: Partial<ForestRow> = {},
): ForestRow => ({
  label,
  value,
  interval: value === null || half === null ? null : { low: value - half, high: value + half },
  dots,
  filled: false,
  confounded: false,
  ...more,
});

const forest: readonly ForestRow[] = [
  row('full model', 0, null, [-0.01, 0.004, 0.006], { filled: true }),
  row('w/o batch norm', -0.02, 0.008, [-0.024, -0.02, -0.016], { filled: true }),
  row('w/o dropout', 0.001, 0.012, [-0.006, 0.002, 0.007]),
  row('other code', 0.012, 0.006, [0.01, 0.014], { filled: true, confounded: true }),
  row('two runs', 0.01, 0.9, [0.005, 0.015]),
  row('one run', 0.005, null, [0.005]),
  row('no value', null, null, []),
];
const ladder: readonly LadderStep[] = [
  { label: 'plain', from: null, to: 0.91, dots: [0.9, 0.92], filled: false },
  { label: '+ augmentation', from: 0.91, to: 0.945, dots: [0.94, 0.95], filled: true },
  { label: '+ warm-up', from: 0.945, to: 0.941, dots: [0.93, 0.952], filled: false },
];
const point = (x: number, mean: number) => ({
  x,
  mean,
  interval: { low: mean - 0.02, high: mean + 0.02 },
  dots: [mean - 0.01, mean, mean + 0.01],
  n: 3,
});
const overRate: Response = {
  label: 'val/accuracy',
  factor: 'lr',
  names: null,
  log: true,
  lines: [{ name: '', slot: 0, points: [point(0.001, 0.7), point(0.01, 0.9), point(0.1, 0.96), point(1, 0.3)] }],
};
const grid: Response = {
  label: 'val/accuracy',
  factor: 'optimizer',
  names: ['sgd', 'adam'],
  log: false,
  lines: [
    { name: 'width 16', slot: 0, points: [point(0, 0.8), point(1, 0.9)] },
    { name: 'width 64 <b>', slot: 1, points: [point(0, 0.86), point(1, 0.87)] },
  ],
};

const falls = (height: number) => Array.from({ length: 30 }, (_, i) => [i * 10, height * Math.exp(-i / 6) + 0.02]).flat();
const curve = (piece: readonly number[]) => ({ pieces: [piece], holes: [], points: piece.length / 2, drawn: piece.length / 2 });
const runs: ReplicateFigure = {
  label: 'val/loss',
  unit: 'nats',
  lines: [
    { name: 'a', curve: curve(falls(2)), counted: true },
    { name: 'b', curve: curve(falls(2.6)), counted: true },
    { name: 'c', curve: curve(falls(3).slice(0, 20)), counted: false },
  ],
  band: {
    group: 'v',
    slot: 0,
    n: [2, 2],
    mean: [falls(2.3)],
    edges: [falls(2.3).flatMap((value, i) => (i % 2 === 0 ? [value] : [value - 0.6, value + 0.6]))],
    ranges: true,
  },
  log: false,
  slot: 0,
  words: '',
};

const scale = forestScale(forest, 0);
const climb = ladderScale(ladder);
const pictures: readonly (readonly [string, string])[] = [
  ['forest', picture(stacked([...forest.map((one) => forestRow(one, scale, 0)), forestAxis(scale)]), 460, 210)],
  ['waterfall', picture(stacked([...ladder.map((step) => ladderRow(step, climb)), forestAxis(climb)]), 460, 90)],
  ['response', picture(responseChart(overRate, markOf), 480, 220, 44)],
  ['replicates', picture(replicatesChart(runs, 'var(--c1)'), 420, 150, 44)],
  ['replicates-log', picture(replicatesChart({ ...runs, log: true }, 'var(--c1)'), 420, 150, 44)],
  ['response-lines', picture(responseChart(grid, markOf), 480, 220, 44)],
];

for (const [name, svg] of pictures) {
  test(`gallery: ${name}`, () => {
    const file = path.join(GALLERY, `${name}.svg`);
    if (process.env['UPDATE'] === '1') fs.writeFileSync(file, svg);
    assert.equal(svg, fs.readFileSync(file, 'utf8'), `run with UPDATE=1 and look at ${name}.svg`);
  });
}

test('an interval far beyond the rest ends in an arrow and leaves the others room', () => {
  const { domain } = forestScale(forest, 0);
  assert.ok(domain[0] <= -0.024 && domain[0] > -0.1 && domain[1] < 0.1, String(domain));
  assert.match(forestRow(forest[4] as ForestRow, scale, 0).markup, /class="far"/);
  assert.doesNotMatch(forestRow(forest[1] as ForestRow, scale, 0).markup, /class="far"/);
});

test('a row that is confounded or not tested is never filled', () => {
  assert.match(forestRow(forest[1] as ForestRow, scale, 0).markup, /class="dot"/);
  assert.doesNotMatch(forestRow(forest[3] as ForestRow, scale, 0).markup, /class="dot"/);
  assert.doesNotMatch(forestRow(forest[2] as ForestRow, scale, 0).markup, /class="dot"/);
});

test('every number gives a forest without NaN', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 8 }), (rows) => {
      const made = rows.map(([value, low, high], i) => ({
        ...row(`row ${i}`, value, null, [low, high]),
        interval: { low: Math.min(low, high), high: Math.max(low, high) },
      }));
      const axis = forestScale(made, 0);
      for (const one of made) assert.doesNotMatch(forestRow(one, axis, 0).markup, /NaN|Infinity|undefined/);
    }),
    { seed: 11 },
  );
});

test('a band that reaches below zero has a place on a logarithmic axis', () => {
  assert.doesNotMatch(replicatesChart({ ...runs, log: true }, 'var(--c1)').markup, /NaN|Infinity|undefined/);
});

test('names at the ends of lines stand apart, and labels of many levels do not touch', () => {
  const lines = ['a', 'b', 'c', 'd'].map((name, slot) => ({ name, slot, points: [point(0, 0.8), point(1, 0.85 + slot / 1e4)] }));
  const names = [...responseChart({ ...grid, lines }, markOf).markup.matchAll(/class="b name"[^>]* y="([\d.]+)%"/g)].map(
    ([, y]) => 2.2 * Number(y),
  );
  assert.equal(names.length, 4);
  const heights = names.toSorted((a, b) => a - b);
  for (let i = 1; i < heights.length; i += 1) assert.ok((heights[i] ?? 0) - (heights[i - 1] ?? 0) > 14);
  const many = Array.from({ length: 40 }, (_, i) => point(i * 0.0123456, 0.5));
  const chart = responseChart({ ...overRate, log: false, lines: [{ name: '', slot: 0, points: many }] }, markOf).markup;
  const labels = [...chart.matchAll(/ x="([\d.]+)%" y="100%" dy="18"/g)].map(([, x]) => 4.9 * Number(x));
  assert.ok(labels.length >= 5 && labels.length < 20);
  for (let i = 1; i < labels.length; i += 1) assert.ok((labels[i] ?? 0) - (labels[i - 1] ?? 0) > 20);
});
