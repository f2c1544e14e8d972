import { pairsOf, scaledDifferences } from './pairs.ts';
import type { ExactTest } from './permutation.ts';
import type { Lack } from './words.ts';

export interface SignedRankTest extends ExactTest {
  /** Sum of the ranks of pairs in which the variant is higher. */
  readonly w: number | null;
  /** Pairs without a difference, left out as Wilcoxon did. */
  readonly equal: number;
  /** `few_pairs`: below six pairs no values at all give a two-sided p below .05. */
  readonly warning: Lack | null;
}

const MOST = 60;
const FEWEST = 6;

/**
 * Exact two-sided Wilcoxon signed-rank test of the pairs by seed (Biometrics Bull. 1, 1945): twice the share of all signs
 * whose rank sum lies as far out or farther. Equal distances have their mean rank, so that it stays exact with ties.
 */
export function signedRankTest<Seed>(baseline: ReadonlyMap<Seed, number>, variant: ReadonlyMap<Seed, number>): SignedRankTest {
  const pairs = pairsOf(baseline, variant);
  const n = [pairs.length, pairs.length] as const;
  const { differences, nothing } = scaledDifferences(pairs);
  const unequal = differences.filter((value) => Math.abs(value) > nothing).sort((a, b) => Math.abs(a) - Math.abs(b));
  const equal = pairs.length - unequal.length;
  const warning = unequal.length < FEWEST ? 'few_pairs' : null;
  const none = { n, w: null, p: null, smallestP: null, arrangements: 0, equal, warning, method: 'signed_rank' } as const;
  if (pairs.length === 0) return { ...none, lack: 'no_values' };
  if (unequal.length === 0) return { ...none, lack: 'no_spread' };
  if (unequal.length > MOST) return { ...none, lack: 'too_many' };
  const ranks = doubledRanks(unequal.map(Math.abs), nothing);
  const observed = unequal.reduce((sum, value, i) => sum + (value > 0 ? (ranks[i] as number) : 0), 0);
  const shares = signSums(ranks);
  let [below, above] = [0, 0];
  shares.forEach((share, sum) => {
    if (sum <= observed) below += share;
    if (sum >= observed) above += share;
  });
  const arrangements = 2 ** unequal.length;
  const smallestP = Math.min(1, 2 / arrangements);
  return { ...none, w: observed / 2, p: Math.min(1, 2 * Math.min(below, above)), smallestP, arrangements, lack: null };
}

/** Of ascending distances twice their ranks, so that mean ranks are whole. */
function doubledRanks(distances: readonly number[], nothing: number): number[] {
  const ranks: number[] = [];
  for (let from = 0; from < distances.length; ) {
    let to = from + 1;
    while (to < distances.length && (distances[to] as number) - (distances[to - 1] as number) <= nothing) to += 1;
    for (let i = from; i < to; i += 1) ranks.push(from + to + 1);
    from = to;
  }
  return ranks;
}

/** Of all signs the share that has each sum of positive doubled ranks; the sum is the index. */
function signSums(ranks: readonly number[]): Float64Array {
  let shares = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 0) + 1);
  shares[0] = 1;
  for (const rank of ranks) shares = shares.map((share, sum) => (share + (sum >= rank ? (shares[sum - rank] as number) : 0)) / 2);
  return shares;
}
