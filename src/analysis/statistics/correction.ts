import type { Lack } from './words.ts';

export type Correction = 'holm' | 'bonferroni' | 'none';

/** The p-values of one table and one metric, corrected for their number. */
export interface Family {
  /** In the order given; null where there was no test. */
  readonly adjusted: readonly (number | null)[];
  /** Tests in the family: rows without a test do not count. */
  readonly tests: number;
  readonly method: Correction;
  readonly lack: Lack | null;
}

/**
 * Adjusted p-values that hold the family-wise error: Holm's step-down (Scand. J. Stat. 6, 1979), max over smaller ones of
 * (m − rank)·p, or Bonferroni's m·p; at most 1. A p that is null or NaN stays null.
 */
export function correct(ps: readonly (number | null)[], method: Correction = 'holm'): Family {
  const known = ps.flatMap((p, at) => (p === null || Number.isNaN(p) ? [] : [{ p, at }])).sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let running = 0;
  known.forEach(({ p, at }, rank) => {
    const factor = method === 'holm' ? known.length - rank : method === 'bonferroni' ? known.length : 1;
    running = Math.max(running, factor * p);
    adjusted[at] = Math.min(1, method === 'holm' ? running : factor * p);
  });
  return { adjusted, tests: known.length, method, lack: known.length === 0 ? 'no_values' : null };
}
