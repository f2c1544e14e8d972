import { columnFormat, type NumberFormat } from '../../model/number.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import { roundingOf } from '../../model/rounding.ts';
import type { Measured } from '../../model/variant.ts';
import { methodWords, rangeOf } from '../metric-range.ts';
import type { Overview } from '../overview.ts';
import { type Estimate, estimate } from '../statistics/estimate.ts';

/** Of the intervals of means, as in tables and exports. */
export function levelOf({ project }: Overview): number {
  return 1 - project.alpha;
}

export interface ToldEstimate extends Estimate {
  /** Of the mean and of both ends of its interval, wherever they stand on the page. */
  readonly format: NumberFormat;
  /** Of the values of the runs: the same, save that whole numbers stay whole. */
  readonly valueFormat: NumberFormat;
  /** How it was computed. */
  readonly words: string;
}

/** A metric of a variant in numbers and in words. */
export function estimateOf(view: Overview, metric: MetricRow, { values, replicates }: Measured): ToldEstimate {
  const said = view.project.metrics.get(metric.name);
  const known = rangeOf(metric, said);
  const made = estimate(values, { level: levelOf(view), range: known?.range ?? null, scale: said?.scale ?? 'linear' });
  const words = methodWords(made, known);
  const below = made.interval !== null && made.interval.low < 0 && values.every((value) => value >= 0);
  const column = columnFormat(replicates.flatMap(({ value }) => value ?? []));
  const format = meanFormat(made, column);
  return {
    ...made,
    format,
    valueFormat: column.kind === 'fixed' ? format : column,
    words: below ? `${words}; no value lies below 0, where it reaches` : words,
  };
}

/** As many decimals as the values have, and more where the interval is narrow. */
function meanFormat({ mean, interval }: Estimate, column: NumberFormat): NumberFormat {
  if (mean === null || interval === null) return column;
  const { low, high } = interval;
  const rounded = roundingOf([(high - low) / 2], [mean, low, high], column);
  return column.kind === 'fixed' && rounded.digits < column.digits ? column : rounded;
}
