import type { OverlayBand } from '../model/report/compare.ts';
import type { Columns } from '../model/report/input.ts';
import type { Rule } from '../model/series.ts';
import { curveOf as steppedCurve } from './curve.ts';
import { type Laid, type OverlayChoice, pointsOf } from './over.ts';
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
    if (columns === undefined) continue;
    const curve = newCurve();
    for (const { x, y } of pointsOf(file, columns, choice, seconds)) addPoint(curve, x, y);
    if (curve.x.length === 0) continue;
    const known = groups.get(group) ?? { slot, curves: [] };
    groups.set(group, known);
    known.curves.push(curve);
  }
  return [...groups].flatMap(([group, { slot, curves }]) =>
    curves.length < 2 ? [] : [drawn(group, slot, bandOf(align(curves)), choice.logY, choice.over === 'relative' || choice.over === 'wall')],
  );
}

/** The same of runs of one variant over steps, straight from their columns; null of fewer than two. */
export function bandOfRuns(
  variant: { readonly label: string; readonly slot: number },
  runs: readonly { readonly columns: Columns; readonly rule: Rule }[],
  log: boolean,
): OverlayBand | null {
  const curves = runs.flatMap(({ columns, rule }) => {
    const curve = newCurve();
    let last = Number.NaN;
    for (const piece of steppedCurve(columns, rule, MOST_POINTS).pieces) {
      // Between two pieces there is no line.
      if (curve.x.length > 0) addPoint(curve, (last + (piece[0] as number)) / 2, Number.NaN);
      for (let i = 0; i < piece.length; i += 2) addPoint(curve, piece[i] as number, piece[i + 1] as number);
      last = piece[piece.length - 2] as number;
    }
    return curve.x.length === 0 ? [] : [curve];
  });
  return curves.length < 2 ? null : drawn(variant.label, variant.slot, bandOf(align(curves)), log);
}

interface GrowingCurve extends CurvePoints {
  readonly x: number[];
  readonly y: number[];
}

function newCurve(): GrowingCurve {
  return { x: [], y: [] };
}

/** Of points at the same x the last one counts; one further left is left out. */
function addPoint({ x, y }: GrowingCurve, here: number, value: number): void {
  const last = x.length - 1;
  if (last >= 0 && here <= (x[last] as number)) {
    if (here === x[last]) y[last] = value;
    return;
  }
  x.push(here);
  y.push(value);
}

/**
 * Over time no two runs begin and end at the same place. There the mean begins when all have begun, and anew where one
 * leaves: a line across would show a change that no run made.
 */
function drawn(group: string, slot: number, band: Band, log: boolean, overTime = false): OverlayBand {
  const most = band.n.reduce((a, b) => Math.max(a, b), 0);
  const begun = overTime ? band.n.indexOf(most) : 0;
  const kept = keptPlaces(band).filter((i) => i >= begun);
  const mean: number[][] = [];
  const edges: number[][] = [];
  let open = false;
  let edged = false;
  let before = 0;
  for (const i of kept) {
    const same = !overTime || band.n[i] === before;
    before = band.n[i] ?? 0;
    open &&= same;
    edged &&= same;
    const [x, centre, low, high] = [band.x[i] as number, band.mean[i] ?? null, band.low[i] ?? null, band.high[i] ?? null];
    const there = centre !== null && Number.isFinite(centre) && !(log && centre <= 0);
    if (there) piece(mean, open).push(x, centre);
    open = there;
    const bounded = there && low !== null && high !== null;
    if (bounded) piece(edges, edged).push(x, low, high);
    edged = bounded;
  }
  const counts = band.n.filter((n, i) => n > 0 && i >= begun);
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
