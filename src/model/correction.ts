import type { Project } from './project.ts';

/** The p-values of one table and one metric: how many tests, and how they are corrected together. */
export interface Tests {
  readonly tests: number;
  readonly correction: Project['correction'];
}

/** What a p-value of them is called: a single test is adjusted for nothing. */
export function probabilityName(family: Tests): 'p' | 'adjusted p' {
  return isAdjusted(family) ? 'adjusted p' : 'p';
}

export function isAdjusted({ tests, correction }: Tests): boolean {
  return tests > 1 && correction !== 'none';
}

/** Under the head of a column of p-values. */
export function correctionHead({ tests, correction }: Tests): string {
  if (tests < 2) return tests === 0 ? '' : 'one test';
  return correction === 'none' ? 'not corrected' : correction === 'holm' ? 'Holm' : 'Bonferroni';
}
