import { type Outcome, quantile } from './bootstrap.ts';
import { generatorOf, seedOf } from './generator.ts';
import type { Interval } from './interval.ts';
import { drawn } from './resamples.ts';
import type { Lack, Method } from './words.ts';

/** Normalised scores of one variant: for each task those of its runs. */
export type Suite = readonly (readonly number[])[];

/** One figure of a suite (or of two that are compared), with its interval. */
export interface SuiteFigure {
  readonly tasks: number;
  /** Scores over all tasks. */
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly method: Method;
  readonly lack: Lack | null;
}

export interface SuiteOptions {
  readonly level?: number;
  readonly draws?: number;
}

/**
 * A figure of suites and its percentile interval by stratified bootstrap (Agarwal et al., NeurIPS 2021): runs are drawn
 * again within each task, tasks stay. The generator is seeded with the scores. A score that is not finite gives no figure.
 */
export function suiteFigure(
  suites: readonly Suite[],
  figure: (...suites: readonly Suite[]) => number,
  { level = 0.95, draws = 2000 }: SuiteOptions = {},
): SuiteFigure {
  const sorted = suites.map((suite) => suite.map((task) => task.toSorted((a, b) => a - b)));
  const all = sorted.flat(2);
  const shape = { tasks: Math.max(0, ...suites.map((suite) => suite.length)), n: all.length, method: 'bootstrap_stratified' } as const;
  if (all.length === 0 || sorted.some((suite) => suite.length === 0 || suite.some((task) => task.length === 0)))
    return { ...shape, value: null, interval: null, lack: 'no_values' };
  if (!all.every(Number.isFinite)) return { ...shape, value: null, interval: null, lack: 'not_finite' };
  const value = figure(...sorted);
  if (sorted.every((suite) => suite.every((task) => task.length < 2))) return { ...shape, value, interval: null, lack: 'one_value' };
  const next = generatorOf(seedOf(all));
  const outcomes: Outcome[] = [];
  for (let i = 0; i < draws; i += 1) {
    const again = sorted.map((suite) => suite.map((task) => drawn(task, next)));
    outcomes.push({ value: figure(...again), weight: 1 / draws });
  }
  outcomes.sort((a, b) => a.value - b.value);
  return {
    ...shape,
    value,
    interval: { low: quantile(outcomes, (1 - level) / 2), high: quantile(outcomes, (1 + level) / 2), level },
    lack: null,
  };
}
