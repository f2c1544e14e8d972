import type { Curve } from '../../model/report/figure.ts';
import type { Run, RunSeries } from '../../model/run.ts';
import { curveOf } from '../curve.ts';
import type { Overview } from '../overview.ts';

const MOST = 8;
const POINTS = 50;
/** Times the height of the run's own line: a sibling that went further would press it flat, and is left out. */
const HEIGHT = 3;

/** Other runs of the same variant, the first by start, to stand behind the lines of a run; none where nothing but chance put them together. */
export function runSiblings(view: Overview, run: Run): readonly Run[] {
  const variant = view.variants.of(run.id);
  if (variant === undefined || (variant.name === null && variant.factors.size === 0)) return [];
  return variant.runs.filter(({ id }) => id !== run.id).slice(0, MOST);
}

/** The lines of siblings behind that of `own`, as far as they lie in its axes: `x` is the domain that the chart has. */
export function siblingCurves(
  view: Overview,
  siblings: readonly Run[],
  { name, kind }: RunSeries,
  own: Curve,
  [first, last]: readonly [number, number],
): readonly Curve[] {
  const [low, high] = extent(own);
  const room = (high - low) * HEIGHT;
  if (!(room > 0)) return [];
  return siblings.flatMap((sibling) => {
    const series = sibling.series.find((one) => one.name === name && one.kind === kind);
    if (series === undefined || series.stats.points - series.stats.putAside < 2) return [];
    const { pieces, ...rest } = curveOf(view.columns(sibling, series), series.rule, POINTS);
    const inside = pieces.map((piece) => piece.filter((_, i) => within(piece[i - (i % 2)] as number))).filter((piece) => piece.length > 2);
    const curve: Curve = { ...rest, pieces: inside };
    const [under, over] = extent(curve);
    const fits = Math.max(high, over) - Math.min(low, under) <= room && (low <= 0 || under > 0);
    return inside.length > 0 && fits ? [curve] : [];
  });

  function within(x: number): boolean {
    return x >= first && x <= last;
  }
}

function extent({ pieces }: Curve): readonly [number, number] {
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
