import { type Interval, tInterval } from './interval.ts';
import { twoSided } from './student.ts';
import type { Lack, Method } from './words.ts';

/** How far a variant lies from the baseline, variant minus baseline in the metric's unit, and whether that is more than noise. */
export interface Difference {
  /** Finite values on either side; for pairs the pairs, twice. */
  readonly n: readonly [baseline: number, variant: number];
  readonly notFinite: readonly [baseline: number, variant: number];
  readonly delta: number | null;
  readonly standardError: number | null;
  readonly df: number | null;
  readonly t: number | null;
  /** Two-sided, for this one comparison. */
  readonly p: number | null;
  readonly interval: Interval | null;
  readonly method: Method;
  /** Why there is no test. */
  readonly lack: Lack | null;
}

export type Sides = Pick<Difference, 'n' | 'notFinite' | 'method'>;

/** A difference with its test: t = delta / standardError against Student's t. Beyond the largest number there is none. */
export function tested(sides: Sides, delta: number, standardError: number, df: number, level: number): Difference {
  if (!Number.isFinite(delta) || !Number.isFinite(standardError)) return untested(sides, null, 'not_finite');
  const t = delta / standardError;
  return { ...sides, delta, standardError, df, t, p: twoSided(t, df), interval: tInterval(delta, standardError, df, level), lack: null };
}

export function untested(sides: Sides, delta: number | null, lack: Lack): Difference {
  const known = delta !== null && Number.isFinite(delta) ? delta : null;
  return { ...sides, delta: known, standardError: null, df: null, t: null, p: null, interval: null, lack };
}
