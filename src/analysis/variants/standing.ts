import { keyWords } from '../../model/key-words.ts';
import type { Run } from '../../model/run.ts';
import type { Exclusion } from '../../model/variant.ts';
import type { RoledKey } from './roles.ts';

/** Of the steps that others took or that were planned; a run without exit record that took fewer was cut off. */
const FEW = 0.75;

const PLANNED =
  /^((max|num|n|total|train|training|num_train)_(steps|iters|iterations|updates|epochs|timesteps|train_epochs|train_steps|training_steps)|steps|iters|iterations|epochs|timesteps|max_step|max_epoch|niter|n_iter|nepochs|num_train_epochs)$/;

/**
 * Why no value of a run counts, for every run where there is a reason. `complete` of a variant's runs is judged among
 * themselves: a run whose status nobody recorded counts (TensorBoard never records it) unless it took less than three
 * quarters of the steps that its replicates took in the middle, or that its configuration planned. What is planned is
 * believed only of a key that some run of the project fulfils and none exceeds.
 */
export function standingsOf(
  runs: readonly Run[],
  keys: readonly RoledKey[],
  variants: readonly (readonly Run[])[],
  ranks: ReadonlySet<string>,
): ReadonlyMap<Run, Exclusion> {
  const found = new Map<Run, Exclusion>();
  const planned = planOf(runs, keys);
  for (const members of variants) {
    for (const run of members) {
      const why = ranks.has(run.id) ? 'rank' : run.deleted ? 'deleted' : recorded(run);
      if (why !== null) found.set(run, why);
      else if (run.status === 'unknown' && cutOff(run, members, planned)) found.set(run, 'incomplete');
    }
  }
  return found;
}

function recorded({ status }: Run): Exclusion | null {
  return status === 'finished' || status === 'unknown' ? null : status;
}

function cutOff(run: Run, members: readonly Run[], planned: (run: Run) => number | null): boolean {
  const own = lastStep(run);
  if (own === null) return false;
  const wanted = planned(run);
  if (wanted !== null) return own < FEW * wanted;
  const others = members
    .filter((other) => other !== run && recorded(other) === null)
    .flatMap((other) => lastStep(other) ?? [])
    .sort((a, b) => a - b);
  const middle = others[others.length >> 1];
  return middle !== undefined && own < FEW * middle;
}

/** The highest step of the run's metrics, counted from one. */
function lastStep(run: Run): number | null {
  let last: number | null = null;
  for (const { kind, stats } of run.series) {
    if (kind === 'metric' && stats.lastStep !== null) last = Math.max(last ?? 0, stats.lastStep + (stats.firstStep === 0 ? 1 : 0));
  }
  return last;
}

/** The steps that a run's configuration plans, by a key whose plan some run fulfils to a tenth and none exceeds or misses though it finished. */
function planOf(runs: readonly Run[], keys: readonly RoledKey[]): (run: Run) => number | null {
  const steps = runs.map(lastStep);
  const plans = keys.flatMap(({ key, column }) => {
    if (!PLANNED.test(keyWords(key).last)) return [];
    const numbers = column.texts.map(Number);
    const plan = runs.map((_, row) => numbers[(column.codes[row] as number) - 1] ?? Number.NaN);
    const ratios = plan.flatMap((number, row) => (number > 0 && steps[row] !== null ? [(steps[row] as number) / number] : []));
    const fulfilled = ratios.some((ratio) => ratio > 0.9) && ratios.every((ratio) => ratio < 1.1);
    const missed = runs.some(
      ({ status }, row) => status === 'finished' && (plan[row] as number) > 0 && (steps[row] ?? 0) < FEW * (plan[row] as number),
    );
    return fulfilled && !missed ? [plan] : [];
  });
  const rows = new Map(runs.map((run, row) => [run, row]));
  return (run) => plans.map((plan) => plan[rows.get(run) ?? -1] ?? Number.NaN).find((number) => number > 0) ?? null;
}
