import { shortNumber } from '../model/number.ts';
import type { Curve } from '../model/report/figure.ts';
import type { ReplicateFigure } from '../model/report/variant.ts';
import { gridLines, leftClass } from './axis.ts';
import { pathOf } from './line.ts';
import { endText, exactScale, niceScale, type Scale, tickTexts } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

const HEIGHT = 150;

/** The runs of a variant over steps: each a thin line (dashed where it does not count), their mean thick, its band behind. */
export function replicatesChart(figure: ReplicateFigure, stroke: string): Markup {
  const { label, lines, band, log } = figure;
  const coordinates = (offset: 0 | 1) =>
    lines.flatMap(({ curve }) => curve.pieces.flatMap((piece) => piece.filter((_, i) => i % 2 === offset)));
  const [low, high] = extent(coordinates(1), log);
  const [first, last] = extent(coordinates(0), false);
  const y = niceScale(low, high, 3, log && low > 0);
  const x = exactScale(first > 0 && first <= (last - first) * 0.15 ? 0 : first, last, 3);
  const [up, along] = [tickTexts(y.ticks), tickTexts(x.ticks)];
  const mean: Curve = { pieces: band?.mean ?? [], holes: [], points: 0, drawn: 0 };
  return element(
    'svg',
    { class: `p replicates${leftClass(up)}`, height: HEIGHT, role: 'img', 'aria-label': described(figure) },
    ...gridLines(y, up),
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    ...x.ticks.map((tick, i) => element('text', { x: percent(x.place(tick)), y: '100%', dy: 18, 'text-anchor': 'middle' }, along[i] ?? '')),
    element('text', { x: '100%', y: '100%', dy: 35, 'text-anchor': 'end' }, 'step'),
    element(
      'svg',
      { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible', color: stroke },
      ...path('area', (band?.edges ?? []).map((piece) => areaOf(piece, x, y)).join('')),
      ...lines.flatMap(({ curve, counted }) => path(counted ? 'one' : 'one out', pathOf(curve, x, y))),
      ...path('mean', pathOf(mean, x, y)),
    ),
    ...ending(label, band?.mean.at(-1), x, y),
  );
}

function path(kind: string, d: string): Markup[] {
  return d === '' ? [] : [element('path', { class: kind, d })];
}

/** Along the upper edge and back along the lower one. */
function areaOf(piece: readonly number[], x: Scale, y: Scale): string {
  const [least, most] = y.domain;
  // The band of two or three runs may reach far beyond all lines, on a logarithmic axis below zero.
  const height = (value: number) => Math.round((1 - y.place(Math.min(most, Math.max(least, value)))) * 1000);
  const up: string[] = [];
  const down: string[] = [];
  for (let i = 0; i < piece.length; i += 3) {
    const at = Math.round(x.place(piece[i] as number) * 1000);
    up.push(`${at} ${height(piece[i + 2] as number)}`);
    down.push(`${at} ${height(piece[i + 1] as number)}`);
  }
  return up.length < 2 ? '' : `M${up.join('L')}L${down.reverse().join('L')}z`;
}

function ending(label: string, piece: readonly number[] | undefined, x: Scale, y: Scale): Markup[] {
  const [at, value] = [piece?.at(-2), piece?.at(-1)];
  if (at === undefined || value === undefined || label === '') return [];
  return [element('text', { class: 'ink b', x: percent(x.place(at)), y: percent(1 - y.place(value)), dx: 6, dy: 4 }, endText(value))];
}

function described({ label, lines, band }: ReplicateFigure): string {
  const last = band?.mean.at(-1)?.at(-1);
  return `${label}: ${lines.length} ${lines.length === 1 ? 'run' : 'runs'}${last === undefined ? '' : `, their mean ends at ${shortNumber(last)}`}`;
}

function extent(values: readonly number[], positive: boolean): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (positive && value <= 0) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [0, 1] : [low, high];
}
