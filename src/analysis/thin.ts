import type { Curve, Hole } from '../model/report/figure.ts';

/**
 * A line of at most `limit` points that looks like all of them: of every interval of x the first, the last, the lowest
 * and the highest finite point are kept (M4: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation",
 * VLDB 2014), so that no spike is lost. The line is broken wherever a value is not finite. `x` is finite and ascending.
 */
export function thin(x: ArrayLike<number>, y: ArrayLike<number>, limit = 1000): Curve {
  const kept = x.length <= limit ? null : keep(x, y, Math.max(1, Math.floor(limit / 4)));
  const pieces: number[][] = [];
  let piece: number[] | null = null;
  let drawn = 0;
  let next = 0;
  for (let i = 0; i < x.length; i += 1) {
    if (!Number.isFinite(y[i])) {
      piece = null;
      continue;
    }
    if (kept !== null && kept[next] !== i) continue;
    next += 1;
    drawn += 1;
    if (piece === null) {
      piece = [];
      pieces.push(piece);
    }
    piece.push(x[i] as number, y[i] as number);
  }
  return { pieces, holes: holes(x, y, limit), points: x.length, drawn };
}

/** Ascending indices of the points that M4 keeps in `count` equal intervals. */
function keep(x: ArrayLike<number>, y: ArrayLike<number>, count: number): readonly number[] {
  const kept: number[] = [];
  let first = -1;
  let last = -1;
  let low = -1;
  let high = -1;
  const close = () => {
    if (first >= 0) kept.push(...new Set([first, low, high, last].sort((a, b) => a - b)));
    first = -1;
  };
  const interval = intervals(x, count);
  let current = 0;
  for (let i = 0; i < x.length; i += 1) {
    const value = y[i] as number;
    if (!Number.isFinite(value)) continue;
    const here = interval(i);
    if (here !== current) {
      close();
      current = here;
    }
    if (first < 0) {
      first = i;
      low = i;
      high = i;
    }
    last = i;
    if (value < (y[low] as number)) low = i;
    if (value > (y[high] as number)) high = i;
  }
  close();
  return kept;
}

/** Stretches of values that are not finite; stretches that begin in the interval where the one before ends are one. */
function holes(x: ArrayLike<number>, y: ArrayLike<number>, limit: number): readonly Hole[] {
  const found: { from: number; to: number; kind: Hole['kind']; end: number }[] = [];
  const interval = intervals(x, limit);
  let open = false;
  for (let i = 0; i < x.length; i += 1) {
    const value = y[i] as number;
    if (Number.isFinite(value)) {
      open = false;
      continue;
    }
    const kind: Hole['kind'] = Number.isNaN(value) ? 'NaN' : value > 0 ? '+∞' : '−∞';
    const before = found.at(-1);
    if (before !== undefined && (open || before.end === interval(i))) {
      before.to = x[i] as number;
      before.end = interval(i);
      if (before.kind !== kind) before.kind = 'mixed';
    } else found.push({ from: x[i] as number, to: x[i] as number, kind, end: interval(i) });
    open = true;
  }
  return found.map(({ from, to, kind }) => ({ from, to, kind }));
}

/** The number of the interval that a point lies in, of `count` equal ones; with fewer points than that, its index. */
function intervals(x: ArrayLike<number>, count: number): (index: number) => number {
  if (x.length <= count) return (index) => index;
  const start = x[0] as number;
  const width = (x[x.length - 1] as number) - start;
  if (!(width > 0) || !Number.isFinite(width)) return (index) => Math.floor((index / x.length) * count);
  return (index) => Math.min(count - 1, Math.floor((((x[index] as number) - start) / width) * count));
}
