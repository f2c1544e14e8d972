import type { Lack, Method } from './words.ts';

export interface Screen {
  /** In the order given; null where there was no test. */
  readonly adjusted: readonly (number | null)[];
  readonly tests: number;
  readonly method: Method;
  /** `few_tests`: below twenty tests the family-wise corrections lose little and promise more. */
  readonly warning: Lack | null;
  readonly lack: Lack | null;
}

const FEWEST = 20;

/**
 * p-values adjusted after Benjamini and Hochberg (J. R. Stat. Soc. B 57, 1995), min over larger ones of m·p/rank: marks below
 * alpha hold the expected share of false marks, not the chance of any. For screens of many; a page must say "FDR".
 */
export function falseDiscovery(ps: readonly (number | null)[]): Screen {
  const known = ps.flatMap((p, at) => (p === null || Number.isNaN(p) ? [] : [{ p, at }])).sort((a, b) => b.p - a.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let running = 1;
  known.forEach(({ p, at }, i) => {
    running = Math.min(running, p * (known.length / (known.length - i)));
    adjusted[at] = running;
  });
  const lack = known.length === 0 ? 'no_values' : null;
  return { adjusted, tests: known.length, method: 'benjamini_hochberg', warning: known.length < FEWEST ? 'few_tests' : null, lack };
}
