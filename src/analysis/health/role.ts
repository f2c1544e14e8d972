import { words } from '../direction.ts';
import { isCounter } from '../over.ts';

/** What a metric is, as far as its name tells. Detectors look at the roles that they mean something for. */
export interface Role {
  /** What training makes small (or, as a likelihood, large), a part of it that is named as one included. */
  readonly objective: boolean;
  readonly heldOut: boolean;
  readonly training: boolean;
  readonly gradientNorm: boolean;
  readonly throughput: boolean;
  readonly lossScale: boolean;
  /** Return of an agent: the losses beside it have no fixed target and rise and fall as it learns. */
  readonly reward: boolean;
  /** The name without the word for the set it is measured on: `val/loss` and `train/loss` share it. */
  readonly stem: string;
}

const OBJECTIVE = new Set(
  'loss losses nll perplexity ppl bpc bpb bpd crossentropy xent mse rmse mae likelihood loglikelihood elbo logloss'.split(' '),
);
/** Terms that are added to an objective, and estimates that learning itself makes larger. */
const TERM = new Set(
  'reg regularization regularisation penalty aux kl entropy td gen disc generator discriminator critic actor policy adv adversarial'.split(
    ' ',
  ),
);
const HELD_OUT = new Set('val valid validation eval evaluation dev test holdout heldout'.split(' '));
const TRAINING = new Set('train training tr fit'.split(' '));
const REWARD = new Set('reward rewards return returns episode episodic ep rollout'.split(' '));
const SPEED = new Set('throughput fps ips'.split(' '));

export function roleOf(name: string): Role {
  const all = words(name);
  const has = (set: ReadonlySet<string>) => all.some((word) => set.has(word));
  const gradientNorm = /grad(ient)?s?[^a-z]*(global)?[^a-z]*norm|norm[^a-z]*(of)?[^a-z]*grad/i.test(name) && !isCounter(name);
  const throughput = has(SPEED) || /(^|[^a-z])per[^a-z]*(s|sec|second)s?$/i.test(name);
  const lossScale = /(^|[^a-z])(loss|grad|amp)[^a-z]*scale(r)?$/i.test(name);
  const objective = has(OBJECTIVE) && !has(TERM) && !gradientNorm && !lossScale && !throughput && !isCounter(name);
  return {
    ...{ objective, gradientNorm, throughput, lossScale },
    heldOut: has(HELD_OUT),
    training: has(TRAINING),
    reward: has(REWARD),
    stem: all.filter((word) => !HELD_OUT.has(word) && !TRAINING.has(word)).join(' '),
  };
}
