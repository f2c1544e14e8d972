import type { Run } from '../../model/run.ts';
import { canonical } from './canonical.ts';
import type { KeyOverride } from './globs.ts';
import type { RoledKey } from './roles.ts';

/** Stands for what the trials of one study have in common and none of them records. */
export const STUDY = 'optuna.study';

/**
 * The study of every run that is an Optuna trial and nothing else, as a key of its configuration. Such a trial records
 * only what the sampler drew, so that equal parameters in two studies, each with an objective of its own, are no
 * repetition. null where there are not two studies, or where `project.yaml` takes the key out.
 */
export function studyKey(runs: readonly Run[], override: KeyOverride): RoledKey | null {
  const places = new Map<string, number>();
  const codes = new Int32Array(runs.length);
  let present = 0;
  for (const [row, { sweep, tracker, sources }] of runs.entries()) {
    if (sweep === null || tracker !== 'optuna' || sources.some((source) => source.tracker !== 'optuna')) continue;
    const place = places.get(sweep) ?? places.size + 1;
    places.set(sweep, place);
    codes[row] = place;
    present += 1;
  }
  if (places.size < 2 || override(STUDY)?.role === 'ignored') return null;
  const values = [...places.keys()];
  return {
    key: STUDY,
    role: 'factor',
    why: 'trials record only what was drawn; their study tells the rest',
    distinct: values.length,
    column: { key: STUDY, codes, texts: values.map(canonical), values, present },
  };
}
