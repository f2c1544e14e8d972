import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countersOf, type Laid, type OverlayChoice } from '../../src/analysis/over.ts';
import { layOver } from '../../src/analysis/overlay.ts';
import type { Cell, SeriesColumns, SeriesFile } from '../../src/model/report/compare.ts';

const FACTS = { config: {}, data: {}, code: {}, environment: {}, packages: {} };

function column(name: string, value: readonly Cell[], more: Partial<SeriesColumns> = {}): SeriesColumns {
  const step = value.map((_, i) => i * 10);
  return {
    name,
    unit: null,
    direction: 'lower',
    bits: 64,
    points: value.length,
    step,
    value,
    time: step.map((at) => at * 60),
    selected: value.at(-1) ?? null,
    ...more,
  };
}

function laid(label: string, metrics: readonly SeriesColumns[], start: number | null = 1000): Laid {
  const file: SeriesFile = {
    id: label,
    name: label,
    status: 'finished',
    startedAt: null,
    start,
    facts: FACTS,
    seeds: [],
    metrics,
    health: [],
    left: 0,
  };
  return { file, label, group: null, slot: 0 };
}

const choice: OverlayChoice = { metric: 'loss', over: 'step', logX: false, logY: false, smoothing: 0, zoom: null };

test('a line is broken where a value is not finite, and the place is kept', () => {
  const { overlay, notFinite } = layOver([laid('a', [column('loss', [3, 'NaN', 'Infinity', 2, 1])])], choice);
  const [line] = overlay.lines;
  assert.deepEqual(line?.curve.pieces, [
    [0, 3],
    [30, 2, 40, 1],
  ]);
  assert.deepEqual(line?.curve.holes, [{ from: 10, to: 20, kind: 'mixed' }]);
  assert.equal(notFinite, 2);
  assert.equal(line?.last, 1);
});

test('a run that ends in NaN has no last value', () => {
  const { overlay } = layOver([laid('a', [column('loss', [3, 'NaN'])])], choice);
  assert.equal(overlay.lines[0]?.last, null);
});

test('a logarithmic axis breaks the line at zero and counts what it cannot show', () => {
  const { overlay, belowZero } = layOver([laid('a', [column('loss', [3, 0, -1, 2])])], { ...choice, logY: true });
  assert.deepEqual(overlay.lines[0]?.curve.pieces, [
    [0, 3],
    [30, 2],
  ]);
  assert.equal(belowZero, 2);
});

test('smoothing leaves the recorded line and its last value beside it', () => {
  const { overlay, halfLife } = layOver([laid('a', [column('loss', [4, 0, 4, 0])])], { ...choice, smoothing: 0.5 });
  const [line] = overlay.lines;
  assert.equal(halfLife, 15);
  assert.deepEqual(line?.raw?.pieces, [[0, 4, 10, 0, 20, 4, 30, 0]]);
  assert.notDeepEqual(line?.curve.pieces, line?.raw?.pieces);
  assert.equal(line?.last, 0);
});

test('time since the first record is given in a unit that can be read, time of day in seconds', () => {
  const runs = [laid('a', [column('loss', [3, 2, 1])], 5000)];
  const relative = layOver(runs, { ...choice, over: 'relative' }).overlay;
  assert.equal(relative.x.label, 'minutes since the first record');
  assert.deepEqual(relative.lines[0]?.curve.pieces, [[0, 3, 10, 2, 20, 1]]);
  const wall = layOver(runs, { ...choice, over: 'wall' }).overlay;
  assert.deepEqual(wall.lines[0]?.curve.pieces, [[5000, 3, 5600, 2, 6200, 1]]);
});

test('over a counter: its value at the step, in proportion between two records, nothing beyond them', () => {
  const epoch = column('epoch', [0, 2], { step: [0, 20] });
  const { overlay } = layOver([laid('a', [column('loss', [4, 3, 2, 1]), epoch])], { ...choice, over: 'metric:epoch' });
  assert.deepEqual(overlay.lines[0]?.curve.pieces, [[0, 4, 1, 3, 2, 2]]);
});

test('counters are what all runs have and what never falls', () => {
  const falls = column('samples', [1, 3, 2]);
  const a = laid('a', [column('loss', [1]), column('epoch', [0, 1]), column('train/tokens', [0, 5]), falls]);
  const b = laid('b', [column('epoch', [0, 1]), falls]);
  assert.deepEqual(countersOf([a]), ['epoch', 'train/tokens']);
  assert.deepEqual(countersOf([a, b]), ['epoch']);
  assert.deepEqual(countersOf([]), []);
});

test('a run without the metric is named, and a part of the axis has no last values', () => {
  const runs = [laid('a', [column('loss', [3, 2, 1])]), laid('b', [column('other', [1])])];
  const laying = layOver(runs, { ...choice, zoom: [5, 15] });
  assert.deepEqual(laying.without, ['b']);
  assert.deepEqual(laying.overlay.lines[0]?.curve.pieces, [[10, 2]]);
  assert.equal(laying.overlay.lines[0]?.last, null);
});

const t975of2 = 4.302652729749464;
const inGroup = (label: string, group: string, values: readonly Cell[]): Laid => ({ ...laid(label, [column('loss', values)]), group });

test('runs of a variant get their mean with a pointwise t band; a run that ends early leaves it', () => {
  const runs = [inGroup('a', 'v', [4, 3, 2]), inGroup('b', 'v', [5, 3, 1]), inGroup('c', 'v', [6, 3]), inGroup('d', 'w', [1, 1, 1])];
  const [band, ...others] = layOver(runs, choice).overlay.bands;
  assert.deepEqual(others, [], 'one run is no group');
  assert.deepEqual([band?.group, band?.n, band?.ranges], ['v', [2, 3], true]);
  assert.deepEqual(band?.mean, [[0, 5, 10, 3, 20, 1.5]]);
  const [x0, low, high, , equal, same, x2, least, most] = band?.edges[0] ?? [];
  assert.deepEqual([x0, equal, same, x2, least, most], [0, 3, 3, 20, 1, 2], 'two runs: from the lowest to the highest');
  const half = t975of2 / Math.sqrt(3);
  assert.ok(Math.abs((low ?? 0) - (5 - half)) < 1e-12 && Math.abs((high ?? 0) - (5 + half)) < 1e-12);
});

test('over time the mean begins when all runs have begun, and no line leads from the mean of all to that of fewer', () => {
  const at = (label: string, value: readonly Cell[], time: readonly number[]) => ({
    ...laid(label, [column('loss', value, { time })]),
    group: 'v',
  });
  const runs = [at('a', [9, 8, 7, 6], [0, 60, 120, 180]), at('b', [3, 2, 1], [60, 120, 180]), at('c', [5, 4], [0, 120])];
  const [band] = layOver(runs, { ...choice, over: 'relative' }).overlay.bands;
  const xs = (band?.mean ?? []).map((one) => one.filter((_, i) => i % 2 === 0));
  assert.ok((xs[0]?.[0] ?? 0) >= 60 && (xs[0]?.[0] ?? 0) < 62, 'the second run begins after a minute');
  assert.ok((xs[0]?.at(-1) ?? 0) <= 120 && (xs[1]?.[0] ?? 0) > (xs[0]?.at(-1) ?? 0), 'the third run ends after two');
  assert.deepEqual([xs.length, band?.n], [2, [2, 3]]);
  const [stepped] = layOver(runs, choice).overlay.bands;
  assert.equal(stepped?.mean.length, 1, 'over steps a run that ends early leaves without a gap');
});

test('means are of recorded values, whatever is smoothed, and have a hole where no run has a value', () => {
  const runs = [inGroup('a', 'v', [4, 'NaN', 2, 2]), inGroup('b', 'v', [6, 'NaN', 4, 2])];
  const rough = layOver(runs, choice).overlay.bands;
  assert.deepEqual(layOver(runs, { ...choice, smoothing: 0.5 }).overlay.bands, rough);
  assert.deepEqual(rough[0]?.mean, [
    [0, 5],
    [20, 3, 30, 2],
  ]);
});
