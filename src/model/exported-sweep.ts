import { z } from 'zod';

/** A number, or the words for those that JSON has no number for. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const text = z.string();

const parameter = z.object({
  name: text,
  kind: z.enum(['number', 'category']),
  scale: z.enum(['linear', 'log']).describe('linear for choices'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  step: z.number().nullable(),
  choices: z.array(text),
  source: z.enum(['recorded', 'guessed']).describe('recorded: as the search was told; guessed: from the values that were tried'),
  also: z.array(text).describe('keys that always changed with it'),
  absent: z.int().describe('trials that do not have it'),
  distinct: z.int().describe('different values tried'),
});

const importance = z.object({
  parameter: text,
  effect: z.number().nullable().describe('share of the objective’s variance that it moves by itself, bias-corrected; null where withheld'),
  p_holm: z.number().nullable(),
  top: z.number().nullable().describe('PED-ANOVA: what matters to be among the best tenth; shares add up to 1'),
  variance_inflation: number.nullable(),
});

const objective = z.object({
  metric: text,
  unit: text.nullable(),
  direction: z.enum(['higher', 'lower']).nullable().describe('which way is better'),
  direction_source: text.describe('declared, tracker, guessed or unknown'),
  selection: text.describe('how one number was made of a trial'),
  results: z.int(),
  best: z.object({ run: text, number: z.int().nullable(), value: z.number() }).nullable(),
  loo_r2: z.number().nullable().describe('leave-one-out R² of the effects model'),
  effects_withheld: text.nullable().describe('why there are no effects'),
  top_withheld: text.nullable().describe('why there is no PED-ANOVA'),
  importance: z.array(importance),
  expected_best: z
    .array(z.tuple([z.int(), z.number()]))
    .describe('n and the expected best of n, unbiased; trials without a result count as the worst value'),
  expected_best_solid: z.int().describe('beyond this n few trials decide it'),
  boundaries: z.array(text),
});

const trial = z.object({
  run: text.describe('id'),
  number: z.int().nullable().describe('as the search counts, from 0'),
  status: text,
  outcome: z.enum(['result', 'failed', 'pruned', 'without', 'open']),
  parameters: z.record(text, z.union([number, text])).describe('a parameter that the trial lacks is absent'),
  values: z.record(text, number).describe('by objective'),
  seconds: z.number().nullable(),
});

/** One line of `runfolio export sweeps --format ndjson`. Fields are added in later versions, never removed or changed. */
export const exportedSweep = z
  .object({
    project: text.describe('slug'),
    sweep: text.describe('slug; unique in the project'),
    name: text,
    kind: z.enum(['optuna', 'wandb', 'hydra', 'mlflow', 'group', 'other']),
    parent: text.nullable().describe('id of the run that stands for the sweep'),
    trials: z.int(),
    results: z.int(),
    failed: z.int(),
    pruned: z.int(),
    without_value: z.int(),
    open: z.int().describe('running or waiting'),
    mean_seconds: z.number().nullable(),
    parameters: z.array(parameter),
    left_out: z.array(z.object({ key: text, why: text })).describe('keys that differ and are no parameters'),
    objectives: z.array(objective),
    front: z.array(text).describe('of several objectives: ids of trials that no other beats in all of them'),
    rows: z.array(trial).describe('every trial, in the order in which they ran'),
  })
  .describe('One sweep as `runfolio export sweeps` writes it: unredacted and local.');

export type ExportedSweep = z.infer<typeof exportedSweep>;
