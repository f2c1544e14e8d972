import type { Run } from '../../model/run.ts';
import type { Variant } from '../../model/variant.ts';
import type { Overview } from '../overview.ts';
import { guessPrimary } from '../primary.ts';
import { seriesOf } from '../selection.ts';

/** Variants that can be compared by one metric, which stands first in their tables. */
export interface Lead {
  readonly metric: string;
  readonly variants: readonly Variant[];
}

const MOST_LEADS = 3;

/** The primary metric with the variants that have it; then for those that lack it the metric that would be primary among them. */
export function leadsOf({ variants, metrics, primary }: Pick<Overview, 'variants' | 'metrics' | 'primary'>): readonly Lead[] {
  const leads: Lead[] = [];
  let left = variants.list;
  let metric = primary?.name ?? null;
  while (metric !== null && leads.length < MOST_LEADS) {
    const name = metric;
    // A run that failed may have ended before it could measure anything, and is told of all the same.
    const failed = leads.length === 0 ? FAILED : NONE;
    const has = ({ runs }: Variant) => runs.some((run) => seriesOf(run, name) !== undefined || failed.has(run.status));
    const having = left.filter(has);
    if (having.length > 0) leads.push({ metric: name, variants: having });
    left = left.filter((variant) => !has(variant));
    const runs = left.flatMap((variant) => variant.runs);
    const counts = metrics.map((row) => ({ ...row, runs: runs.filter((run) => seriesOf(run, row.name) !== undefined).length }));
    metric = left.length < 2 || having.length === 0 ? null : guessPrimary(counts.filter((row) => row.runs > 0));
  }
  return leads;
}

const FAILED: ReadonlySet<Run['status']> = new Set(['failed', 'killed']);
const NONE: typeof FAILED = new Set();
