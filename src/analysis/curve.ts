import { extentOf } from '../model/extent.ts';
import type { Curve } from '../model/report/figure.ts';
import type { Columns } from '../model/report/input.ts';
import { keptPoints } from '../model/rule.ts';
import type { Rule } from '../model/series.ts';
import { thin } from './thin.ts';

/** The line of a series over steps, under its tracker's rule. Points at infinite steps have no place and are left out. */
export function curveOf({ step, value }: Columns, rule: Rule, limit: number): Curve {
  const kept = keptPoints(step, rule);
  const length = kept === null ? step.length : kept.length;
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < length; i += 1) {
    const at = kept === null ? i : (kept[i] as number);
    const here = step[at] as number;
    if (!Number.isFinite(here)) continue;
    x.push(here);
    y.push(value[at] as number);
  }
  return { ...thin(x, y, limit), points: length };
}

/**
 * A logarithmic axis where all values are above zero, the largest is a thousand times the smallest, and most points would
 * lie in the lowest twentieth of a linear one.
 */
export function isLogarithmic({ pieces }: Curve): boolean {
  const [low, high] = extentOf(pieces);
  const n = pieces.reduce((sum, piece) => sum + piece.length / 2, 0);
  if (!(low > 0) || !(high / low >= 1000)) return false;
  const near = low + (high - low) / 20;
  const squeezed = pieces.reduce((sum, piece) => sum + piece.filter((value, i) => i % 2 === 1 && value <= near).length, 0);
  return squeezed * 2 > n;
}
