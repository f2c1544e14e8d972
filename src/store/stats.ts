import { keptPoints } from '../model/rule.ts';
import type { Rule, SeriesStats } from '../model/series.ts';

/** Columns of one series, all points in stored order. */
export interface Columns {
  readonly step: Float64Array;
  readonly value: Float64Array;
  readonly time: Float64Array;
}

/** Figures of a series under its tracker's rule. `first` and `last` are by step, of equal steps by stored order. */
export function measure({ step, value, time }: Columns, rule: Rule): SeriesStats {
  const kept = keptPoints(step, rule);
  const n = kept === null ? step.length : kept.length;
  let nan = 0;
  let infinite = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let minStep: number | null = null;
  let maxStep: number | null = null;
  let startTime = Number.POSITIVE_INFINITY;
  let endTime = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i += 1) {
    const at = kept === null ? i : (kept[i] as number);
    const here = value[at] as number;
    const when = time[at] as number;
    if (when < startTime) startTime = when;
    if (when > endTime && when < Number.POSITIVE_INFINITY) endTime = when;
    if (Number.isNaN(here)) nan += 1;
    else if (here === Number.POSITIVE_INFINITY || here === Number.NEGATIVE_INFINITY) infinite += 1;
    else {
      if (here < min) {
        min = here;
        minStep = step[at] as number;
      }
      if (here > max) {
        max = here;
        maxStep = step[at] as number;
      }
    }
  }
  const first = kept === null ? 0 : kept[0];
  const last = kept === null ? n - 1 : kept[n - 1];
  const some = n > 0 && first !== undefined && last !== undefined;
  return {
    points: step.length,
    putAside: step.length - n,
    nan,
    infinite,
    firstStep: some ? (step[first] as number) : null,
    lastStep: some ? (step[last] as number) : null,
    first: some ? (value[first] as number) : null,
    last: some ? (value[last] as number) : null,
    min: minStep === null ? null : min,
    minStep,
    max: maxStep === null ? null : max,
    maxStep,
    startTime: startTime === Number.POSITIVE_INFINITY ? null : startTime,
    endTime: endTime === Number.NEGATIVE_INFINITY ? null : endTime,
  };
}
