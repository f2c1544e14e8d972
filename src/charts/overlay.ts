import { numberText } from '../model/number.ts';
import type { Overlay, OverlayBand, OverlayLine } from '../model/report/compare.ts';
import { tellApart } from '../model/tell-apart.ts';
import { shorten, visible } from '../model/visible.ts';
import { type Axis, clockAxis, stepAxis, valueAxis } from './axis.ts';
import { markOf } from './colours.ts';
import { alone, bandRows, ends, holes, meanRows, type Pixels, rows } from './overlay-data.ts';
import { type ChartSize, type ChartSpec, chartFrame, type Json, TYPE } from './spec.ts';
import { textWidth } from './text-width.ts';

/** With more lines than this names stand beside the figure, not in it. */
export const MOST_LABELS = 7;

/** Part of the width that names may take, and from what width on they have their values with them. */
const LABEL_PART = 0.32;
const WITH_VALUES = 480;
const TOP = 30;
const BOTTOM = 46;

/**
 * One metric of several runs as lines on common axes, with a name and the last recorded value at the end of each where
 * there are few. Where a value is not finite the line is broken and a cross stands at the foot of the plot.
 */
export function overlayChart(overlay: Overlay, size: ChartSize): ChartSpec {
  const { width: whole, height: tall } = size;
  const axes = axesOf(overlay, Math.max(3, Math.min(8, Math.round(whole / 100))));
  const labels = size.labels ? labelsOf(overlay, size) : [];
  const left = widest(axes.y.labels) + 10;
  const right = Math.max(14, widest(labels, true) + 12);
  const plot = { width: whole - left - right, height: tall - TOP - BOTTOM };
  const pixels: Pixels = {
    x: (value) => axes.x.scale.place(value) * plot.width,
    y: (value) => (1 - axes.y.scale.place(value)) * plot.height,
  };
  const names = overlay.lines.map((_, i) => String(i));
  const marks = overlay.lines.map(({ slot }) => markOf(slot));
  const stroke = channel(
    names,
    marks.map((mark) => mark.stroke),
  );
  const dash = channel(
    names,
    marks.map((mark) => mark.dash),
  );
  const fill = channel(
    names,
    marks.map((mark) => mark.text),
  );
  const x = measured('x', axes.x, { domain: true, grid: false });
  const y = measured('y', axes.y, { domain: false, grid: true });
  const place = { x: pixel('x'), y: pixel('y') };
  const detail = { field: 'piece', type: 'nominal' };
  const grouped = overlay.lines.some(({ group }) => group !== null);
  const banded = overlay.bands.length > 0;
  /** A line with no mean over it is drawn as strongly as means are. */
  const averaged = new Set<string | null>(overlay.bands.map(({ group }) => group));
  const seriesOf = ({ group }: OverlayBand) => overlay.lines.findIndex((line) => line.group === group);
  const line = { type: 'line', clip: false, invalid: null };
  const band = {
    data: { name: 'bands' },
    mark: { type: 'area', clip: false, invalid: null, fillOpacity: 0.16, strokeWidth: 0 },
    encoding: { x, y, y2: { field: 'y2' }, fill, detail, order: null },
  };
  const mean = {
    data: { name: 'means' },
    mark: { ...line, strokeWidth: 2.25 },
    encoding: { x, y, stroke, strokeDash: dash, detail, order: null },
  };
  return {
    ...chartFrame(plot, { left, right, top: TOP, bottom: BOTTOM }),
    datasets: {
      raw: overlay.lines.flatMap(({ raw }, i) => (raw === null ? [] : rows(raw, i))),
      lines: overlay.lines.flatMap((line, i) => (banded && !averaged.has(line.group) ? [] : rows(line.curve, i))),
      ...(banded
        ? {
            bands: overlay.bands.flatMap((band) => bandRows(band, seriesOf(band), axes.y.scale.domain)),
            means: [
              ...overlay.lines.flatMap((line, i) => (averaged.has(line.group) ? [] : rows(line.curve, i))),
              ...overlay.bands.flatMap((band) => meanRows(band, seriesOf(band))),
            ],
          }
        : {}),
      alone: overlay.lines.flatMap(({ curve }, i) => alone(curve, i)),
      holes: overlay.lines.flatMap(({ curve }, i) => holes(curve, i, pixels, plot)),
      ...ends(overlay.lines, labels, pixels, plot),
      ...tickWords(axes, pixels, plot),
      above: [{ text: yLabel(overlay, size), x: -left, y: -14 }],
      below: [{ text: xLabel(overlay, size), x: plot.width, y: plot.height + 38 }],
    },
    layer: [
      ...(banded ? [band] : []),
      { data: { name: 'raw' }, mark: { ...line, strokeWidth: 1, strokeOpacity: 0.35 }, encoding: { x, y, stroke, detail, order: null } },
      {
        data: { name: 'lines' },
        mark: { ...line, strokeWidth: banded ? 1 : grouped ? 1.25 : 2, ...(banded ? { strokeOpacity: 0.4 } : {}) },
        encoding: { x, y, stroke, strokeDash: dash, detail, order: null },
      },
      ...(banded ? [mean] : []),
      { data: { name: 'alone' }, mark: { type: 'point', size: 10, strokeWidth: 3.4 }, encoding: { x, y, stroke } },
      { data: { name: 'ends' }, mark: { type: 'point', size: 9, strokeWidth: 3 }, encoding: { ...place, stroke } },
      {
        data: { name: 'leaders' },
        mark: { type: 'rule', strokeWidth: 1, strokeOpacity: 0.5 },
        encoding: { ...place, x2: { field: 'x2' }, y2: { field: 'y2' }, stroke },
      },
      { data: { name: 'holes' }, mark: { type: 'rule', strokeWidth: 1 }, encoding: { ...place, x2: { field: 'x2' }, stroke } },
      {
        data: { name: 'holes' },
        mark: { type: 'point', shape: 'M-1,-1L1,1M-1,1L1,-1', size: 30, strokeWidth: 1.75 },
        encoding: { ...place, stroke },
      },
      {
        data: { name: 'labels' },
        mark: { type: 'text', align: 'left', baseline: 'middle', fontWeight: 600 },
        encoding: { ...place, text: { field: 'text' }, fill },
      },
      {
        data: { name: 'ticksX' },
        mark: { type: 'text', align: 'center', baseline: 'alphabetic' },
        encoding: { ...place, text: { field: 'text' } },
      },
      {
        data: { name: 'ticksY' },
        mark: { type: 'text', align: 'right', baseline: 'middle' },
        encoding: { ...place, text: { field: 'text' } },
      },
      {
        data: { name: 'above' },
        mark: { type: 'text', align: 'left', baseline: 'alphabetic' },
        encoding: { ...place, text: { field: 'text' } },
      },
      {
        data: { name: 'below' },
        mark: { type: 'text', align: 'right', baseline: 'alphabetic' },
        encoding: { ...place, text: { field: 'text' } },
      },
    ],
  };
}

/** Axes that hold every point that is drawn. */
function axesOf({ lines, x, log }: Overlay, ticks: number): { x: Axis; y: Axis } {
  const [low, high] = rangeOf(lines, 0) ?? [0, 1];
  const [least, most] = rangeOf(lines, 1) ?? [0, 1];
  return {
    x: x.kind === 'utc' ? clockAxis(low, high, ticks) : stepAxis(low, high, ticks, x.kind === 'log'),
    y: valueAxis(least, most, 5, log),
  };
}

/** Lowest and highest coordinate of all lines, null where nothing is drawn. `offset` 0 is x, 1 is y. */
function rangeOf(lines: readonly OverlayLine[], offset: 0 | 1): [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { curve, raw } of lines) {
    for (const piece of [...curve.pieces, ...(raw?.pieces ?? [])]) {
      for (let i = offset; i < piece.length; i += 2) {
        const value = piece[i] as number;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return low <= high ? [low, high] : null;
}

/** An axis with its line or grid; the words at its ticks are data, for they are ours and not Vega's. */
function measured(field: string, { scale: { domain, ticks, log } }: Axis, look: { domain: boolean; grid: boolean }): Json {
  const scale = { ...(log ? { type: 'log' } : { zero: false }), domain: [...domain], nice: false };
  return { field, type: 'quantitative', scale, axis: { values: [...ticks], labels: false, ...look } };
}

function tickWords(axes: { x: Axis; y: Axis }, { x, y }: Pixels, { height }: { height: number }): { [key: string]: Json } {
  return {
    ticksX: axes.x.scale.ticks.map((tick, i) => ({ text: axes.x.labels[i] ?? '', x: x(tick), y: height + 18 })),
    ticksY: axes.y.scale.ticks.map((tick, i) => ({ text: axes.y.labels[i] ?? '', x: -8, y: y(tick) })),
  };
}

function widest(texts: readonly string[], bold = false): number {
  return Math.ceil(texts.reduce((most, text) => Math.max(most, textWidth(text, TYPE, bold)), 0));
}

/** A scale of our own from the number of a line to how it looks; no legend. */
function channel(names: readonly string[], range: readonly Json[]): Json {
  return { field: 'series', type: 'nominal', scale: { domain: [...names], range: [...range] }, legend: null };
}

/** A place in the plot in pixels, that no axis measures. */
function pixel(field: string): Json {
  return { field, type: 'quantitative', scale: null, axis: null };
}

/** What names the lines, one entry a line, empty for those that another of their group speaks for. */
function labelsOf(overlay: Overlay, size: ChartSize): readonly string[] {
  const { lines } = overlay;
  const names = namesOf(lines);
  if (names.length > MOST_LABELS) return [];
  const own = lines.flatMap((line, at) => {
    if (line.group === null) return [{ at, name: line.label, value: endOf(overlay, line, size) }];
    const members = lines.filter(({ group }) => group === line.group).sort((a, b) => (a.last ?? 0) - (b.last ?? 0));
    return members[members.length >> 1] === line ? [{ at, name: line.group, value: '' }] : [];
  });
  const texts = tellApart(
    own.map(({ name }) => name),
    (text, i) => textWidth(text + (own[i]?.value ?? ''), TYPE, true) <= size.width * LABEL_PART,
  );
  const labels = lines.map(() => '');
  own.forEach(({ at, value }, i) => {
    labels[at] = (texts[i] ?? '') + value;
  });
  return labels;
}

/** The names of a figure's lines with their places in the palette; lines of one group have one name. */
export function namesOf(lines: readonly OverlayLine[]): readonly { readonly name: string; readonly slot: number }[] {
  return [...new Map(lines.map(({ label, group, slot }) => [group ?? `\0${label}`, { name: group ?? label, slot }])).values()];
}

function endOf({ format }: Overlay, { last }: OverlayLine, { width }: ChartSize): string {
  return last === null || width < WITH_VALUES ? '' : ` ${numberText(last, format)}`;
}

function yLabel({ metric, unit, log }: Overlay, { width }: ChartSize): string {
  const words = `${visible(metric)}${unit === null ? '' : `, ${visible(unit)}`}`;
  return `${shorten(words, width >= WITH_VALUES ? 60 : 34)}${log ? ', log scale' : ''}`;
}

function xLabel({ x }: Overlay, { width }: ChartSize): string {
  return `${shorten(visible(x.label), width >= WITH_VALUES ? 60 : 34)}${x.kind === 'log' ? ', log scale' : ''}`;
}
