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
  const byName = new Map<string, Map<Tracker, SeriesHead[]>>();
  for (const { tracker, series } of fragments) {
    for (const head of series) {
      const trackers = byName.get(head.name) ?? new Map<Tracker, SeriesHead[]>();
      byName.set(head.name, trackers);
      trackers.set(tracker, [...(trackers.get(tracker) ?? []), head]);
    }
  }
  const merged: RunSeries[] = [];
  for (const [name, trackers] of byName) {
    const [best] = [...trackers].sort(([a, heads], [b, others]) => points(others) - points(heads) || rank(a) - rank(b));
    const parts = best?.[1] ?? [];
    const [head] = parts;
    if (head === undefined) continue;
    const rule: Rule = parts.length > 1 && head.rule === 'all' && head.kind === 'metric' ? 'last-per-step' : head.rule;
    merged.push({ name, kind: head.kind, rule, bits: head.bits, parts, stats: parts.length > 1 ? measure(parts, rule) : head.stats });
  }
  return merged.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function points(heads: readonly SeriesHead[]): number {
  return heads.reduce((sum, { stats }) => sum + stats.points, 0);
}
