import type { StoredFragment, Tracker } from '../model/fragment.ts';
import type { RunSeries } from '../model/run.ts';
import type { Rule, SeriesHead, SeriesStats } from '../model/series.ts';
import { rank } from './precedence.ts';

/** Figures of pieces that follow each other; given by the store, which has the columns. */
export type MeasureParts = (parts: readonly SeriesHead[], rule: Rule) => SeriesStats;

/**
 * The series of a run, sorted by name. Pieces of one tracker follow each other: of equal steps the later one counts, save for
 * system metrics, whose steps only number the samples of their piece. Where two trackers hold the same metric, the one with more points counts, of equals the earlier in `PRECEDENCE`.
 */
export function mergeSeries(fragments: readonly StoredFragment[], measure: MeasureParts): RunSeries[] {
  const [only] = fragments;
  if (only !== undefined && fragments.length === 1 && new Set(only.series.map(({ name }) => name)).size === only.series.length)
    return only.series.map((head) => ({ ...aboutOf(head), parts: [head], stats: head.stats })).sort(inOrder);
  const byName = new Map<string, Map<Tracker, SeriesHead[]>>();
  for (const { tracker, series } of fragments) {
    for (const head of series) {
      const trackers = byName.get(head.name) ?? new Map<Tracker, SeriesHead[]>();
      byName.set(head.name, trackers);
      trackers.set(tracker, [...(trackers.get(tracker) ?? []), head]);
    }
  }
  const merged: RunSeries[] = [];
  for (const trackers of byName.values()) {
    const [best] = [...trackers].sort(([a, heads], [b, others]) => points(others) - points(heads) || rank(a) - rank(b));
    const parts = best?.[1] ?? [];
    const [head] = parts;
    if (head === undefined) continue;
    const rule: Rule = parts.length > 1 && head.rule === 'all' && head.kind === 'metric' ? 'last-per-step' : head.rule;
    merged.push({ ...aboutOf(head), rule, parts, stats: parts.length > 1 ? measure(parts, rule) : head.stats });
  }
  return merged.sort(inOrder);
}

function aboutOf({ name, kind, rule, bits }: SeriesHead): Pick<RunSeries, 'name' | 'kind' | 'rule' | 'bits'> {
  return { name, kind, rule, bits };
}

function inOrder(a: RunSeries, b: RunSeries): number {
  return a.name < b.name ? -1 : 1;
}

function points(heads: readonly SeriesHead[]): number {
  return heads.reduce((sum, { stats }) => sum + stats.points, 0);
}
