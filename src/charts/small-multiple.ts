import { extentOf } from '../model/extent.ts';
import { shortNumber } from '../model/number.ts';
import type { Curve, Hole, SmallMultiple } from '../model/report/figure.ts';
import { gridLines, leftClass } from './axis.ts';
import { hueClass } from './colours.ts';
import { dotsOf, pathOf } from './line.ts';
import { endText, exactScale, niceScale, type Scale, tickTexts } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

const HEIGHT = 130;
const NAMED_HOLES = 1;
/** Part of the width that a word at a mark takes. */
const ROOM = 0.2;

/**
 * One metric of one run. Positions are percentages and the line lies in a stretched drawing of its own, so that type
 * keeps its size at every width. Stretches that are not finite are shaded from top to bottom and named.
 */
export function smallMultiple(chart: SmallMultiple): Markup {
  const { curve, last } = chart;
  const { behind = [] } = chart;
  const [lowest, highest] = extentOf([curve, ...behind].flatMap(({ pieces }) => pieces));
  const [low, high] = lowest > highest ? [0, 1] : [lowest, highest];
  const log = chart.log && low > 0;
  const y = niceScale(low, high, log ? 4 : 3, log);
  const x = exactScale(chart.x[0], chart.x[1], 3);
  const holes = curve.holes.map((hole) => shade(hole, x));
  const [up, along] = [tickTexts(y.ticks), tickTexts(x.ticks)];
  return element(
    'svg',
    { class: `p m-sm ${hueClass(chart.slot)}${leftClass(up)}`, height: HEIGHT, role: 'img', 'aria-label': description(chart) },
    ...gridLines(y, up),
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    ...x.ticks.map((tick, i) => element('text', { x: percent(x.place(tick)), y: '100%', dy: 18, 'text-anchor': 'middle' }, along[i] ?? '')),
    element('text', { x: '100%', y: '100%', dy: 35, 'text-anchor': 'end' }, chart.xLabel),
    ...holes,
    ...curve.holes.slice(0, NAMED_HOLES).map((hole) => holeName(hole, x)),
    element(
      'svg',
      { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible' },
      ...marks('rest', behind.map((line) => pathOf(line, x, y)).join('')),
      ...marks('ln', pathOf(curve, x, y)),
      ...marks('pt', dotsOf(curve, x, y)),
    ),
    ...marked(chart, x),
    ...(last !== null && Number.isFinite(last) && !endsInHole(chart)
      ? [
          element(
            'text',
            { class: 'ink b', x: percent(x.place(lastStep(curve) ?? chart.x[1])), y: percent(1 - y.place(last)), dx: 6, dy: 4 },
            endText(last),
          ),
        ]
      : []),
  );
}

function marks(kind: string, path: string): Markup[] {
  return path === '' ? [] : [element('path', { class: kind, d: path })];
}

function shade({ from, to }: Hole, x: Scale): Markup {
  const [start, end] = [x.place(from), x.place(to)];
  if (end - start < 0.004) return element('line', { class: 'hole', x1: percent(start), x2: percent(start), y1: 0, y2: '100%' });
  return element('rect', { class: 'hole', x: percent(start), width: percent(end - start), y: 0, height: '100%' });
}

function holeName({ from, kind }: Hole, x: Scale): Markup {
  const at = x.place(from);
  const late = at > 0.8;
  return element(
    'text',
    { class: 'holename', x: percent(at), dx: late ? -4 : 4, y: 0, dy: 12, 'text-anchor': late ? 'end' : 'start' },
    kind === 'mixed' ? 'not finite' : kind,
  );
}

/** A triangle from above at each place, with its word where there is room for it. */
function marked({ marks = [], curve }: SmallMultiple, x: Scale): Markup[] {
  const named = curve.holes.slice(0, NAMED_HOLES).map(({ from }) => x.place(from));
  return marks.flatMap(({ at, word }) => {
    const place = x.place(at);
    if (!(place >= 0 && place <= 1)) return [];
    const late = place > 0.8;
    const free = named.every((other) => Math.abs(other - place) > ROOM);
    if (free) named.push(place);
    const shape = element('svg', { class: 'mark', x: percent(place), y: 0, overflow: 'visible' }, element('path', { d: 'M-5 -7H5L0 1Z' }));
    const text = { class: 'markname', x: percent(place), dx: late ? -8 : 8, y: 0, dy: 1, 'text-anchor': late ? 'end' : 'start' };
    return [shape, ...(free ? [element('text', text, word)] : [])];
  });
}

function endsInHole({ curve, x }: SmallMultiple): boolean {
  const end = curve.holes.at(-1)?.to;
  return end !== undefined && end >= x[1];
}

function lastStep({ pieces }: Curve): number | undefined {
  return pieces.at(-1)?.at(-2);
}

function description({ label, last, curve, marks = [] }: SmallMultiple): string {
  const end = lastStep(curve);
  const holes = curve.holes.length === 0 ? '' : `; not finite in ${curve.holes.length} ${curve.holes.length === 1 ? 'place' : 'places'}`;
  const places = marks.map(({ at, word }) => `; ${word} at step ${shortNumber(at, 9)}`).join('');
  return `${label}: ${last === null ? 'no value' : `last value ${shortNumber(last)}`}${end === undefined ? '' : ` at step ${shortNumber(end, 9)}`}${holes}${places}`;
}
