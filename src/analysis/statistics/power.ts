import { normalQuantile } from './normal.ts';
import { studentQuantile } from './student.ts';
import type { Lack } from './words.ts';

export interface Planning {
  /** Of the two-sided test. */
  readonly alpha?: number;
  /** Chance to find a difference that is there. */
  readonly power?: number;
}

/**
 * The smallest difference of two means that n runs on either side find with the given power, in the metric's unit:
 * (t₍₁₋α/2₎ + t₍power₎)·s·√(2/n) at 2n − 2 degrees of freedom, for one comparison. Null with n = 1 or a noise that is unknown.
 */
export function minimalDetectable(noise: number | null, n: number, { alpha = 0.05, power = 0.8 }: Planning = {}): number | null {
  if (noise === null || !Number.isFinite(noise) || !(n >= 2)) return null;
  const df = 2 * n - 2;
  return (studentQuantile(1 - alpha / 2, df) + studentQuantile(power, df)) * noise * Math.sqrt(2 / n);
}

export const MOST_SEEDS = 99;

/** Runs that each of two variants needs. */
export interface SeedsNeeded {
  /** At most 99; null where nobody can say. */
  readonly seeds: number | null;
  /** More than 99 would be needed. */
  readonly more: boolean;
  readonly lack: Lack | null;
}

/**
 * Runs on either side that confirm a difference, were it the true one: ⌈2(s(z₍₁₋α/2₎ + z₍power₎)/Δ)²⌉ + 1, for one
 * comparison; `noise` is the standard deviation s within a variant (of two: the root of the mean of their squares).
 */
export function seedsNeeded(noise: number | null, delta: number | null, { alpha = 0.05, power = 0.8 }: Planning = {}): SeedsNeeded {
  if (noise === null || delta === null || !Number.isFinite(noise) || !Number.isFinite(delta))
    return { seeds: null, more: false, lack: 'no_values' };
  if (delta === 0) return { seeds: null, more: true, lack: 'equal_means' };
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  const needed = Math.ceil(2 * ((noise * z) / delta) ** 2) + 1;
  return { seeds: Math.max(2, Math.min(MOST_SEEDS, needed)), more: needed > MOST_SEEDS, lack: null };
}
