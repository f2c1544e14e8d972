import { shortNumber } from '../model/number.ts';
import type { Strip, StripRow } from '../model/report/figure.ts';
import { anchorOf, fittingLabels } from './axis.ts';
import { niceScale, type Scale, tickTexts } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

/** One axis for all rows of a strip. */
export function stripScale({ limits: [low, high], log }: Strip): Scale {
  return niceScale(low, high, 4, log && low > 0);
}

/** The cell of one row: every run a circle, the best of the figure filled; a triangle with a number for those beyond the axis. */
export function stripRow({ label, values, best, n, notFinite }: StripRow, scale: Scale): Markup {
  const [low, high] = scale.domain;
  const below = values.filter((value) => value < low).length;
  const above = values.filter((value) => value > high).length;
  const shown = values.filter((value) => value >= low && value <= high && value !== best);
  const [first, last] = [values[0], values.at(-1)];
  const range =
    first === undefined || last === undefined
      ? 'no finite value'
      : values.length === 1
        ? shortNumber(first)
        : `from ${shortNumber(first)} to ${shortNumber(last)}`;
  const circle = (value: number, kind: string) => element('circle', { class: kind, cx: percent(scale.place(value)), cy: '50%', r: 4 });
  return element(
    'svg',
    {
      class: 'k1',
      role: 'img',
      'aria-label': `${label}: ${n} ${n === 1 ? 'run' : 'runs'}, ${range}${notFinite > 0 ? `, ${notFinite} not finite` : ''}`,
    },
    element('line', { class: 'g', x1: 0, x2: '100%', y1: '50%', y2: '50%' }),
    ...shown.map((value) => circle(value, 'open')),
    ...(best === null ? [] : [circle(best, 'dot')]),
    ...(below > 0 ? beyond(below, '0%', 'M0-4v8l-7-4z', 4, 'start') : []),
    ...(above > 0 ? beyond(above, '100%', 'M0-4v8l7-4z', -4, 'end') : []),
  );
}

function beyond(count: number, x: string, shape: string, dx: number, anchor: string): Markup[] {
  return [
    element('svg', { x, y: '50%', overflow: 'visible' }, element('path', { class: 'far', d: shape })),
    element('text', { x, dx, y: '50%', dy: 4, 'text-anchor': anchor, class: 'halo' }, String(count)),
  ];
}

/** Width of the axis on the home page and on a phone, CSS pixels. */
const NARROW = 210;
const NARROWEST = 140;

/** The cell below the rows: the axis with its labels, as many of them as the page and a phone have room for. */
export function stripAxis(scale: Scale): Markup {
  const labels = tickTexts(scale.ticks);
  const shown = fittingLabels(scale, labels, NARROW);
  const phone = fittingLabels(scale, labels, NARROWEST);
  return element(
    'svg',
    { 'aria-hidden': 'true' },
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: 4, y2: 4 }),
    ...scale.ticks.flatMap((tick, i) => {
      const at = scale.place(tick);
      const x = percent(at);
      const text = (kind: string | undefined) => element('text', { class: kind, x, y: 21, 'text-anchor': anchorOf(at) }, labels[i] ?? '');
      return [
        element('line', { class: 'ax', x1: x, x2: x, y1: 4, y2: 8 }),
        ...(shown.has(i) && phone.has(i) ? [text(undefined)] : shown.has(i) ? [text('wide')] : phone.has(i) ? [text('narrow')] : []),
      ];
    }),
  );
}
