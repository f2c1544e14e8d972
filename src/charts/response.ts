import { shortNumber } from '../model/number.ts';
import type { Bounds } from '../model/report/ablation.ts';
import { niceScale, type Scale, tickText } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

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

const HEIGHT = 220;
/** Longer names of levels are cut. */
const LONG = 14;

/** Means joined by a line, intervals as whiskers, every run a faint dot; names stand at the ends of the lines. */
export function responseChart(
  chart: Response,
  markOf: (slot: number) => { stroke: string; text: string; dash: readonly number[] },
): Markup {
  const points = chart.lines.flatMap((line) => line.points);
  const xs = points.map(({ x }) => x);
  const low = Math.min(...points.flatMap(({ mean, dots }) => [mean, ...dots]));
  const high = Math.max(...points.flatMap(({ mean, dots }) => [mean, ...dots]));
  const room = (high - low) * 1.2;
  const ends = points.flatMap(({ interval }) => (interval === null ? [] : [interval.low, interval.high]));
  const y = niceScale(Math.max(Math.min(low, ...ends), low - room), Math.min(Math.max(high, ...ends), high + room), 4);
  const x = levels(xs, chart);
  return element(
    'svg',
    { class: 'p response', height: HEIGHT, role: 'img', 'aria-label': described(chart) },
    ...y.ticks.flatMap((tick) => {
      const at = percent(1 - y.place(tick));
      return [
        element('line', { class: 'g', x1: 0, x2: '100%', y1: at, y2: at }),
        element('text', { x: 0, dx: -8, y: at, dy: 4, 'text-anchor': 'end' }, tickText(tick)),
      ];
    }),
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    ...[...new Set(xs)].map((level) =>
      element('text', { x: percent(x(level)), y: '100%', dy: 18, 'text-anchor': 'middle' }, nameOf(level, chart)),
    ),
    element('text', { x: '100%', y: '100%', dy: 36, 'text-anchor': 'end' }, chart.log ? `${chart.factor} (logarithmic)` : chart.factor),
    ...chart.lines.flatMap((line) => drawn(line, x, y, markOf(line.slot))),
  );
}

function drawn(
  { name, points }: ResponseLine,
  x: (level: number) => number,
  y: Scale,
  mark: { stroke: string; text: string; dash: readonly number[] },
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
          element('circle', { class: 'mean', cx: at, cy: percent(1 - y.place(mean)), r: 4 }),
        ];
      }),
    ),
    ...(name === '' || last === undefined
      ? []
      : [
          element(
            'text',
            { class: 'b name', color: mark.text, x: percent(x(last.x)), dx: 9, y: percent(1 - y.place(last.mean)), dy: 4 },
            cut(name),
          ),
        ]),
  ];
}

/** Evenly spaced names, or numbers where they stand, with room on both sides. */
function levels(xs: readonly number[], { names, log }: Response): (level: number) => number {
  if (names !== null) return (level) => (level + 0.5) / Math.max(1, names.length);
  const of = (value: number) => (log ? Math.log(value) : value);
  const [low, high] = [Math.min(...xs.map(of)), Math.max(...xs.map(of))];
  return (level) => (high > low ? 0.06 + (0.88 * (of(level) - low)) / (high - low) : 0.5);
}

function nameOf(level: number, { names }: Response): string {
  return names === null ? tickText(level) : cut(names[level] ?? '');
}

function cut(name: string): string {
  return name.length > LONG ? `${name.slice(0, LONG - 1)}…` : name;
}

function described({ label, factor, lines }: Response): string {
  const told = lines.map(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    const ends = first === undefined || last === undefined ? 'no value' : `from ${shortNumber(first.mean)} to ${shortNumber(last.mean)}`;
    return name === '' ? ends : `${name} ${ends}`;
  });
  return `${label} over ${factor}: ${told.join('; ')}`;
}
