import type { Run } from '../../model/run.ts';
import { leaves } from '../../model/value.ts';
import type { Exclusion } from '../../model/variant.ts';
import { canonical } from './canonical.ts';
import { keyWords } from './key-words.ts';

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
  variants: readonly (readonly Run[])[],
  ranks: ReadonlySet<string>,
): ReadonlyMap<Run, Exclusion> {
  const found = new Map<Run, Exclusion>();
  const planned = planOf(runs);
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

/** The steps that a run's configuration plans, by the one key whose plan is fulfilled to a tenth and never exceeded. */
function planOf(runs: readonly Run[]): (run: Run) => number | null {
  const plans = new Map<string, Map<Run, number>>();
  for (const run of runs) {
    for (const [key, value] of leaves(run.config)) {
      if (!PLANNED.test(keyWords(key).last)) continue;
      const number = Number(canonical(value));
      if (Number.isFinite(number) && number > 0) plans.set(key, (plans.get(key) ?? new Map()).set(run, number));
    }
  }
  const believed = [...plans].filter(([, plan]) => {
    const ratios = [...plan].flatMap(([run, number]) => {
      const last = lastStep(run);
      return last === null ? [] : [last / number];
    });
    return ratios.some((ratio) => ratio > 0.9) && ratios.every((ratio) => ratio < 1.1);
  });
  const finished = runs.filter(({ status }) => status === 'finished');
  const sure = believed.filter(([, plan]) => finished.every((run) => !plan.has(run) || (lastStep(run) ?? 0) >= FEW * (plan.get(run) ?? 0)));
  return (run) => sure.map(([, plan]) => plan.get(run)).find((number) => number !== undefined) ?? null;
}
