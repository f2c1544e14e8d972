import { shortNumber } from '../model/number.ts';
import type { Bounds } from '../model/report/ablation.ts';
import { tellApart } from '../model/tell-apart.ts';
import { shortenMiddle, visible } from '../model/visible.ts';
import { gridLines, leftClass } from './axis.ts';
import { least, most } from './ends.ts';
import { dodge } from './line-labels.ts';
import { niceScale, type Scale, tickTexts } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';
import { textWidth } from './text-width.ts';

/** A metric over the levels of one factor; several lines where a second factor has levels of its own. */
export interface Response {
  readonly label: string;
  readonly factor: string;
  readonly lines: readonly ResponseLine[];
  /** Of levels without a number: what stands below them, in order; x is then the place in this list. */
  readonly names: readonly string[] | null;
  readonly log: boolean;
}

export interface ResponseLine {
  /** Empty where there is but one line. */
  readonly name: string;
  readonly slot: number;
  readonly points: readonly ResponsePoint[];
}

export interface ResponsePoint {
  readonly x: number;
  readonly mean: number;
  readonly interval: Bounds | null;
  readonly dots: readonly number[];
  readonly n: number;
}

export const RESPONSE_HEIGHT = 220;
/** Longer names of levels are cut. */
const LONG = 14;
/** CSS pixels that the style sheet leaves beside the plot. */
const MARGIN = 110;
/** Lines of text at the ends of lines are so far apart, CSS pixels. */
const LEADING = 15;
/** Lines stand side by side at each level, so that their intervals can be told apart; part of the width. */
const BESIDE = 0.012;
/** CSS pixels that the levels have on a wide page and on a phone; type, and room between two labels. */
const WIDE = 490;
const NARROW = 185;
const TYPE = 13;
const GAP = 8;

/** Means joined by a line, intervals as whiskers, every run a faint dot; names stand at the ends of the lines. */
export function responseChart(chart: Response, markOf: MarkOf): Markup {
  const points = chart.lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const y = heights(points);
  const x = levels(xs, chart);
  const ends = dodge(
    chart.lines.map(({ points: own }) => (1 - y.place(own.at(-1)?.mean ?? 0)) * RESPONSE_HEIGHT),
    LEADING,
    0,
    RESPONSE_HEIGHT,
  );
  const up = tickTexts(y.ticks);
  const names = tellApart(
    chart.lines.map(({ name }) => name),
    (text) => textWidth(text, TYPE, true) <= MARGIN,
  );
  const end = x(xs.at(-1) ?? 0) + ((chart.lines.length - 1) / 2) * BESIDE;
  return element(
    'svg',
    {
      class: `p response${chart.lines.some(({ name }) => name !== '') ? ' named' : ''}${leftClass(up)}`,
      height: RESPONSE_HEIGHT,
      role: 'img',
      'aria-label': visible(described(chart)),
    },
    ...gridLines(y, up),
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    ...axis(xs, x, chart),
    element(
      'text',
      { x: '100%', y: '100%', dy: 36, 'text-anchor': 'end' },
      visible(shortenMiddle(chart.factor, 40)) + (chart.log ? ' (logarithmic)' : ''),
    ),
    ...chart.lines.flatMap((line, i) =>
      drawn({ ...line, name: names[i] ?? '' }, aside(x, i, chart.lines.length), y, markOf(line.slot), { x: end, y: ends[i] ?? 0 }),
    ),
  );
}

type MarkOf = (slot: number) => { stroke: string; text: string; dash: readonly number[] };

/** From the lowest mean or run to the highest; intervals that reach far beyond end in an arrow. */
function heights(points: readonly ResponsePoint[]): Scale {
  const known = points.flatMap(({ mean, dots }) => [mean, ...dots]).filter(Number.isFinite);
  if (known.length === 0) return niceScale(0, 1, 4);
  const [low, high] = [least(known), most(known)];
  const room = (high - low) * 1.2;
  const ends = points.flatMap(({ interval }) => (interval === null ? [] : [interval.low, interval.high])).filter(Number.isFinite);
  return niceScale(Math.max(least([low, ...ends]), low - room), Math.min(most([high, ...ends]), high + room), 4);
}

/** Labels of the levels: all that fit, and on a phone those of them that fit there. */
function axis(xs: readonly number[], x: (level: number) => number, chart: Response): Markup[] {
  const names = namesOf(xs, chart);
  const places = xs.map(x);
  const wide = fitting(names, places, WIDE, new Set(names.keys()));
  const narrow = fitting(names, places, NARROW, wide);
  return xs.flatMap((_, i) => {
    const at = percent(places[i] ?? 0);
    return [
      element('line', { class: 'ax', x1: at, x2: at, y1: '100%', y2: '98%' }),
      ...(wide.has(i)
        ? [
            element(
              'text',
              { class: narrow.has(i) ? undefined : 'wide', x: at, y: '100%', dy: 18, 'text-anchor': 'middle' },
              names[i] ?? '',
            ),
          ]
        : []),
    ];
  });
}

/** From the left, each of some labels that does not touch the one before it. */
function fitting(names: readonly string[], places: readonly number[], width: number, among: ReadonlySet<number>): ReadonlySet<number> {
  const kept = new Set<number>();
  let end = Number.NEGATIVE_INFINITY;
  names.forEach((name, i) => {
    if (!among.has(i)) return;
    const half = textWidth(name, TYPE) / 2;
    const at = (places[i] ?? 0) * width;
    if (at - half < end) return;
    kept.add(i);
    end = at + half + GAP;
  });
  return kept;
}

function aside(x: (level: number) => number, line: number, lines: number): (level: number) => number {
  return (level) => x(level) + (line - (lines - 1) / 2) * BESIDE;
}

function drawn(
  { name, points }: ResponseLine,
  x: (level: number) => number,
  y: Scale,
  mark: ReturnType<MarkOf>,
  end: { readonly x: number; readonly y: number },
): Markup[] {
  const place = (value: number) => Math.round((1 - y.place(value)) * 1000);
  const path = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${Math.round(x(point.x) * 1000)} ${place(point.mean)}`).join('');
  const seeds = points.flatMap((point) => point.dots.map((dot) => `M${Math.round(x(point.x) * 1000)} ${place(dot)}h0`)).join('');
  const last = points.at(-1);
  const dash = mark.dash.length > 0 ? mark.dash.join(' ') : undefined;
  return [
    element(
      'g',
      { color: mark.stroke },
      element(
        'svg',
        { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible' },
        element('path', { class: 'line', d: path, 'stroke-dasharray': dash }),
        ...(seeds === '' ? [] : [element('path', { class: 'seeds', d: seeds })]),
      ),
      ...points.flatMap(({ x: level, mean, interval }) => {
        const at = percent(x(level));
        const y1 = percent(1 - y.place(interval?.low ?? mean));
        const y2 = percent(1 - y.place(interval?.high ?? mean));
        return [
          ...(interval === null ? [] : [element('line', { class: 'wh', x1: at, x2: at, y1, y2 })]),
          ...(interval !== null && interval.low < y.domain[0] ? [arrow(at, '100%', 'M-4 0h8l-4 6z')] : []),
          ...(interval !== null && interval.high > y.domain[1] ? [arrow(at, '0%', 'M-4 0h8l-4-6z')] : []),
          element('circle', { class: 'mean', cx: at, cy: percent(1 - y.place(mean)), r: 4 }),
        ];
      }),
    ),
    ...(name === '' || last === undefined
      ? []
      : [
          element(
            'text',
            { class: 'b name', color: mark.text, x: percent(end.x), dx: 9, y: percent(end.y / RESPONSE_HEIGHT), dy: 4 },
            name,
          ),
        ]),
  ];
}

/** Evenly spaced names, or numbers where they stand, with room on both sides. */
function levels(xs: readonly number[], { names, log }: Response): (level: number) => number {
  if (names !== null) return (level) => (level + 0.5) / Math.max(1, names.length);
  const of = (value: number) => (log ? Math.log(value) : value);
  const [low, high] = [of(xs[0] ?? 0), of(xs.at(-1) ?? 0)];
  return (level) => (high > low ? 0.06 + (0.88 * (of(level) - low)) / (high - low) : 0.5);
}

function namesOf(xs: readonly number[], { names }: Response): readonly string[] {
  if (names === null) return tickTexts(xs);
  return tellApart(
    xs.map((level) => names[level] ?? ''),
    (text) => text.length <= LONG,
  );
}

function arrow(x: string, y: string, shape: string): Markup {
  return element('svg', { x, y, overflow: 'visible' }, element('path', { class: 'far', d: shape }));
}

function described({ label, factor, lines }: Response): string {
  const told = lines.map(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    const ends = first === undefined || last === undefined ? 'no value' : `from ${shortNumber(first.mean)} to ${shortNumber(last.mean)}`;
    return name === '' ? ends : `${name} ${ends}`;
  });
  return `${label} over ${factor}: ${told.join('; ')}`;
}
