import { columnFormat } from '../model/number.ts';
import type { Overlay, OverlayLine } from '../model/report/compare.ts';
import type { Curve, Hole } from '../model/report/figure.ts';
import { type Laid, numberOf, type OverlayChoice, overText, type Points, pointsOf, SECOND, timeUnit } from './over.ts';
import { bandsOf } from './overlay-bands.ts';
import { smooth } from './smooth.ts';

export interface Laying {
  readonly overlay: Overlay;
  /** Points of all series under their rules, and how many are drawn. */
  readonly points: number;
  readonly drawn: number;
  /** Points that a logarithmic axis has no place for. */
  readonly belowZero: number;
  readonly notFinite: number;
  /** Half-life in units of x, null where nothing is smoothed. */
  readonly halfLife: number | null;
  /** Runs without the metric, or without what it should stand over. */
  readonly without: readonly string[];
}

/**
 * Lays one metric of several runs on common axes. The last values that it names are recorded ones, never smoothed.
 * `whole`: the same runs with more of their points, for the means of groups.
 */
export function layOver(runs: readonly Laid[], choice: OverlayChoice, whole: readonly Laid[] = runs): Laying {
  const unit = choice.over === 'relative' ? timeUnit(runs, choice.metric) : SECOND;
  const found = runs.map((run) => {
    const columns = run.file.metrics.find(({ name }) => name === choice.metric);
    return { run, columns, points: columns === undefined ? [] : pointsOf(run.file, columns, choice, unit.seconds) };
  });
  const present = found.filter(({ points }) => points.length > 0);
  const all = present.flatMap(({ points }) => points);
  const [low, high] = all.reduce(([a, b], { x }) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  const halfLife = choice.smoothing > 0 && high > low ? choice.smoothing * (high - low) : null;
  const lines = present.map(({ run, columns, points }): OverlayLine => {
    const curve = curveOf(points, columns?.points ?? 0, choice.logY);
    const last = columns === undefined ? null : numberOf(columns.value.at(-1));
    return {
      label: run.label,
      group: run.group,
      slot: run.slot,
      curve: halfLife === null ? curve : smoothed(curve, halfLife),
      raw: halfLife === null ? null : curve,
      last: last === null || !Number.isFinite(last) || choice.zoom !== null ? null : last,
    };
  });
  const [first] = present;
  return {
    overlay: {
      metric: choice.metric,
      unit: first?.columns?.unit ?? null,
      x: { kind: choice.over === 'wall' ? 'utc' : choice.logX ? 'log' : 'linear', label: overText(choice.over, unit.name) },
      log: choice.logY,
      lines,
      bands: bandsOf(whole, choice, unit.seconds),
      format: columnFormat(
        lines.map(({ last }) => last ?? Number.NaN),
        first?.columns?.bits ?? 64,
      ),
    },
    points: lines.reduce((sum, { curve }) => sum + curve.points, 0),
    drawn: lines.reduce((sum, { curve }) => sum + curve.drawn, 0),
    belowZero: choice.logY ? all.filter(({ y }) => Number.isFinite(y) && y <= 0).length : 0,
    notFinite: all.filter(({ y }) => !Number.isFinite(y)).length,
    halfLife,
    without: found.filter(({ points }) => points.length === 0).map(({ run }) => run.label),
  };
}

function curveOf(points: Points, total: number, log: boolean): Curve {
  const pieces: number[][] = [];
  const holes: { from: number; to: number; kind: Hole['kind'] }[] = [];
  let piece: number[] | null = null;
  let hole: { from: number; to: number; kind: Hole['kind'] } | null = null;
  let drawn = 0;
  for (const { x, y } of points) {
    if (Number.isFinite(y) && !(log && y <= 0)) {
      if (piece === null) {
        piece = [];
        pieces.push(piece);
      }
      piece.push(x, y);
      drawn += 1;
      hole = null;
      continue;
    }
    piece = null;
    if (Number.isFinite(y)) continue;
    const kind: Hole['kind'] = Number.isNaN(y) ? 'NaN' : y > 0 ? '+∞' : '−∞';
    if (hole === null) {
      hole = { from: x, to: x, kind };
      holes.push(hole);
    } else {
      hole.to = x;
      if (hole.kind !== kind) hole.kind = 'mixed';
    }
  }
  return { pieces, holes, points: total, drawn };
}

/** Every piece by itself: a hole breaks the average as it breaks the line. */
function smoothed(curve: Curve, halfLife: number): Curve {
  const pieces = curve.pieces.map((piece) => {
    const x = piece.filter((_, i) => i % 2 === 0);
    const y = smooth(
      x,
      piece.filter((_, i) => i % 2 === 1),
      halfLife,
    );
    return x.flatMap((at, i) => [at, y[i] as number]);
  });
  return { ...curve, pieces };
}
