import { type Difference, tested, untested } from './difference.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { mean, sd } from './sample.ts';

/** A comparison of the runs of the same seeds. */
export interface PairedDifference extends Difference {
  readonly sdOfDifferences: number | null;
  /** Pearson's correlation of the two sides over the seeds: what pairing removes; null where a side has no spread, or one beyond all numbers. */
  readonly seedCorrelation: number | null;
  /** Runs whose seed the other side lacks, or whose value or partner's value is not finite. */
  readonly unpaired: readonly [baseline: number, variant: number];
}

/**
 * Two-sided t test and interval of the differences by seed, over the seeds that both sides have with finite values.
 * Keys are seeds. For runs whose seed decides the same things on both sides; see `pairing:`.
 */
export function paired<Seed>(baseline: ReadonlyMap<Seed, number>, variant: ReadonlyMap<Seed, number>, level = 0.95): PairedDifference {
  const pairs = pairsOf(baseline, variant);
  const n = pairs.length;
  const apart = (side: ReadonlyMap<Seed, number>) => [...side.values()].filter((value) => !Number.isFinite(value)).length;
  const sides = { n: [n, n], notFinite: [apart(baseline), apart(variant)], method: 'paired' } as const;
  const differences = pairs.map(([base, other]) => other - base);
  const beyond = !differences.every(Number.isFinite);
  const spread = n < 2 || beyond ? null : sd(differences);
  const more = {
    sdOfDifferences: spread,
    seedCorrelation: correlation(pairs),
    unpaired: [baseline.size - n, variant.size - n],
  } as const;
  if (spread === null) return { ...untested(sides, n === 0 ? null : mean(differences), beyond ? 'not_finite' : 'no_pairs'), ...more };
  if (spread === 0) return { ...untested(sides, mean(differences), 'no_spread'), ...more };
  return { ...tested(sides, mean(differences), spread / Math.sqrt(n), n - 1, level), ...more };
}

function correlation(pairs: readonly Pair[]): number | null {
  if (pairs.length < 2) return null;
  const [x, y] = [pairs.map(([base]) => base), pairs.map(([, other]) => other)];
  const [sx, sy] = [sd(x), sd(y)];
  if (sx === 0 || sy === 0 || !Number.isFinite(sx) || !Number.isFinite(sy)) return null;
  const [mx, my] = [mean(x), mean(y)];
  const products = pairs.map(([a, b]) => ((a - mx) / sx) * ((b - my) / sy));
  const r = (mean(products) * pairs.length) / (pairs.length - 1);
  return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : null;
}
