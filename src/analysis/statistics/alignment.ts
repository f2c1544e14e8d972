/** One run's curve: x finite and ascending (of equal x the last counts); y may hold NaN and infinities, which are holes. */
export interface CurvePoints {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Curves of several runs at the same places. */
export interface Aligned {
  readonly x: readonly number[];
  /** For each run its value at every x; NaN where it has none. */
  readonly y: readonly (readonly number[])[];
  /** `steps`: the runs' own; `even`: equally far apart, values in between read from the line. */
  readonly grid: 'steps' | 'even';
}

const SHARED = 0.8;
const EVEN_POINTS = 200;

/**
 * Lays curves on common places: the union of their own where each run has at least four fifths of those between its first
 * and its last, else 200 even ones. Between two neighbouring finite points a curve is a straight line; before the first,
 * after the last and across a hole it has no value, so that a run that ends early leaves the band.
 */
export function align(curves: readonly CurvePoints[]): Aligned {
  const common = commonPlaces(curves);
  if (common !== null) return { x: common, y: curves.map(({ y }) => Array.from(y, finite)), grid: 'steps' };
  const own = curves.map(({ x }) => new Set(Array.from(x)));
  const union = [...new Set(own.flatMap((places) => [...places]))].sort((a, b) => a - b);
  const shares = curves.every(({ x }, i) => {
    const [start, end] = [x[0] as number, x[x.length - 1] as number];
    const between = union.filter((place) => place >= start && place <= end).length;
    return x.length === 0 || (own[i] as Set<number>).size >= SHARED * between;
  });
  const places = shares ? union : even(union[0] as number, union.at(-1) as number);
  return { x: places, y: curves.map((curve) => valuesAt(curve, places)), grid: shares ? 'steps' : 'even' };
}

/** The places of every curve where they are the same and no two of one curve are; else null. */
function commonPlaces(curves: readonly CurvePoints[]): number[] | null {
  const [first] = curves;
  if (first === undefined || first.x.length === 0) return null;
  const { x } = first;
  for (let i = 1; i < x.length; i += 1) if (!((x[i] as number) > (x[i - 1] as number))) return null;
  for (const other of curves) {
    if (other.x.length !== x.length) return null;
    for (let i = 0; i < x.length; i += 1) if (other.x[i] !== x[i]) return null;
  }
  // No -0 among places.
  return Array.from(x, (place) => place + 0);
}

function even(start: number, end: number): number[] {
  return Array.from({ length: EVEN_POINTS }, (_, i) => start + ((end - start) * i) / (EVEN_POINTS - 1)).with(-1, end);
}

function valuesAt({ x, y }: CurvePoints, places: readonly number[]): number[] {
  let at = -1;
  return places.map((place) => {
    while (at + 1 < x.length && (x[at + 1] as number) <= place) at += 1;
    if (at < 0) return Number.NaN;
    const [left, value] = [x[at] as number, finite(y[at])];
    if (left === place || at + 1 >= x.length) return left === place ? value : Number.NaN;
    const [right, next] = [x[at + 1] as number, finite(y[at + 1])];
    const part = (place - left) / (right - left);
    return value * (1 - part) + next * part;
  });
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : Number.NaN;
}
