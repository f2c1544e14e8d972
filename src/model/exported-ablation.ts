import { z } from 'zod';

/** A number, or the words for those that JSON has no number for. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const text = z.string();
const maybe = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

const contrast = z.object({
  delta: z.number(),
  delta_ci: interval,
  se: maybe,
  df: maybe,
  t: maybe,
  p: maybe,
  p_adjusted: maybe,
  method: text,
  lack: text.nullable().describe('why there is no test'),
});

/** One line of `runfolio export ablations --format ndjson`: a row of a table for one metric. Fields are added in later versions, never removed or changed. */
export const exportedAblation = z
  .object({
    project: text.describe('slug'),
    table: text.describe('slug, unique in the project'),
    title: text,
    origin: z.enum(['declared', 'detected']),
    shape: z.enum(['leave_one_out', 'add_one_in', 'ladder', 'sensitivity', 'factorial', 'star', 'comparison']),
    rule: text.describe('how the table came about'),
    metric: text,
    unit: text.nullable(),
    direction: z.enum(['higher', 'lower']).nullable().describe('which way is better'),
    selection: text.describe('how one number is made of a series'),
    row: text.describe('what the row changes, or the name of the baseline'),
    key: text.describe('of the variant'),
    variant: text.nullable().describe('slug of the variant’s page; null where the row holds only part of its runs'),
    name: text.describe('label of the variant'),
    change: z.array(
      z.object({
        factor: text,
        keys: z.array(text).describe('configuration keys that change together'),
        from: text.nullable().describe('canonical text; null where the key is not set'),
        to: text.nullable(),
        kind: z.enum(['without', 'with', 'value']),
      }),
    ),
    attributable: z.boolean().describe('one factor differs from the baseline'),
    x: maybe.describe('of a sensitivity: the value of its factor'),
    cell: z.array(text).describe('of a factorial: the level of each factor'),
    runs: z.array(text).describe('ids of the runs that count'),
    seeds: z.array(text.nullable()),
    values: z.array(z.number()).describe('in the order of runs'),
    excluded: z.array(z.object({ run: text, reason: text, seed: text.nullable(), value: number.nullable() })),
    n: z.int(),
    mean: maybe,
    sd: maybe.describe('divisor n − 1'),
    ci: interval.describe('of the mean'),
    ci_level: z.number(),
    ci_method: text,
    baseline: text.describe('label of the variant that the row is compared with'),
    is_baseline: z.boolean(),
    delta: maybe.describe('row minus baseline'),
    delta_ci: interval.describe('of delta, before correction'),
    better: z.boolean().nullable().describe('whether delta goes the better way; null without a direction'),
    se: maybe.describe('standard error of delta'),
    df: maybe.describe('degrees of freedom'),
    t: maybe,
    p: maybe.describe('two-sided, of this row alone'),
    p_adjusted: maybe.describe('for the tests of this table and metric'),
    method: text.nullable(),
    lack: text.nullable().describe('why there is no test'),
    pairing: z.enum(['none', 'seed']),
    pairs: z.int().nullable().describe('seeds that both sides have'),
    seed_correlation: maybe.describe('of the two sides over these seeds'),
    correction: z.enum(['holm', 'bonferroni', 'none']),
    tests: z.int().describe('tests that the correction is for'),
    alpha: z.number(),
    unpaired: contrast.nullable().describe('of a paired comparison the same by Welch’s test, for information'),
    previous: text.nullable().describe('label of the row that `step` is against'),
    step: contrast.nullable().describe('against the previous row of a ladder'),
    mark: text.describe('as printed: *, ≈, ‡, n=1, ⚠'),
    verdict: z.enum(['baseline', 'different', 'alike', 'undecided', 'one_run', 'no_test']),
    confounded: z.boolean().describe('more than the configuration differs'),
    confounders: z.array(z.object({ part: text, degree: z.enum(['differs', 'mixed']), text })),
    standing: z.enum(['best', 'tied', 'undecided', 'below']).nullable().describe('against the row with the best mean'),
    percent: maybe.describe('delta in per cent of the baseline'),
    error_reduction: maybe.describe('of a share that is better higher: delta as a share of 1 − mean of the baseline'),
    ratio: maybe.describe('of geometric means, with scale: log'),
    ratio_ci: interval,
    hedges_g: maybe.describe('delta in pooled standard deviations, corrected for few runs'),
    p_improve: maybe.describe('how often a run of the row is better than one of the baseline'),
    mde: maybe.describe('smallest difference that the table finds four times in five'),
    mde_n: z.int().describe('the smallest n of its rows with two runs or more'),
    pooled_sd: maybe.describe('within variants, pooled over the table'),
    pooled_df: z.int(),
    seeds_needed: z.int().nullable().describe('runs on either side that would confirm this difference; at most 99'),
    seeds_needed_more: z.boolean().nullable().describe('more than 99 would be needed'),
    worst_case: z
      .object({ runs: z.int(), flips: z.boolean(), p_adjusted: maybe })
      .nullable()
      .describe('with failed and diverged runs as the worst value of the table'),
    within_evaluation_noise: z.boolean().nullable().describe('the size of the test set alone explains it, by n_eval'),
    identical_under_seeds: z.boolean().describe('different seeds gave the very same curve'),
    seeds_missing: z.int().describe('runs without a recorded seed'),
    seconds: maybe.describe('mean duration of the row’s runs'),
    core_hours: maybe.describe('of all runs of the row'),
    finding: text.describe('what the table says of the metric, in a sentence'),
    caption: text.describe('what its numbers are'),
    effects: z.unknown().describe('of a factorial, with its baseline row: tests and effects of each factor and interaction; else null'),
  })
  .describe('One row of an ablation table and one metric, as `runfolio export ablations` writes it: unredacted and local.');

export type ExportedAblation = z.infer<typeof exportedAblation>;
