import type { ExportedAblation } from '../model/exported-ablation.ts';
import { phraseText } from '../model/phrase-text.ts';
import type { AblationTable, Bounds, Contrast, Effects, MeasuredTable } from '../model/report/ablation.ts';

/** Every row of a table for every metric, in the words of the machine interface (`model/exported-ablation.ts`). */
export function exportAblation(project: string, table: AblationTable): readonly ExportedAblation[] {
  return table.metrics.flatMap((measured) => table.rows.map((_, at) => exportRow(project, table, measured, at)));
}

function exportRow(project: string, table: AblationTable, measured: MeasuredTable, at: number): ExportedAblation {
  const about = table.rows[at] as AblationTable['rows'][number];
  const row = measured.rows[at] as MeasuredTable['rows'][number];
  const { contrast } = row;
  return {
    project,
    table: table.slug,
    title: phraseText(table.title),
    origin: table.origin,
    shape: table.shape,
    rule: phraseText(table.rule),
    metric: measured.metric,
    unit: measured.unit,
    direction: measured.direction.better,
    selection: measured.selection,
    row: phraseText(about.label),
    key: about.key,
    variant: about.variant?.slug ?? null,
    name: about.name,
    change: about.changes.map(({ factor, keys, from, to, kind }) => ({ factor, keys: [...keys], from, to, kind })),
    attributable: about.attributable,
    x: about.x,
    cell: [...about.cell],
    runs: row.replicates.map(({ run }) => run.id),
    seeds: row.replicates.map(({ seed }) => seed),
    values: row.replicates.map(({ value }) => value),
    excluded: row.excluded.map(({ run, reason, seed, value }) => ({ run: run.id, reason, seed, value: told(value) })),
    n: row.n,
    mean: row.mean,
    sd: row.sd,
    ci: pair(row.interval),
    ci_level: measured.level,
    ci_method: row.method,
    baseline: table.rows[table.baseline]?.name ?? '',
    is_baseline: at === table.baseline,
    delta: contrast?.delta ?? null,
    delta_ci: pair(contrast?.interval ?? null),
    better: contrast?.better ?? null,
    se: contrast?.standardError ?? null,
    df: contrast?.df ?? null,
    t: contrast?.t ?? null,
    p: contrast?.p ?? null,
    p_adjusted: contrast?.pAdjusted ?? null,
    method: contrast?.method ?? null,
    lack: contrast?.lack ?? null,
    pairing: measured.pairing,
    pairs: contrast?.pairs ?? null,
    seed_correlation: contrast?.seedCorrelation ?? null,
    correction: measured.correction,
    tests: measured.tests,
    alpha: measured.alpha,
    unpaired: exportContrast(row.unpaired),
    previous: about.previous === null ? null : (table.rows[about.previous]?.name ?? null),
    step: exportContrast(row.step),
    mark: row.mark,
    verdict: row.verdict,
    confounded: row.confounded,
    confounders: about.confounders.map(({ part, degree, words }) => ({ part, degree, text: phraseText(words) })),
    standing: row.standing,
    percent: contrast?.percent ?? null,
    error_reduction: contrast?.errorReduction ?? null,
    ratio: contrast?.ratio?.value ?? null,
    ratio_ci: pair(contrast?.ratio?.interval ?? null),
    hedges_g: contrast?.hedgesG ?? null,
    p_improve: contrast?.pImprove ?? null,
    mde: measured.detectable.delta,
    mde_n: measured.detectable.n,
    pooled_sd: measured.noise.sd,
    pooled_df: measured.noise.df,
    seeds_needed: row.seedsNeeded?.seeds ?? null,
    seeds_needed_more: row.seedsNeeded?.more ?? null,
    worst_case:
      row.worstCase === null ? null : { runs: row.worstCase.runs, flips: row.worstCase.flips, p_adjusted: row.worstCase.pAdjusted },
    within_evaluation_noise: row.withinEvaluationNoise,
    identical_under_seeds: row.identicalUnderSeeds,
    seeds_missing: row.seedsMissing,
    seconds: about.cost.seconds,
    core_hours: about.cost.coreHours,
    finding: phraseText(measured.finding),
    caption: phraseText(measured.caption),
    effects: at === table.baseline ? exportEffects(measured.effects) : null,
  };
}

function exportContrast(contrast: Contrast | null): ExportedAblation['step'] {
  if (contrast === null) return null;
  const { delta, interval, standardError, df, t, p, pAdjusted, method, lack } = contrast;
  return { delta, delta_ci: pair(interval), se: standardError, df, t, p, p_adjusted: pAdjusted, method, lack };
}

function exportEffects(effects: Effects | null): unknown {
  if (effects === null) return null;
  const { terms, residual, balanced, type, r2, order, method } = effects;
  return {
    terms: terms.map(({ factors, effect, interval, deviations, df, f, p, pAdjusted, share }) => ({
      factors,
      effect,
      ci: pair(interval),
      deviations: deviations.map(({ levels, value, interval: ends }) => ({ levels, value, ci: pair(ends) })),
      df,
      f,
      p,
      p_adjusted: pAdjusted,
      eta2: share,
    })),
    residual: { df: residual.df, sd: residual.sd },
    balanced,
    type,
    r2,
    order,
    method,
  };
}

function pair(interval: Bounds | null): [number, number] | null {
  return interval === null ? null : [interval.low, interval.high];
}

function told(value: number | null): number | 'NaN' | 'Infinity' | '-Infinity' | null {
  if (value === null || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
