import { extentOf } from '../model/extent.ts';
import type { Curve } from '../model/report/figure.ts';
import type { ColumnSource } from '../model/report/input.ts';
import type { Run, RunSeries } from '../model/run.ts';
import { curveOf } from './curve.ts';

const POINTS = 50;
/** Of the first nine runs of a variant, for the charts of a page and some more. */
const MOST = 512;

/** A thinned line without lone points, and the part of the axes that it takes. */
export interface KeptLine {
  readonly curve: Curve;
  readonly x: Extent;
  readonly y: Extent;
}

export type Extent = readonly [low: number, high: number];

export type KeptLines = (run: Run, series: RunSeries) => KeptLine;

/**
 * Lines of few points, the last of them kept: those of the first runs of a variant stand on the pages of all of its runs,
 * which are made one after the other.
 */
export function keptLines(columns: ColumnSource): KeptLines {
  const kept = new Map<RunSeries, KeptLine>();
  return (run, series) => {
    const known = kept.get(series);
    if (known !== undefined) return known;
    const made = lineOf(curveOf(columns(run, series), series.rule, POINTS));
    kept.set(series, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}

/** `x` ascends within every piece. */
function lineOf(curve: Curve): KeptLine {
  const pieces = curve.pieces.filter((piece) => piece.length > 2);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const piece of pieces) {
    first = Math.min(first, piece[0] as number);
    last = Math.max(last, piece[piece.length - 2] as number);
  }
  return { curve: { ...curve, pieces }, x: [first, last], y: extentOf(pieces) };
}

/** A line as far as it lies between two places of x. */
export function within({ curve, x, y }: KeptLine, [first, last]: Extent): KeptLine {
  if (x[0] >= first && x[1] <= last) return { curve, x, y };
  const inside = (at: number) => at >= first && at <= last;
  const pieces = curve.pieces.map((piece) => piece.filter((_, i) => inside(piece[i - (i % 2)] as number)));
  return lineOf({ ...curve, pieces });
}
