import { z } from 'zod';

/** A number, or the words for those that JSON has no number for. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const text = z.string();
const interval = z.tuple([z.number(), z.number()]);

export const EXCLUSIONS = [
  'failed',
  'killed',
  'pruned',
  'running',
  'queued',
  'incomplete',
  'not_finite',
  'no_value',
  're_run',
  'rank',
  'deleted',
] as const;

export const exportedVariant = z
  .object({
    project: text.describe('slug'),
    variant: text.describe('slug; unique in the project'),
    label: text.describe('the declared name, else what differs from the baseline'),
    name: text.nullable().describe('as `variants:` of project.yaml names it'),
    key: text.describe('12 hex digits of the hash of its configuration, or of its declared name'),
    baseline: z.boolean().describe('the others are compared with it'),
    config: z.record(text, text).describe('the factors: key to canonical value; a key that the configuration lacks is absent'),
    inside: z.array(text).describe('factors in which the runs of a declared variant differ'),
    metric: text,
    primary: z.boolean(),
    direction: z.enum(['higher', 'lower']).nullable().describe('which way is better'),
    direction_source: text.describe('declared, tracker, guessed or unknown'),
    selection: text.describe('how one number was made of a series; the same for all runs'),
    runs: z.array(text).describe('ids of the runs that count'),
    seeds: z.array(text.nullable()).describe('of each of these runs; null where none is recorded'),
    values: z.array(z.number()).describe('of each of these runs'),
    excluded: z
      .array(z.object({ run: text, reason: z.enum(EXCLUSIONS), seed: text.nullable(), value: number.nullable() }))
      .describe('runs of the variant that do not count, with the reason'),
    n: z.int(),
    mean: z.number().nullable(),
    sd: z.number().nullable().describe('sample standard deviation, divisor n − 1; null where n < 2'),
    standard_error: z.number().nullable(),
    ci: interval.nullable().describe('confidence interval of the mean; null where n < 2'),
    level: z.number().describe('of the interval: 1 − alpha'),
    method: text.describe('how the interval was computed'),
    lack: text.nullable().describe('why there is no interval'),
    not_finite: z.int().describe('runs that ended with NaN or an infinity'),
    attempts: z.int().describe('runs that were to give a value: all but repetitions, ranks, pruned, running, queued and deleted ones'),
    success_ci: interval.nullable().describe('Wilson interval of n / attempts'),
    identical_under_seeds: z.boolean().describe('different seeds gave the very same curve'),
    seeds_missing: z.int().describe('of the runs that count, how many record no seed'),
  })
  .describe('One metric of one variant as `runfolio export variants` writes it: unredacted and local.');

export type ExportedVariant = z.infer<typeof exportedVariant>;
