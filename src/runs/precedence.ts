import type { Facts, Tracker } from '../model/fragment.ts';

/** Of several sources of one run, the earlier word counts where both say something. */
export const PRECEDENCE: readonly Tracker[] = ['record', 'wandb', 'mlflow', 'optuna', 'tensorboard', 'lightning', 'hydra'];

/** Where a field has an order of its own: Lightning's `hparams.yaml` keeps types and nesting that its event files lose. */
const OWN_ORDER: { readonly [F in keyof Facts]?: readonly Tracker[] } = {
  config: ['record', 'wandb', 'mlflow', 'optuna', 'lightning', 'hydra', 'tensorboard'],
  name: ['record', 'wandb', 'mlflow', 'optuna', 'lightning', 'tensorboard', 'hydra'],
};

export function rank(tracker: Tracker, field?: keyof Facts): number {
  const order = (field === undefined ? undefined : OWN_ORDER[field]) ?? PRECEDENCE;
  const place = order.indexOf(tracker);
  return place < 0 ? order.length : place;
}

/** Trackers whose run folder holds everything that the run wrote: event files found inside it are the run's own. */
export const OWNS_ITS_FOLDER: ReadonlySet<Tracker> = new Set<Tracker>(['record', 'wandb', 'mlflow']);

/** Trackers whose runs end once and for all: a later one of the same id is another. */
export const NEVER_RESUMED: ReadonlySet<Tracker> = new Set<Tracker>(['optuna']);
