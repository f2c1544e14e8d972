import type { Curve } from './report/figure.ts';

/** The lowest and the highest value of a line; of one without points `Infinity` and `-Infinity`. */
export function extentOf(pieces: Curve['pieces']): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    for (let i = 1; i < piece.length; i += 2) {
      low = Math.min(low, piece[i] as number);
      high = Math.max(high, piece[i] as number);
    }
  }
  return [low, high];
}
