import { extentOf } from '../../model/extent.ts';
import type { Curve } from '../../model/report/figure.ts';
import type { Run, RunSeries } from '../../model/run.ts';
import { type Extent, type KeptLines, within } from '../kept-lines.ts';
import type { Overview } from '../overview.ts';

const MOST = 8;
/** Times the height of the run's own line: a sibling that went further would press it flat, and is left out. */
const HEIGHT = 3;

/** Other runs of the same variant, the first by start, to stand behind the lines of a run; none where nothing but chance put them together. */
export function runSiblings(view: Overview, run: Run): readonly Run[] {
  const variant = view.variants.of(run.id);
  if (variant === undefined || (variant.name === null && variant.factors.size === 0)) return [];
  return variant.runs
    .slice(0, MOST + 1)
    .filter(({ id }) => id !== run.id)
    .slice(0, MOST);
}

/** The lines of siblings behind that of `own`, as far as they lie in its axes: `x` is the domain that the chart has. */
export function siblingCurves(
  lines: KeptLines,
  siblings: readonly Run[],
  { name, kind }: RunSeries,
  own: Curve,
  x: Extent,
): readonly Curve[] {
  const [low, high] = extentOf(own.pieces);
  const room = (high - low) * HEIGHT;
  if (!(room > 0)) return [];
  return siblings.flatMap((sibling) => {
    const series = sibling.series.find((one) => one.name === name && one.kind === kind);
    if (series === undefined || series.stats.points - series.stats.putAside < 2) return [];
    const line = within(lines(sibling, series), x);
    const [under, over] = line.y;
    const fits = Math.max(high, over) - Math.min(low, under) <= room && (low <= 0 || under > 0);
    return line.curve.pieces.length > 0 && fits ? [line.curve] : [];
  });
}
