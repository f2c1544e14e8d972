import { shortNumber } from '../model/number.ts';
import type { Bounds } from '../model/report/ablation.ts';
import { shorten, visible } from '../model/visible.ts';
import { anchorOf, fittingLabels } from './axis.ts';
import { least, most } from './ends.ts';
import { niceScale, type Scale, tickTexts } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

/** One row of a forest plot: a difference with its interval, and each run as a faint dot. */
export interface ForestRow {
  readonly label: string;
  /** null: nothing to draw but the dots. */
  readonly value: number | null;
  readonly interval: Bounds | null;
  /** Where the single runs stand on the same axis. */
  readonly dots: readonly number[];
  /** Filled: the test tells it from the baseline. Hollow: it does not, or could not. */
  readonly filled: boolean;
  /** Something else differs as well: a square, so that the row does not look like a result. */
  readonly confounded: boolean;
}

/** Wider intervals (two runs have twelve times their standard error) end in an arrow, or they would push all else together. */
const MOST = 2;
/** Single runs stand below the mark, so that neither hides the other; CSS pixels. */
const SEEDS = 9;
/** Longer names are cut in what is read out; they stand in the row. */
const LONG = 80;
/** Width of the axis on a phone, CSS pixels. */
const NARROWEST = 150;

/**
 * The common axis of all rows. `reference` (zero for differences, the baseline's mean for means) is always on it.
 * Values that are not finite are left out.
 */
export function forestScale(rows: readonly ForestRow[], reference: number | null): Scale {
  const known = (values: readonly (number | null | undefined)[]) => values.filter((value): value is number => Number.isFinite(value));
  const near = known([reference, ...rows.flatMap(({ value, dots }) => [value, ...dots])]);
  if (near.length === 0) return niceScale(0, 1, 4);
  const [low, high] = [least(near), most(near)];
  const centre = reference ?? (low + high) / 2;
  const reach = Math.max(high - centre, centre - low) || Math.abs(centre) / 10 || 1;
  const ends = known(rows.flatMap(({ interval }) => [interval?.low, interval?.high]));
  return niceScale(
    Math.max(least([low, ...ends]), Math.min(low, centre - reach * MOST)),
    Math.min(most([high, ...ends]), Math.max(high, centre + reach * MOST)),
    4,
  );
}

/** The cell of one row. */
export function forestRow({ label, value, interval, dots, filled, confounded }: ForestRow, scale: Scale, reference: number | null): Markup {
  const at = (number: number) => percent(scale.place(number));
  const [low, high] = scale.domain;
  const seeds = dots.filter((dot) => dot >= low && dot <= high).map((dot) => `M${Math.round(scale.place(dot) * 1000)} ${SEEDS}h0`);
  const range = interval === null ? 'no interval' : `from ${shortNumber(interval.low)} to ${shortNumber(interval.high)}`;
  const said = value === null ? 'no value' : `${shortNumber(value)}, ${range}`;
  return element(
    'svg',
    { class: 'k1', role: 'img', 'aria-label': `${visible(shorten(label, LONG))}: ${said}` },
    ...(reference === null
      ? []
      : [element('line', { class: 'ax ref', x1: at(reference), x2: at(reference), y1: 0, y2: '100%', 'stroke-dasharray': '2 3' })]),
    ...(seeds.length === 0 ? [] : [stretched(element('path', { class: 'seeds', d: seeds.join('') }))]),
    ...(interval === null || value === null ? [] : whisker(interval, scale)),
    ...(value === null ? [] : [mark(at(value), filled, confounded)]),
  );
}

/** The cell below the rows; labels that its narrowest width does not hold are left out, never that of zero. */
export function forestAxis(scale: Scale): Markup {
  const labels = tickTexts(scale.ticks);
  const labelled = fittingLabels(scale, labels, NARROWEST);
  return element(
    'svg',
    { 'aria-hidden': 'true' },
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: 4, y2: 4 }),
    ...scale.ticks.flatMap((tick, i) => {
      const place = scale.place(tick);
      const x = percent(place);
      return [
        element('line', { class: 'ax', x1: x, x2: x, y1: 4, y2: 8 }),
        ...(labelled.has(i) ? [element('text', { x, y: 21, 'text-anchor': anchorOf(place) }, labels[i] ?? '')] : []),
      ];
    }),
  );
}

function mark(x: string, filled: boolean, confounded: boolean): Markup {
  const kind = filled && !confounded ? 'dot' : 'hollow';
  if (!confounded) return element('circle', { class: kind, cx: x, cy: '50%', r: 4.5 });
  return element('svg', { x, y: '50%', overflow: 'visible' }, element('rect', { class: kind, x: -4, y: -4, width: 8, height: 8 }));
}

function whisker({ low, high }: Bounds, scale: Scale): Markup[] {
  const [from, to] = scale.domain;
  const [start, end] = [Math.max(low, from), Math.min(high, to)];
  if (!(start <= end)) return [];
  return [
    element('line', { class: 'wh', x1: percent(scale.place(start)), x2: percent(scale.place(end)), y1: '50%', y2: '50%' }),
    ...(low < from ? [arrow('0%', 'M0-4v8l-7-4z')] : []),
    ...(high > to ? [arrow('100%', 'M0-4v8l7-4z')] : []),
  ];
}

function arrow(x: string, shape: string): Markup {
  return element('svg', { x, y: '50%', overflow: 'visible' }, element('path', { class: 'far', d: shape }));
}

/** A drawing of pixels downwards from the middle of the row, as wide as the cell. */
function stretched(drawing: Markup): Markup {
  const whole = { y: '50%', width: '100%', height: 10, viewBox: '0 0 1000 10', preserveAspectRatio: 'none', overflow: 'visible' };
  return element('svg', whole, drawing);
}
