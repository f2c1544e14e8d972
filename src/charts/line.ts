import type { Curve } from '../model/report/figure.ts';
import type { Scale } from './scale.ts';

/** Units of the inner drawing, which is stretched over the plot: whole numbers of 0 to 1,000 are fine enough and short. */
const UNITS = 1000;

/** The path of a curve, `y` downwards, without its single points. */
export function pathOf(curve: Curve, x: Scale, y: Scale): string {
  return curve.pieces
    .filter((piece) => piece.length > 2)
    .map((piece) => pieceOf(piece, x, y))
    .join('');
}

/** The points that stand alone between holes: a line of no length, which its round cap makes a dot. */
export function dotsOf(curve: Curve, x: Scale, y: Scale): string {
  return curve.pieces
    .filter((piece) => piece.length === 2)
    .map((piece) => pieceOf(piece, x, y))
    .join('');
}

function pieceOf(piece: readonly number[], x: Scale, y: Scale): string {
  let text = '';
  let left = 0;
  let top = 0;
  for (let i = 0; i < piece.length; i += 2) {
    const right = Math.round(x.place(piece[i] as number) * UNITS);
    const down = Math.round((1 - y.place(piece[i + 1] as number)) * UNITS);
    // A minus separates as well as a space does.
    if (i === 0) text = `M${right}${spaced(down)}${piece.length === 2 ? 'h0' : 'l'}`;
    else text += i === 2 ? `${right - left}${spaced(down - top)}` : `${spaced(right - left)}${spaced(down - top)}`;
    left = right;
    top = down;
  }
  return text;
}

function spaced(number: number): string {
  return number < 0 ? `${number}` : ` ${number}`;
}
