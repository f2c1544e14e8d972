import { z } from 'zod';
import { priceInput } from './price.ts';
import { publishInput } from './publish.ts';

const text = z.string().min(1);
const query = z.string();
const pairing = z.enum(['none', 'seed']);

const metric = z.strictObject({
  direction: z
    .enum(['higher', 'lower', 'maximize', 'minimize'])
    .optional()
    .describe('Which way the metric is better. Without it the tracker is believed, else the name is guessed from, and the page says so.'),
  unit: z.string().optional().describe('Unit, shown beside the number, such as %, s or nats.'),
  aliases: z.array(text).optional().describe('Other names of the same metric, which are read as this one.'),
  range: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('Lowest and highest possible value, such as [0, 1]. Intervals of means stay inside.'),
  scale: z
    .enum(['linear', 'log'])
    .optional()
    .describe('Scale of the axis in charts; log also gives intervals of geometric means and ratios. linear by default.'),
  noise_floor: z
    .number()
    .nonnegative()
    .optional()
    .describe(
      'Standard deviation between runs that differ only in their seed, where it is known beforehand. A single run borrows its interval from it where no variant has several runs.',
    ),
  n_eval: z.int().positive().optional().describe('Number of examples that the metric is measured on, for its sampling error.'),
  target: z.number().optional().describe('Value that the project wants to reach: cost to target is told.'),
});

const comparison = z.strictObject({
  name: text.describe('Word in the address of the page, unique in the project.'),
  title: z.string().optional().describe('Heading of the page. The name by default.'),
  baseline: text.optional().describe('Variant that the others are compared with. The baseline of the project by default.'),
  variants: z.array(text).optional().describe('Names of the variants, in this order. All that the query finds by default.'),
  runs: query.optional().describe('A query: the runs that take part. All by default.'),
  metrics: z.array(text).optional().describe('Metrics, each a column. The primary one by default.'),
  pairing: pairing.optional().describe('Whether runs are compared in pairs. As the project says by default.'),
});

/** `project.yaml` as written; every key may be missing. */
export const projectInput = z
  .strictObject({
    title: text.optional().describe('Name of the project. The name of its folder by default.'),
    description: z.string().optional().describe('One sentence on what the project is about.'),
    archives: z
      .union([text, z.array(text)])
      .optional()
      .describe('Folders or files with the archives, relative to this file, such as ../../mlruns. This folder by default.'),
    code: text
      .optional()
      .describe('Where the commits are that runs name: a folder of a git work tree or a git bundle, relative to this file.'),
    ignore: z.array(text).optional().describe('Globs, relative to this file, of what is never read.'),
    exclude: query
      .optional()
      .describe('A query for runs that do not count, such as tag:junk. They are listed and counted, but in no number.'),
    metrics: z.record(z.string(), metric).optional().describe('What is known of each metric, by its name.'),
    primary: text.optional().describe('The metric that the project is about.'),
    selection: z
      .string()
      .regex(/^(last|best|at_best\(.+\)|mean_last_[1-9]\d{0,5})$/)
      .optional()
      .describe('How one number is made of a series: last (the default), best, at_best(val/loss), mean_last_5.'),
    baseline: text.optional().describe('The variant that others are compared with: its name, or a query that finds its runs.'),
    factors: z
      .strictObject({
        ignore: z
          .array(text)
          .optional()
          .describe(
            'Globs of configuration keys that make no difference, such as output_dir or *.port. One that begins with a dash says the opposite: -data.split_seed makes a difference whatever its name. The last glob that fits decides.',
          ),
        groups: z
          .record(z.string(), z.array(text).min(1))
          .optional()
          .describe('Configuration keys that are one factor, by the name of the factor.'),
      })
      .optional()
      .describe('How differences of configuration are counted.'),
    variants: z.record(z.string(), query).optional().describe('Public names of variants, each with a query that finds its runs.'),
    pairing: pairing.optional().describe('seed: runs with the same seed are compared in pairs. none by default.'),
    alpha: z.number().gt(0).lt(1).optional().describe('Level of significance. 0.05 by default.'),
    correction: z
      .enum(['holm', 'bonferroni', 'none'])
      .optional()
      .describe('Correction for many comparisons with one baseline. holm by default.'),
    comparisons: z.array(comparison).optional().describe('Comparisons that are a table and a page of their own.'),
    prices: z.array(priceInput).optional().describe('Price book, by which runs are priced that no bill and no record does.'),
    naming: z
      .string()
      .regex(/^(?:[^{}]|\{[a-z][a-z0-9_]*\})+$/)
      .optional()
      .describe('How runs are to be named, such as {date}-{model}-{change}-s{seed}; runs named otherwise are listed under checks.'),
    publish: publishInput.optional().describe('What the site may show of this project. As site.yaml says by default.'),
  })
  .describe('Settings of a project. Every key is optional.');

export type ProjectInput = z.output<typeof projectInput>;
