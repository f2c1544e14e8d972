import { improvement } from './improvement.ts';
import { sampleOf } from './sample.ts';
import type { Lack, Method } from './words.ts';

export interface RankTest {
  readonly n: readonly [baseline: number, variant: number];
  /** U of the variant, for higher values; ties count half. */
  readonly u: number | null;
  readonly p: number | null;
  /** The smallest p that any values could give at these n: .1 for three against three. */
  readonly smallestP: number | null;
  readonly ties: boolean;
  readonly method: Method;
  readonly lack: Lack | null;
}

const MOST = 60;

/**
 * Exact two-sided Mann–Whitney test: twice the share of all assignments of the values to the two sides whose rank sum lies
 * as far out or farther on the same side. Equal values have their mean rank, and the assignments are of these ranks, so
 * that it stays exact with ties (without them it is the classical table). At most 60 values.
 */
export function mannWhitney(baseline: Iterable<number>, variant: Iterable<number>): RankTest {
  const [b, v] = [sampleOf(baseline), sampleOf(variant)];
  const n = [b.n, v.n] as const;
  const none = { n, u: null, p: null, smallestP: null, ties: false, method: 'mann_whitney' } as const;
  if (b.n === 0 || v.n === 0) return { ...none, lack: 'no_values' };
  if (b.n + v.n > MOST) return { ...none, lack: 'too_many' };
  const all = [...b.values, ...v.values].sort((x, y) => x - y);
  const ranks = all.map((value) => all.indexOf(value) + all.lastIndexOf(value) + 2);
  const observed = v.values.reduce((sum, value) => sum + (ranks[all.indexOf(value)] as number), 0);
  const shares = rankSums(ranks, v.n);
  let [below, above] = [0, 0];
  shares.forEach((share, sum) => {
    if (sum <= observed) below += share;
    if (sum >= observed) above += share;
  });
  const arrangements = Array.from({ length: v.n }, (_, i) => (b.n + i + 1) / (i + 1)).reduce((all, factor) => all * factor, 1);
  return {
    n,
    u: improvement(b.values, v.values, 'higher').u,
    p: Math.min(1, 2 * Math.min(below, above)),
    smallestP: Math.min(1, 2 / arrangements),
    ties: new Set(all).size < all.length,
    method: 'mann_whitney',
    lack: null,
  };
}

/** Of all choices of `count` of some doubled ranks, the share that has each sum; the sum is the index. */
function rankSums(ranks: readonly number[], count: number): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: count + 1 }, () => new Float64Array(total + 1));
  (ways[0] as Float64Array)[0] = 1;
  for (const rank of ranks)
    for (let k = count; k > 0; k -= 1) {
      const [to, from] = [ways[k] as Float64Array, ways[k - 1] as Float64Array];
      for (let sum = total; sum >= rank; sum -= 1) to[sum] = (to[sum] as number) + (from[sum - rank] as number);
    }
  const last = ways[count] as Float64Array;
  const choices = last.reduce((sum, way) => sum + way, 0);
  return last.map((way) => way / choices);
}
