import type { Slice } from '../model/report/sweep.ts';
import { visible } from '../model/visible.ts';
import { type Axis, gridLines, leftClass, valueAxis } from './axis.ts';
import { choiceLabels } from './choice-labels.ts';
import { exactLogScale } from './log-place.ts';
import { exactScale, type Scale, tickTexts } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

/** CSS pixels between the axes. */
export const SLICE_HEIGHT = 170;
/** Room between the ends of the range and the frame, as a share of the width. */
const ROOM = 0.03;
/** Marks of trials without a result, in one row at most. */
const MOST_EDGE = 24;

/**
 * The objective over one parameter: trials as dots, the best one filled, with a line to its name beside the frame. Above the frame
 * a cross for every trial that failed and a bar for every one that was pruned, each with its word; at an end of the axis a triangle
 * with the number of trials beyond it.
 */
export function sliceChart(slice: Slice): Markup {
  const { points, above, below, best } = slice;
  const { scale: y, labels } = sliceAxis(slice);
  const x = xScale(slice);
  const edges = Number(slice.failed.length > 0) + Number(slice.pruned.length > 0);
  const dots = points
    .map(([place, value], i) => `M${Math.round((x.place(place) + x.jitter(i)) * 1000)} ${Math.round((1 - y.place(value)) * 1000)}h0`)
    .join('');
  return element(
    'svg',
    {
      class: `p m-sm k1 slice${['', ' edged', ' edged-twice'][edges]}${leftClass(labels)}`,
      height: SLICE_HEIGHT,
      role: 'img',
      'aria-label': visible(slice.alternative),
    },
    ...gridLines(y, labels),
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    ...x.labels.map(({ at, label, row }) =>
      element('text', { x: percent(x.place(at)), y: '100%', dy: 18 + 16 * row, 'text-anchor': 'middle' }, label),
    ),
    ...edgeRow(slice.failed, x, -12, 'M-3.5-3.5l7 7m0-7l-7 7', 'failed'),
    ...edgeRow(slice.pruned, x, slice.failed.length > 0 ? -28 : -12, 'M0-4.5v9', 'pruned'),
    ...(best === null ? [] : bestName(best, x, y)),
    ...(dots === '' ? [] : [stretched(element('path', { class: 'marks', d: dots }))]),
    ...(above > 0 ? beyond(`${above} above`, 0, 'M-4 0h8l-4-7z', 14) : []),
    ...(below > 0 ? beyond(`${below} below`, '100%', 'M-4 0h8l-4 7z', -4) : []),
    ...(best === null ? [] : [bestMark(best, x, y)]),
  );
}

/** Its axis of the objective. */
export function sliceAxis({ limits, yLog }: Slice): Axis {
  return valueAxis(limits[0], limits[1], 4, yLog && limits[0] > 0);
}

interface PlaceScale {
  place(value: number): number;
  /** A small shift of the i-th mark, so that equal choices do not cover each other. */
  jitter(i: number): number;
  readonly labels: readonly { readonly at: number; readonly label: string; readonly row: number }[];
}

function xScale({ kind, log, low, high, choices }: Slice): PlaceScale {
  if (kind === 'category') {
    const n = Math.max(1, choices.length);
    return {
      place: (value) => (value + 0.5) / n,
      jitter: (i) => (((i * 0.618034) % 1) - 0.5) * Math.min(0.5 / n, 0.12),
      labels: choiceLabels(choices),
    };
  }
  const scale: Scale = log ? exactLogScale(low, high, 4) : exactScale(low, high, 4);
  const texts = tickTexts(scale.ticks);
  return {
    place: (value) => ROOM + (1 - 2 * ROOM) * scale.place(value),
    jitter: () => 0,
    labels: scale.ticks.map((at, i) => ({ at, label: texts[i] ?? '', row: 0 })),
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

function beyond(text: string, y: number | string, shape: string, dy: number): Markup[] {
  return [
    element('svg', { x: '100%', y, overflow: 'visible' }, element('path', { class: 'far', d: shape })),
    element('text', { x: '100%', dx: 9, y, dy }, text),
  ];
}

/** Its name stands in the margin, where it hides no other dot; a little lower at the upper end, where words of the edge stand. */
function bestName([place, value]: readonly [number, number], x: PlaceScale, y: Scale): Markup[] {
  const down = 1 - y.place(value);
  const at = percent(down);
  return [
    element('line', { class: 'to-best', x1: percent(x.place(place)), x2: '100%', y1: at, y2: at }),
    element('text', { class: 'ink b', x: '100%', dx: 6, y: at, dy: down < 0.05 ? 9 : 4 }, 'best'),
  ];
}

function bestMark([place, value]: readonly [number, number], x: PlaceScale, y: Scale): Markup {
  return element('circle', { class: 'dot best', cx: percent(x.place(place)), cy: percent(1 - y.place(value)), r: 5 });
}

function stretched(drawing: Markup): Markup {
  return element(
    'svg',
    { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible' },
    drawing,
  );
}
