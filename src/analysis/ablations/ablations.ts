import type { Project } from '../../model/project.ts';
import type { AblationRow, Ablations, AblationTable, RowCost } from '../../model/report/ablation.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import type { Overview } from '../overview.ts';
import { measured } from '../variants/measure.ts';
import { confoundersOf } from './confounders.ts';
import { declared } from './declare.ts';
import { detect, tooFew } from './detect.ts';
import { leadsOf } from './lead.ts';
import { measuredTable } from './measured-table.ts';
import type { Member, Plan } from './plan.ts';

/** What tables are made of; an overview has it. */
export type Ground = Pick<Overview, 'project' | 'runs' | 'variants' | 'metrics' | 'primary' | 'columns' | 'value'>;

const MOST_METRICS = 8;

/**
 * ```
 * comparisons ─► declare ─┐
 *                         ├─► Plan ─► measured, metric by metric ─► AblationTable
 * variants ────► detect ──┘
 * ```
 */
export function ablationsOf(ground: Ground): Ablations {
  const asked = declared(ground.project, ground.variants, ground.runs);
  const found = detect(ground.variants, ground.project.pairing, leadsOf(ground));
  const remarks: Phrase[] = [...asked.remarks, ...found.remarks];
  const slugs = new Set<string>();
  const wanted = asked.plans.flatMap((plan) => {
    const table = tableOf(plan, ground);
    if (table === null) remarks.push(['The comparison ', ...plan.title, ' has no metric with a value.']);
    return table === null ? [] : [table];
  });
  const known = wanted.map(countedRuns);
  const made = found.plans.flatMap((plan) => tableOf(plan, ground) ?? []).filter(telling);
  if (made.length === 0 && wanted.length === 0 && remarks.length === 0)
    remarks.push(tooFew(new Set(found.plans.flatMap(({ members }) => members.map(({ variant }) => variant))).size));
  const others = made.filter((table) => !known.some((runs) => countedRuns(table).isSubsetOf(runs)));
  const tables = [...wanted, ...others].map((table) => ({ ...table, slug: unique(table.slug, slugs) }));
  return { tables, remarks };
}

function tableOf(plan: Plan, ground: Ground): AblationTable | null {
  const metrics = metricsOf(plan, ground).flatMap((metric) => {
    const rows = plan.members.map(({ variant }) => measured(ground, variant, metric.name));
    const enough = rows.filter(({ values }) => values.length > 0).length >= 2;
    return enough || (plan.origin === 'declared' && rows.some(({ values }) => values.length > 0)) ? [{ metric, rows }] : [];
  });
  const [first] = metrics;
  if (first === undefined) return null;
  const counting = first.rows.map(({ replicates }) => replicates.flatMap(({ run, excluded }) => (excluded === null ? [run] : [])));
  const home = counting[plan.baseline] ?? [];
  const rows = plan.members.map((member, at): AblationRow => {
    const confounders = at === plan.baseline ? [] : confoundersOf(home, counting[at] ?? [], member.changes, first.metric.name);
    return { ...rowOf(member), confounders, cost: costOf(member.variant.runs, ground.project) };
  });
  return {
    slug: plan.slug,
    title: plan.title,
    origin: plan.origin,
    shape: plan.shape,
    rule: plan.rule,
    rows,
    baseline: plan.baseline,
    aliased: aliasedOf(plan),
    axis: plan.axis,
    grid: plan.grid,
    metrics: metrics.map(({ metric, rows: ofMetric }) => measuredTable(plan, rows, ofMetric, metric, ground.project)),
  };
}

function rowOf({ variant, whole, label, changes, attributable, previous, x, cell }: Member): Omit<AblationRow, 'confounders' | 'cost'> {
  const page = whole ? { slug: variant.slug, label: variant.label } : null;
  return { key: variant.key, variant: page, name: variant.label, label, changes, attributable, previous, x, cell, slot: variant.slot };
}

/** The metrics that were asked for, else the primary one and then all others of which the better way is known. */
function metricsOf({ metrics, lead }: Plan, ground: Ground): readonly MetricRow[] {
  const known = new Map(ground.metrics.map((metric) => [metric.name, metric]));
  if (metrics.length > 0) return metrics.flatMap((name) => known.get(name) ?? []);
  const { project } = ground;
  const first = lead === undefined ? ground.primary : (known.get(lead) ?? null);
  const told = [...project.metrics.keys()].flatMap((name) => known.get(name) ?? []);
  const others = ground.metrics.filter(({ direction }) => direction.better !== null);
  return [...new Set([...(first === null ? [] : [first]), ...told, ...others])].slice(0, MOST_METRICS);
}

/** Factors of several keys in rows of one change: which of the keys did it, nobody can tell. */
function aliasedOf({ members }: Plan): AblationTable['aliased'] {
  const found = new Map<string, readonly string[]>();
  for (const { changes, attributable } of members)
    if (attributable) for (const { factor, keys } of changes) if (keys.length > 1) found.set(factor, keys);
  return [...found].map(([factor, keys]) => ({ factor, keys }));
}

function costOf(runs: readonly Run[], { prices }: Project): RowCost {
  const known = runs.flatMap(({ durationSeconds }) =>
    durationSeconds !== null && Number.isFinite(durationSeconds) ? [durationSeconds] : [],
  );
  const total = known.reduce((sum, seconds) => sum + seconds, 0);
  const cores = prices.find(({ coresPerRun }) => coresPerRun !== null)?.coresPerRun ?? null;
  return {
    seconds: known.length === 0 ? null : total / known.length,
    runs: runs.length,
    coreHours: known.length === 0 || cores === null ? null : (total * cores) / 3600,
  };
}

/** A table that was found needs two rows to compare with the baseline, or one that can be tested. */
function telling({ metrics: [first], baseline }: AblationTable): boolean {
  const home = first?.rows[baseline]?.n ?? 0;
  const others = first?.rows.filter(({ n }, at) => at !== baseline && n > 0) ?? [];
  return home > 0 && (others.length >= 2 || (home >= 2 && others.some(({ n }) => n >= 2)));
}

/** For each row the runs that count for the first metric. */
function countedRuns({ metrics: [first] }: AblationTable): ReadonlySet<string> {
  return new Set(first?.rows.map(({ replicates }) => replicates.map(({ run }) => run.id).join(' ')));
}

function unique(slug: string, taken: Set<string>): string {
  let free = slug;
  for (let n = 2; taken.has(free); n += 1) free = `${slug}-${n}`;
  taken.add(free);
  return free;
}
