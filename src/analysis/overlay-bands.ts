import type { OverlayBand } from '../model/report/compare.ts';
import type { Columns } from '../model/report/input.ts';
import type { Rule } from '../model/series.ts';
import { curveOf as steppedCurve } from './curve.ts';
import { type Laid, type OverlayChoice, type Points, pointsOf } from './over.ts';
import { align, type CurvePoints } from './statistics/alignment.ts';
import { type Band, bandOf } from './statistics/band.ts';

/** Places of x that a picture shows of a mean. */
const MOST = 90;
/** Points of a run that a mean is taken of. */
const MOST_POINTS = 20_000;

/** Mean and band of every group that has two runs or more with the metric. Where a run has no value it is not in the mean. */
export function bandsOf(runs: readonly Laid[], choice: OverlayChoice, seconds: number): readonly OverlayBand[] {
  const groups = new Map<string, { slot: number; curves: CurvePoints[] }>();
  for (const { file, group, slot } of runs) {
    if (group === null) continue;
    const columns = file.metrics.find(({ name }) => name === choice.metric);
    const curve = columns === undefined ? null : curveOf(pointsOf(file, columns, choice, seconds));
    if (curve === null) continue;
    const known = groups.get(group) ?? { slot, curves: [] };
    groups.set(group, known);
    known.curves.push(curve);
  }
  return [...groups].flatMap(([group, { slot, curves }]) =>
    curves.length < 2 ? [] : [drawn(group, slot, bandOf(align(curves)), choice.logY)],
  );
}

/** The same of runs of one variant over steps, straight from their columns; null of fewer than two. */
export function bandOfRuns(
  variant: { readonly label: string; readonly slot: number },
  runs: readonly { readonly columns: Columns; readonly rule: Rule }[],
  log: boolean,
): OverlayBand | null {
  const curves = runs.flatMap(({ columns, rule }) => {
    const points: { x: number; y: number }[] = [];
    for (const piece of steppedPieces(columns, rule)) {
      // Between two pieces there is no line.
      if (points.length > 0) points.push({ x: ((points.at(-1)?.x ?? 0) + (piece[0] as number)) / 2, y: Number.NaN });
      for (let i = 0; i < piece.length; i += 2) points.push({ x: piece[i] as number, y: piece[i + 1] as number });
    }
    return curveOf(points) ?? [];
  });
  return curves.length < 2 ? null : drawn(variant.label, variant.slot, bandOf(align(curves)), log);
}

function steppedPieces(columns: Columns, rule: Rule): readonly (readonly number[])[] {
  return steppedCurve(columns, rule, MOST_POINTS).pieces;
}

/** Of points at the same x the last one counts; null where there is none. */
function curveOf(points: Points): CurvePoints | null {
  const x: number[] = [];
  const y: number[] = [];
  for (const point of points) {
    if (x.length > 0 && point.x <= (x[x.length - 1] as number)) {
      if (point.x < (x[x.length - 1] as number)) continue;
      x.pop();
      y.pop();
    }
    x.push(point.x);
    y.push(point.y);
  }
  return x.length === 0 ? null : { x, y };
}

function drawn(group: string, slot: number, band: Band, log: boolean): OverlayBand {
  const kept = keptPlaces(band);
  const mean: number[][] = [];
  const edges: number[][] = [];
  let open = false;
  let edged = false;
  for (const i of kept) {
    const [x, centre, low, high] = [band.x[i] as number, band.mean[i] ?? null, band.low[i] ?? null, band.high[i] ?? null];
    const there = centre !== null && Number.isFinite(centre) && !(log && centre <= 0);
    if (there) piece(mean, open).push(x, centre);
    open = there;
    const bounded = there && low !== null && high !== null;
    if (bounded) piece(edges, edged).push(x, low, high);
    edged = bounded;
  }
  const counts = band.n.filter((n) => n > 0);
  return {
    group,
    slot,
    n: [counts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY), counts.reduce((a, b) => Math.max(a, b), 0)],
    mean,
    edges,
    ranges: band.method.includes('minimum_to_maximum'),
  };
}

function piece(pieces: number[][], open: boolean): number[] {
  const last = pieces.at(-1);
  if (open && last !== undefined) return last;
  const next: number[] = [];
  pieces.push(next);
  return next;
}

/** Evenly chosen, with the first, the last, and those where a run joins or leaves. */
function keptPlaces({ x, n }: Band): readonly number[] {
  const every = Math.max(1, Math.ceil(x.length / MOST));
  const places: number[] = [];
  for (let i = 0; i < x.length; i += 1) if (i % every === 0 || i === x.length - 1 || n[i] !== n[i - 1] || n[i] !== n[i + 1]) places.push(i);
  return places;
}
