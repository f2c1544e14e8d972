import type { Exclusion } from './variant.ts';

/** Why a run does not count, to stand after its number: `2 failed`. */
export const EXCLUSION_WORDS: Readonly<Record<Exclusion, string>> = {
  failed: 'failed',
  killed: 'killed',
  pruned: 'pruned',
  running: 'still running',
  queued: 'not started',
  incomplete: 'incomplete and without an exit record',
  not_finite: 'without a finite value',
  no_value: 'without the metric',
  re_run: 'repeated later with the same seed',
  rank: 'of another rank of the same run',
  deleted: 'deleted in the tracker',
};
