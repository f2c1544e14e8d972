import type { BudgetFigure, Parallel, Slice } from '../model/report/sweep.ts';
import { shorten, visible } from '../model/visible.ts';
import { type ChartSpec, FONT, type Json, TYPE } from './spec.ts';

/**
 * The figures of sweeps as Vega-Lite specifications, to be opened in any editor. As in all charts fields have names of
 * ours, and what the records hold stands in datasets, titles and domains alone.
 */
const FRAME: ChartSpec = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  config: {
    font: FONT,
    view: { stroke: null },
    axis: {
      ...{ labelFontSize: TYPE, titleFontSize: TYPE, titleFontWeight: 'normal', domainColor: 'var(--edge)', gridColor: 'var(--grid)' },
      ...{ labelColor: 'var(--ink-2)', titleColor: 'var(--ink-2)', tickColor: 'var(--edge)' },
    },
    title: { fontSize: TYPE, color: 'var(--ink)', anchor: 'start' },
    concat: { spacing: 30 },
  },
};

const DOT = { type: 'point', filled: true, size: 36, color: 'var(--c1)', opacity: 0.7 };
const LOST = { type: 'tick', thickness: 1.5, color: 'var(--bad)', y: 0, size: 10 };

/** One view a parameter; trials without a result are bars at the upper edge. */
export function slicesSpec(slices: readonly Slice[]): ChartSpec {
  return {
    ...FRAME,
    datasets: Object.fromEntries(
      slices.flatMap((slice, i): [string, Json][] => [
        [`points${i}`, slice.points.map(([x, y]) => ({ ...placeOf(slice, x), y }))],
        [`lost${i}`, [...slice.failed, ...slice.pruned].map((x) => placeOf(slice, x))],
        [`best${i}`, slice.best === null ? [] : [{ ...placeOf(slice, slice.best[0]), y: slice.best[1], text: 'best' }]],
      ]),
    ),
    columns: 3,
    concat: slices.map((slice, i) => {
      const x = placeChannel(slice);
      const y = quantity('y', name(slice.objective), { domain: [...slice.limits], log: slice.yLog && slice.limits[0] > 0, nice: true });
      return {
        title: name(slice.parameter),
        ...{ width: 200, height: 150 },
        layer: [
          { data: { name: `points${i}` }, mark: { ...DOT, clip: true }, encoding: { x, y } },
          { data: { name: `lost${i}` }, mark: LOST, encoding: { x } },
          { data: { name: `best${i}` }, mark: { ...DOT, size: 80, color: 'var(--c2)', opacity: 1 }, encoding: { x, y } },
        ],
      };
    }),
  };
}

/** A line a trial over places 0 to 1 on every axis; the ends of the axes are words. */
export function parallelSpec({ axes, lines, best }: Parallel): ChartSpec {
  const x: Json = {
    ...{ field: 'x', type: 'quantitative', axis: null, scale: { domain: [0, Math.max(1, axes.length - 1)], nice: false } },
  };
  const y: Json = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [0, 1], nice: false } };
  const detail = { field: 'piece', type: 'nominal' };
  const rows = (some: readonly (readonly (number | null)[])[], from: number): Json =>
    some.flatMap((line, i) => line.map((place, axis) => ({ piece: from + i, x: axis, y: place })));
  const text = { field: 'text', type: 'nominal' };
  const named = axes.map((axis, at) => ({ x: at, y: 0, y2: 1, text: `${name(axis.name)}${axis.log ? ' (log)' : ''}` }));
  const ticks = axes.flatMap((axis, at) => axis.ticks.map((tick) => ({ x: at, y: tick.at, text: visible(shorten(tick.label, 20)) })));
  // Names of neighbours stand on two lines, so that long ones do not meet.
  const heads = (dataset: string, above: number): Json[] => [
    { data: { name: dataset }, mark: { type: 'rule', color: 'var(--edge)' }, encoding: { x, y, y2: { field: 'y2' } } },
    { data: { name: dataset }, mark: { type: 'text', y: -above, fontSize: TYPE, color: 'var(--ink)' }, encoding: { x, text } },
  ];
  const labels = (dataset: string, dy: number): Json => ({
    ...{ data: { name: dataset }, mark: { type: 'text', dy, fontSize: TYPE, color: 'var(--ink-2)' }, encoding: { x, y, text } },
  });
  return {
    ...FRAME,
    ...{ width: 700, height: 260 },
    datasets: {
      rest: rows(lines.slice(best), best),
      best: rows(lines.slice(0, best), 0),
      even: named.filter(({ x }) => x % 2 === 0),
      odd: named.filter(({ x }) => x % 2 === 1),
      ticks: ticks.filter(({ y }) => y > 0),
      feet: ticks.filter(({ y }) => y === 0),
    },
    layer: [
      { data: { name: 'rest' }, mark: { type: 'line', strokeWidth: 1, opacity: 0.6, color: 'var(--rest)' }, encoding: { x, y, detail } },
      { data: { name: 'best' }, mark: { type: 'line', strokeWidth: 1.75, color: 'var(--c1)' }, encoding: { x, y, detail } },
      ...heads('even', 40),
      ...heads('odd', 24),
      labels('ticks', -8),
      labels('feet', 14),
    ],
  };
}

/** Expected best of n over n, dashed where few trials decide it, and the best so far. */
export function budgetSpec({ metric, expected, solid, soFar, trials }: BudgetFigure): ChartSpec {
  const x = quantity('x', 'trials', { domain: [0, trials], log: false });
  const y: Json = { field: 'y', type: 'quantitative', title: name(metric), scale: { zero: false } };
  const rows = (places: readonly (readonly [number, number])[]): Json => places.map(([n, value]) => ({ x: n, y: value }));
  const last = soFar.at(-1);
  return {
    ...FRAME,
    ...{ width: 600, height: 260 },
    datasets: {
      solid: rows(expected.filter(([n]) => n <= Math.max(1, solid))),
      dashed: rows(expected.filter(([n]) => n >= Math.max(1, solid))),
      soFar: rows(last === undefined ? [] : [...soFar, [trials, last[1]]]),
    },
    layer: [
      {
        data: { name: 'soFar' },
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1, color: 'var(--edge)' },
        encoding: { x, y },
      },
      { data: { name: 'solid' }, mark: { type: 'line', strokeWidth: 1.75, color: 'var(--c1)' }, encoding: { x, y } },
      { data: { name: 'dashed' }, mark: { type: 'line', strokeWidth: 1.75, strokeDash: [5, 4], color: 'var(--c1)' }, encoding: { x, y } },
    ],
  };
}

function placeOf({ kind, choices }: Slice, x: number): { readonly [key: string]: Json } {
  return kind === 'category' ? { label: name(choices[x] ?? '') } : { x };
}

function placeChannel({ kind, low, high, log, choices }: Slice): Json {
  if (kind === 'category') return { field: 'label', type: 'nominal', title: null, scale: { domain: [...new Set(choices.map(name))] } };
  return quantity('x', null, { domain: [low, high], log });
}

interface Reach {
  readonly domain: readonly number[];
  readonly log: boolean;
  /** To round numbers at its ends; else with a little room there. */
  readonly nice?: boolean;
}

function quantity(field: string, title: string | null, { domain, log, nice = false }: Reach): Json {
  const scale = { ...(log ? { type: 'log' } : { zero: false }), domain: [...domain], nice, ...(nice ? {} : { padding: 8 }) };
  return { field, type: 'quantitative', title, scale, axis: { tickCount: 4 } };
}

function name(text: string): string {
  return visible(shorten(text, 60));
}
