import { upperGamma } from './gamma.ts';
import { mean } from './sample.ts';
import { rangeQuantile } from './studentized-range.ts';
import type { Better, Lack, Method } from './words.ts';

/** Several methods ranked over several data sets. */
export interface Ranking {
  /** Data sets on which every method has a finite value: the rest is left out, and counted. */
  readonly datasets: number;
  readonly leftOut: number;
  readonly methods: number;
  /** In the order of the methods; 1 is the best, ties share their ranks. */
  readonly meanRanks: readonly number[];
  readonly chi2: number | null;
  readonly df: number;
  readonly p: number | null;
  /** Methods whose mean ranks lie closer than this are not told apart (Nemenyi 1963), at `alpha` over all pairs. */
  readonly criticalDifference: number | null;
  readonly alpha: number;
  readonly method: Method;
  /** Below five data sets there is no figure. */
  readonly lack: Lack | null;
}

const FEWEST = 5;

/**
 * Friedman's rank test with its correction for ties (J. Am. Stat. Assoc. 32, 1937) and the critical difference
 * q·√(k(k + 1)/(12N)), q of the studentized range (Demšar, J. Mach. Learn. Res. 7, 2006). Rows are data sets.
 */
export function friedman(values: readonly (readonly number[])[], better: Better, alpha = 0.05): Ranking {
  const methods = values.reduce((most, row) => Math.max(most, row.length), 0);
  const whole = values.filter((row) => row.length === methods && row.every(Number.isFinite));
  const datasets = whole.length;
  const shape = { datasets, leftOut: values.length - datasets, methods, df: Math.max(0, methods - 1), alpha, method: 'friedman' } as const;
  const none = { ...shape, meanRanks: [], chi2: null, p: null, criticalDifference: null } as const;
  if (methods < 2) return { ...none, lack: 'no_values' };
  if (datasets < FEWEST) return { ...none, lack: 'few_datasets' };
  const ranks = whole.map((row) => ranksOf(row, better));
  const meanRanks = Array.from({ length: methods }, (_, i) => mean(ranks.map((row) => row[i] as number)));
  const centre = (methods + 1) / 2;
  const between = datasets * meanRanks.reduce((sum, rank) => sum + (rank - centre) ** 2, 0);
  const within = ranks.flat().reduce((sum, rank) => sum + (rank - centre) ** 2, 0) / (datasets * (methods - 1));
  const criticalDifference = rangeQuantile(alpha, methods) * Math.sqrt((methods * (methods + 1)) / (12 * datasets));
  if (within === 0) return { ...none, meanRanks, criticalDifference, lack: 'no_spread' };
  const chi2 = between / within;
  return { ...shape, meanRanks, chi2, p: upperGamma(shape.df / 2, chi2 / 2), criticalDifference, lack: null };
}

function ranksOf(row: readonly number[], better: Better): number[] {
  return row.map((value) => {
    const ahead = row.filter((other) => (better === 'higher' ? other > value : other < value)).length;
    const equal = row.filter((other) => other === value).length;
    return ahead + (equal + 1) / 2;
  });
}
