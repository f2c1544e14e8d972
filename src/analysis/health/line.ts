import type { Columns } from '../../model/report/input.ts';
import type { Direction } from '../../model/report/metric.ts';
import { keptPoints } from '../../model/rule.ts';
import type { Rule, SeriesStats } from '../../model/series.ts';
import type { Role } from './role.ts';

/** What is known of a series before its points are read. */
export interface Known {
  readonly name: string;
  readonly role: Role;
  readonly better: Direction['better'];
  readonly rule: Rule;
  readonly stats: SeriesStats;
}

/** A series in the order of its steps, under its tracker's rule; values and times may be NaN, steps are finite. */
export interface Line extends Known, Columns {
  /** All points in stored order. */
  readonly stored: Columns;
}

export function lineOf(known: Known, stored: Columns): Line {
  const kept = keptPoints(stored.step, known.rule);
  // In the order of steps infinite ones stand at the ends.
  const whole = kept === null && Number.isFinite(stored.step[0] ?? 0) && Number.isFinite(stored.step.at(-1) ?? 0);
  if (whole) return { ...known, ...stored, stored };
  const order = (kept ?? Uint32Array.from(stored.step.keys())).filter((at) => Number.isFinite(stored.step[at]));
  const pick = (column: Float64Array) => Float64Array.from(order, (at) => column[at] as number);
  return { ...known, step: pick(stored.step), value: pick(stored.value), time: pick(stored.time), stored };
}

/** 1 where lower is better, −1 where higher is: a worse value times this is a larger number. */
export function worseSign(better: Direction['better']): 1 | -1 {
  return better === 'higher' ? -1 : 1;
}

/** Seconds from a point to the last one that has a time; null where times are missing. */
export function secondsAfter({ time }: Line, at: number): number | null {
  const here = time[at] as number;
  let last = Number.NaN;
  for (let i = time.length - 1; i > at && Number.isNaN(last); i -= 1) last = time[i] as number;
  const after = last - here;
  return Number.isFinite(after) && after >= 0 ? after : null;
}
