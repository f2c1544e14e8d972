import type { Bounds, Contrast } from '../../model/report/ablation.ts';
import type { Difference } from '../statistics/difference.ts';
import { effectSize } from '../statistics/effect-size.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { improvement } from '../statistics/improvement.ts';
import type { Interval } from '../statistics/interval.ts';
import type { PairedDifference } from '../statistics/paired.ts';
import { ratioOf } from '../statistics/ratio.ts';
import { type Better, LACK_WORDS, METHOD_WORDS } from '../statistics/words.ts';

/** What is known of a metric, for figures that only make sense for some. */
export interface Kind {
  readonly better: Better | null;
  /** A share of 1: its differences are points, and its error is what shrinks. */
  readonly share: boolean;
  readonly log: boolean;
  readonly range: readonly [number, number] | null;
  readonly level: number;
}

interface Side {
  readonly values: readonly number[];
  readonly estimate: Estimate;
}

/** A difference with all that is told of it; null where a side has no value. */
export function contrastOf(base: Side, row: Side, difference: Difference, pAdjusted: number | null, kind: Kind): Contrast | null {
  const { delta, method, lack } = difference;
  if (delta === null) return null;
  const pairs = method === 'paired' ? (difference as PairedDifference) : null;
  const ratio = kind.log ? ratioOf(base.values, row.values, kind.level) : null;
  return {
    delta,
    interval: bounds(difference.interval),
    better: kind.better === null || delta === 0 ? null : delta > 0 === (kind.better === 'higher'),
    standardError: difference.standardError,
    df: difference.df,
    t: difference.t,
    p: difference.p,
    pAdjusted,
    method: METHOD_WORDS[method],
    lack: lack === null ? null : LACK_WORDS[lack],
    pairs: pairs?.n[0] ?? null,
    seedCorrelation: pairs?.seedCorrelation ?? null,
    percent: percent(base.estimate, delta, kind),
    errorReduction: errorReduction(base.estimate, delta, kind),
    ratio: ratio?.ratio == null ? null : { value: ratio.ratio, interval: bounds(ratio.interval) },
    hedgesG: effectSize(base.values, row.values).g,
    pImprove: kind.better === null ? null : improvement(base.values, row.values, kind.better).probability,
  };
}

export function bounds(interval: Interval | null): Bounds | null {
  return interval === null ? null : { low: interval.low, high: interval.high };
}

/** Only of what has a true zero, is no share, and lies surely above zero. */
function percent({ mean, interval }: Estimate, delta: number, { share, range }: Kind): number | null {
  if (share || mean === null || !(mean > 0) || (range !== null && range[0] < 0)) return null;
  return interval !== null && interval.low > 0 ? finite((100 * delta) / mean) : null;
}

function errorReduction({ mean }: Estimate, delta: number, { share, better }: Kind): number | null {
  if (!share || better !== 'higher' || mean === null || !(mean < 1)) return null;
  return finite(delta / (1 - mean));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
