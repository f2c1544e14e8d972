import type { Slice } from '../model/report/sweep.ts';
import { shorten, visible } from '../model/visible.ts';
import { valueAxis } from './axis.ts';
import { exactLogScale } from './log-place.ts';
import { exactScale, type Scale, tickText } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

/** CSS pixels between the axes. */
export const SLICE_HEIGHT = 170;
/** Room between the ends of the range and the frame, as a share of the width. */
const ROOM = 0.03;
/** Marks of trials without a result, in one row at most. */
const MOST_EDGE = 24;

/**
 * The objective over one parameter: every trial a dot, the best one filled and named. Above the frame a cross for every trial that
 * failed and a bar for every one that was pruned, each with its word; a triangle with a number for values beyond the axis.
 */
export function sliceChart(slice: Slice): Markup {
  const { limits, yLog, best } = slice;
  const { scale: y, labels } = valueAxis(limits[0], limits[1], 4, yLog && limits[0] > 0);
  const x = xScale(slice);
  const at = (value: number) => percent(x.place(value));
  const [low, high] = y.domain;
  const inside = slice.points.filter(([, value]) => value >= low && value <= high);
  const above = slice.points.filter(([, value]) => value > high).length;
  const below = slice.points.filter(([, value]) => value < low).length;
  const edges = Number(slice.failed.length > 0) + Number(slice.pruned.length > 0);
  const dots = inside
    .map(([place, value], i) => `M${Math.round((x.place(place) + x.jitter(i)) * 1000)} ${Math.round((1 - y.place(value)) * 1000)}h0`)
    .join('');
  return element(
    'svg',
    {
      class: `p m-sm k1 slice${['', ' edged', ' edged-twice'][edges]}`,
      height: SLICE_HEIGHT,
      role: 'img',
      'aria-label': visible(slice.alternative),
    },
    ...y.ticks.flatMap((tick, i) => {
      const down = percent(1 - y.place(tick));
      return [
        element('line', { class: 'g', x1: 0, x2: '100%', y1: down, y2: down }),
        element('text', { x: 0, dx: -8, y: down, dy: 4, 'text-anchor': 'end' }, labels[i] ?? ''),
      ];
    }),
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    ...x.labels.map(({ value, label }) => element('text', { x: at(value), y: '100%', dy: 18, 'text-anchor': 'middle' }, label)),
    ...edgeRow(slice.failed, x, -12, 'M-3.5-3.5l7 7m0-7l-7 7', 'failed'),
    ...edgeRow(slice.pruned, x, slice.failed.length > 0 ? -28 : -12, 'M0-4.5v9', 'pruned'),
    ...(dots === '' ? [] : [stretched(element('path', { class: 'marks', d: dots }))]),
    ...(above > 0 ? beyond(above, 0, 'M-4 0h8l-4-7z', 14) : []),
    ...(below > 0 ? beyond(below, '100%', 'M-4 0h8l-4 7z', -4) : []),
    ...(best === null ? [] : bestMark(best, x, y)),
  );
}

interface PlaceScale {
  place(value: number): number;
  /** A small shift of the i-th mark, so that equal choices do not cover each other. */
  jitter(i: number): number;
  readonly labels: readonly { readonly value: number; readonly label: string }[];
}

function xScale({ kind, log, low, high, choices }: Slice): PlaceScale {
  if (kind === 'category') {
    const n = Math.max(1, choices.length);
    const every = Math.ceil(n / 8);
    const longest = Math.max(3, Math.floor(38 / Math.ceil(n / every)));
    return {
      place: (value) => (value + 0.5) / n,
      jitter: (i) => (((i * 0.618034) % 1) - 0.5) * Math.min(0.5 / n, 0.12),
      labels: choices.flatMap((label, value) => (value % every === 0 ? [{ value, label: cut(label, longest) }] : [])),
    };
  }
  const scale: Scale = log ? exactLogScale(low, high, 4) : exactScale(low, high, 4);
  return {
    place: (value) => ROOM + (1 - 2 * ROOM) * scale.place(value),
    jitter: () => 0,
    labels: scale.ticks.map((value) => ({ value, label: tickText(value) })),
  };
}

/** Marks in a row above the frame, and at its end how many there are and what they are. */
function edgeRow(places: readonly number[], x: PlaceScale, y: number, shape: string, word: string): Markup[] {
  if (places.length === 0) return [];
  const every = Math.ceil(places.length / MOST_EDGE);
  return [
    ...places
      .filter((_, i) => i % every === 0)
      .map((place) => element('svg', { x: percent(x.place(place)), y, overflow: 'visible' }, element('path', { class: 'lost', d: shape }))),
    element('text', { x: '100%', dx: 6, y, dy: 4 }, `${places.length} ${word}`),
  ];
}

function beyond(count: number, y: number | string, shape: string, dy: number): Markup[] {
  return [
    element('svg', { x: '100%', y, overflow: 'visible' }, element('path', { class: 'far', d: shape })),
    element('text', { x: '100%', dx: 9, y, dy, class: 'halo' }, `${count}`),
  ];
}

function bestMark([place, value]: readonly [number, number], x: PlaceScale, y: Scale): Markup[] {
  const [low, high] = y.domain;
  if (!(value >= low && value <= high)) return [];
  const [right, down] = [x.place(place), 1 - y.place(value)];
  const late = right > 0.75;
  return [
    element('circle', { class: 'dot best', cx: percent(right), cy: percent(down), r: 5 }),
    element(
      'text',
      {
        class: 'ink b halo',
        x: percent(right),
        dx: late ? -9 : 9,
        y: percent(down),
        dy: down > 0.9 ? -3 : 4,
        'text-anchor': late ? 'end' : 'start',
      },
      'best',
    ),
  ];
}

function stretched(drawing: Markup): Markup {
  return element(
    'svg',
    { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible' },
    drawing,
  );
}

function cut(label: string, longest: number): string {
  return visible(shorten(label, longest));
}
