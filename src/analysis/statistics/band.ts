import type { Aligned } from './alignment.ts';
import { mean, meanAndSd } from './sample.ts';
import { studentQuantile } from './student.ts';
import type { Method } from './words.ts';

/** Mean and band over x, in columns of one length; null where there is none. */
export interface Band {
  readonly x: readonly number[];
  /** Runs that have a value there. */
  readonly n: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  /** What the band is there: Student's t from three runs on, lowest to highest of two, nothing of one. */
  readonly method: readonly (Method | null)[];
  readonly level: number;
}

/** The mean of aligned curves at every x, with its pointwise interval: each x for itself, not the curve as a whole. */
export function bandOf({ x, y }: Pick<Aligned, 'x' | 'y'>, level = 0.95): Band {
  const quantiles = y.map((_, i) => (i < 2 ? Number.NaN : studentQuantile((1 + level) / 2, i)));
  const points = x.map((_, at) => pointOf(finiteAt(y, at), quantiles));
  return {
    x,
    n: points.map(({ n }) => n),
    mean: points.map((point) => point.mean),
    low: points.map(({ low }) => low),
    high: points.map(({ high }) => high),
    method: points.map(({ method }) => method),
    level,
  };
}

function finiteAt(curves: readonly (readonly number[])[], at: number): number[] {
  const values: number[] = [];
  for (const curve of curves) {
    const value = curve[at] as number;
    if (Number.isFinite(value)) values.push(value);
  }
  return values;
}

/** `quantiles` by degrees of freedom. */
function pointOf(values: readonly number[], quantiles: readonly number[]) {
  const n = values.length;
  if (n === 0) return { n, mean: null, low: null, high: null, method: null };
  if (n === 1) return { n, mean: mean(values), low: null, high: null, method: null };
  if (n === 2) return { n, mean: mean(values), low: Math.min(...values), high: Math.max(...values), method: 'minimum_to_maximum' as const };
  const { mean: centre, sd } = meanAndSd(values);
  const half = ((quantiles[n - 1] as number) * sd) / Math.sqrt(n);
  return { n, mean: centre, low: centre - half, high: centre + half, method: 't' as const };
}
