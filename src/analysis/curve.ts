import type { Curve } from '../model/report/figure.ts';
import type { Columns } from '../model/report/input.ts';
import { keptPoints } from '../model/rule.ts';
import type { Rule, SeriesStats } from '../model/series.ts';
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

/** A logarithmic axis where all values are above zero and the largest is a thousand times the smallest. */
export function isLogarithmic({ min, max }: Pick<SeriesStats, 'min' | 'max'>): boolean {
  return min !== null && max !== null && min > 0 && max / min >= 1000;
}
