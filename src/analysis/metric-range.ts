import type { ProjectMetric } from '../model/project.ts';
import type { MetricRow } from '../model/report/metric.ts';
import { words } from './direction.ts';
import type { Estimate } from './statistics/estimate.ts';
import { LACK_WORDS, METHOD_WORDS } from './statistics/words.ts';

/** Between what ends a metric lies; an infinite end is none. */
export interface KnownRange {
  readonly range: readonly [low: number, high: number];
  readonly source: 'declared' | 'guessed';
}

const SHARES = new Set('acc accuracy auc auroc rocauc f1 precision recall iou miou dice jaccard map'.split(' '));

/** Of times, sizes and amounts: none is below zero. Words that are also those of other things (`min`, `s`) are left out. */
const AMOUNTS = new Set(
  (
    'sec secs second seconds ms msec millisecond milliseconds minutes hours days time duration elapsed runtime walltime latency ' +
    'byte bytes kb mb gb tb kib mib gib kwh wh joule joules watt watts kg params parameters flops count'
  ).split(' '),
);
const DIFFERENCES = new Set('delta diff difference change improvement gain offset drift skew lag'.split(' '));

/** A share of 1 by its declared range, else by its name and values. */
export function isShare(metric: string, range: readonly [number, number] | null, values: readonly number[]): boolean {
  if (range !== null) return range[0] === 0 && range[1] === 1;
  return namesShare(metric) && values.every((value) => value >= 0 && value <= 1);
}

/**
 * Ends that no value of a metric can pass: those declared; else 0 and 1 (or 100, in per cent) where its name is that of a
 * share that is better higher, and 0 where it is that of a time, a size or an amount. A name is believed only if the
 * values of all runs keep to it.
 */
export function rangeOf(
  { name, unit, direction, low, high }: Pick<MetricRow, 'name' | 'unit' | 'direction' | 'low' | 'high'>,
  said: ProjectMetric | undefined,
): KnownRange | null {
  if (said?.range != null) return { range: said.range, source: 'declared' };
  if (low === null || high === null || low < 0) return null;
  const most = unit === '%' ? 100 : 1;
  if (namesShare(name) && direction.better === 'higher' && high <= most) return { range: [0, most], source: 'guessed' };
  const all = words(name);
  const amount = AMOUNTS.has(all.at(-1) ?? '') || AMOUNTS.has((unit ?? '').toLowerCase());
  return amount && !all.some((word) => DIFFERENCES.has(word)) ? { range: [0, Number.POSITIVE_INFINITY], source: 'guessed' } : null;
}

/** How an interval was computed, or why there is none; of a range that only the name tells, which it is. */
export function methodWords({ lack, method }: Pick<Estimate, 'lack' | 'method'>, known: KnownRange | null): string {
  if (lack !== null) return LACK_WORDS[lack];
  const ranged = method === 't_cut' || method === 't_logit';
  if (!ranged || known === null || known.source === 'declared') return METHOD_WORDS[method];
  const [low, high] = known.range;
  const ends = Number.isFinite(high) ? `${low} to ${high}` : `${low} and more`;
  return `${METHOD_WORDS[method]} (${ends}, as its name tells)`;
}

function namesShare(metric: string): boolean {
  return words(metric).some((word) => SHARES.has(word));
}
