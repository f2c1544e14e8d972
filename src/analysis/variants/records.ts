import type { ExportedVariant } from '../../model/exported-variant.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Exclusion, Measured, Variant } from '../../model/variant.ts';
import { rangeOf } from '../metric-range.ts';
import type { Overview } from '../overview.ts';
import { estimate } from '../statistics/estimate.ts';
import { successRate } from '../statistics/wilson.ts';
import { measuredAnew } from './measure.ts';

/** Every metric of every variant in the words of the machine interface, by variant, then metric. */
export function* variantRecords(view: Overview): Generator<ExportedVariant> {
  for (const variant of view.variants.list) for (const metric of view.metrics) yield record(view, variant, metric);
}

/** Left out on purpose, or of no weight of its own: no attempt that failed. */
const NO_ATTEMPT: ReadonlySet<Exclusion> = new Set(['re_run', 'rank', 'pruned', 'running', 'queued', 'deleted', 'no_value']);

/** How many runs were to give a value. */
export function attemptsOf(replicates: Measured['replicates']): number {
  return replicates.length - noAttempts(replicates).length;
}

/** Why the others were not. */
export function noAttempts(replicates: Measured['replicates']): readonly Exclusion[] {
  return replicates.flatMap(({ excluded }) => (excluded !== null && NO_ATTEMPT.has(excluded) ? [excluded] : []));
}

function record(view: Overview, variant: Variant, metric: MetricRow): ExportedVariant {
  const { project, variants } = view;
  const { replicates, values, identicalUnderSeeds, seedsMissing } = measuredAnew(view, variant, metric.name);
  const said = project.metrics.get(metric.name);
  const level = 1 - project.alpha;
  const figures = estimate(values, { level, range: rangeOf(metric, said)?.range ?? null, scale: said?.scale ?? 'linear' });
  const counted = replicates.filter(({ excluded }) => excluded === null);
  const attempts = attemptsOf(replicates);
  const success = successRate(counted.length, attempts, level).interval;
  return {
    project: project.slug,
    variant: variant.slug,
    label: variant.label,
    name: variant.name,
    key: variant.key,
    baseline: variants.baseline?.variant === variant,
    config: Object.fromEntries([...variant.factors].sort(([a], [b]) => (a < b ? -1 : 1))),
    inside: [...variant.inside],
    metric: metric.name,
    primary: metric.primary,
    direction: metric.direction.better,
    direction_source: metric.direction.source,
    selection: selectionWord(view),
    runs: counted.map(({ run }) => run.id),
    seeds: counted.map(({ seed }) => seed),
    values: [...values],
    excluded: replicates.flatMap(({ run, excluded, seed, value }) =>
      excluded === null
        ? []
        : [{ run: run.id, reason: excluded, seed, value: value === null || Number.isFinite(value) ? value : worded(value) }],
    ),
    n: figures.n,
    mean: figures.mean,
    sd: figures.sd,
    standard_error: figures.standardError,
    ci: figures.interval === null ? null : [figures.interval.low, figures.interval.high],
    level,
    method: figures.method,
    lack: figures.lack,
    not_finite: replicates.filter(({ excluded }) => excluded === 'not_finite').length,
    attempts,
    success_ci: success === null ? null : [success.low, success.high],
    identical_under_seeds: identicalUnderSeeds,
    seeds_missing: seedsMissing,
  };
}

/** As `selection:` of `project.yaml` has it. */
function selectionWord({ selection }: Overview): string {
  if (selection.rule === 'at_best') return `at_best(${selection.metric})`;
  return selection.rule === 'mean_last_k' ? `mean_last_${selection.k}` : selection.rule;
}

function worded(value: number): 'NaN' | 'Infinity' | '-Infinity' {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
