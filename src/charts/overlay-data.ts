import type { OverlayBand, OverlayLine } from '../model/report/compare.ts';
import type { Curve } from '../model/report/figure.ts';
import { dodge } from './line-labels.ts';
import type { Json } from './spec.ts';

/** Where a value lies in the plot, pixels from its left upper corner. */
export interface Pixels {
  x(value: number): number;
  y(value: number): number;
}

export interface Plot {
  readonly width: number;
  readonly height: number;
}

const LABEL_GAP = 17;

/** The points of a line; pieces are drawn apart. */
export function rows({ pieces }: Curve, series: number): Json[] {
  return pieces.flatMap((piece, at) => {
    const points: Json[] = [];
    for (let i = 0; i < piece.length; i += 2)
      points.push({ series: String(series), piece: `${series}.${at}`, x: piece[i] as number, y: piece[i + 1] as number });
    return points;
  });
}

/** The edges of a band, cut at the ends of the axis: of two or three runs they may lie far beyond all lines. */
export function bandRows({ edges }: OverlayBand, series: number, [least, most]: readonly [number, number]): Json[] {
  const within = (value: number) => Math.min(most, Math.max(least, value));
  return edges.flatMap((piece, at) => {
    const points: Json[] = [];
    for (let i = 0; i < piece.length; i += 3)
      points.push({
        series: String(series),
        piece: `${series}.${at}`,
        x: piece[i] as number,
        y: within(piece[i + 1] as number),
        y2: within(piece[i + 2] as number),
      });
    return points;
  });
}

export function meanRows({ mean }: OverlayBand, series: number): Json[] {
  return rows({ pieces: mean, holes: [], points: 0, drawn: 0 }, series);
}

/** Points with a hole on either side, which no line would show. */
export function alone({ pieces }: Curve, series: number): Json[] {
  return pieces.filter(({ length }) => length === 2).map(([x = 0, y = 0]) => ({ series: String(series), x, y }));
}

/** A cross at the foot of the plot where each hole begins, and how far it reaches; those of different lines at different heights. */
export function holes(curve: Curve, series: number, { x }: Pixels, { height }: Plot): Json[] {
  const y = height - 6 - (series % 6) * 8;
  return curve.holes.map(({ from, to }) => ({ series: String(series), x: x(from), y, x2: x(to) }));
}

/** Names at the right of the plot, and a thin line from the end of each line to its name where that is elsewhere. */
export function ends(
  lines: readonly OverlayLine[],
  labels: readonly string[],
  { x, y }: Pixels,
  { width, height }: Plot,
): { [key: string]: Json } {
  const named = labels.flatMap((text, series) => {
    const piece = lines[series]?.curve.pieces.findLast(({ length }) => length > 0);
    return piece === undefined || text === ''
      ? []
      : [{ text, series: String(series), x: x(piece.at(-2) as number), y: y(piece.at(-1) as number) }];
  });
  const heights = dodge(
    named.map((label) => label.y),
    LABEL_GAP,
    0,
    height,
  );
  const placed = named.map((label, i) => ({ ...label, at: heights[i] as number }));
  const early = placed.filter((label) => width - label.x > 4);
  return {
    labels: placed.map(({ text, series, at }) => ({ text, series, x: width + 8, y: at })),
    ends: early.map(({ series, x: at, y: high }) => ({ series, x: at, y: high })),
    leaders: placed
      .filter((label) => early.includes(label) || Math.abs(label.at - label.y) > 4)
      .map(({ series, x: from, y: high, at }) => ({ series, x: from, y: high, x2: width + 5, y2: at })),
  };
}
