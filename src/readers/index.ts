import { hydra } from './hydra/index.ts';
import { lightning } from './lightning/index.ts';
import { mlflow } from './mlflow/index.ts';
import { optuna } from './optuna/index.ts';
import type { Reader } from './reader.ts';
import { record } from './record/index.ts';
import { tensorboard } from './tensorboard/index.ts';
import { wandb } from './wandb/index.ts';

/** Every tracker that can be read, in the order of the README's table. */
export const readers: readonly Reader[] = [wandb, mlflow, tensorboard, lightning, hydra, optuna, record];
