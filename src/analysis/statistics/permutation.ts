import { pairsOf, scaledDifferences } from './pairs.ts';
import { sampleOf } from './sample.ts';
import type { Lack, Method } from './words.ts';

/** A test that counts all arrangements, and so supposes no distribution. */
export interface ExactTest {
  readonly n: readonly [baseline: number, variant: number];
  /** Two-sided. */
  readonly p: number | null;
  /** The smallest p that any values could give at these n. */
  readonly smallestP: number | null;
  readonly arrangements: number;
  readonly method: Method;
  readonly lack: Lack | null;
}

const MOST = 1_000_000;

/**
 * Fisher and Pitman's permutation test of the difference of two means: the share of all C(n_b + n_v, n_v) assignments of the
 * values to the sides whose means lie as far apart or farther (Pitman 1937). At most a million assignments.
 */
export function permutationTest(baseline: Iterable<number>, variant: Iterable<number>): ExactTest {
  const [b, v] = [sampleOf(baseline), sampleOf(variant)];
  const n = [b.n, v.n] as const;
  const none = { n, p: null, smallestP: null, arrangements: 0, method: 'permutation' } as const;
  if (b.n === 0 || v.n === 0) return { ...none, lack: 'no_values' };
  const arrangements = choices(b.n + v.n, v.n);
  if (arrangements > MOST) return { ...none, lack: 'too_many' };
  const values = inUnits([...b.values, ...v.values]);
  const centre = (values.reduce((sum, value) => sum + value, 0) * v.n) / values.length;
  const observed = Math.abs(values.slice(b.n).reduce((sum, value) => sum + value, 0) - centre);
  const far = observed - 1e-12;
  let count = 0;
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      if (Math.abs(sum - centre) >= far) count += 1;
      return;
    }
    for (let i = from; i <= values.length - left; i += 1) choose(i + 1, left - 1, sum + (values[i] as number));
  };
  choose(0, v.n, 0);
  const smallest = b.n === v.n ? 2 : 1;
  return { ...none, p: count / arrangements, smallestP: Math.min(1, smallest / arrangements), arrangements, lack: null };
}

const MOST_PAIRS = 20;

/** The same for pairs by seed: all 2ⁿ signs of their differences (Fisher 1935). At most 20 pairs. */
export function signFlipTest<Seed>(baseline: ReadonlyMap<Seed, number>, variant: ReadonlyMap<Seed, number>): ExactTest {
  const pairs = pairsOf(baseline, variant);
  const n = [pairs.length, pairs.length] as const;
  const none = { n, p: null, smallestP: null, arrangements: 0, method: 'sign_flip' } as const;
  if (pairs.length === 0) return { ...none, lack: 'no_values' };
  if (pairs.length > MOST_PAIRS) return { ...none, lack: 'too_many' };
  const { differences } = scaledDifferences(pairs);
  const total = differences.reduce((sum, value) => sum + value, 0);
  const far = Math.abs(total) - 1e-12 * differences.reduce((sum, value) => sum + Math.abs(value), 0) - 8 * Number.EPSILON * pairs.length;
  const arrangements = 2 ** pairs.length;
  let count = 0;
  for (let signs = 0; signs < arrangements; signs += 1) {
    let sum = 0;
    differences.forEach((value, i) => {
      sum += (signs >> i) & 1 ? -value : value;
    });
    if (Math.abs(sum) >= far) count += 1;
  }
  return { ...none, p: count / arrangements, smallestP: Math.min(1, 2 / arrangements), arrangements, lack: null };
}

/** Places within the range of the values, 0 to 1; zeros where all are equal. */
function inUnits(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const half = high / 2 - low / 2;
  return values.map((value) => (half > 0 ? (value / 2 - low / 2) / half : 0));
}

function choices(n: number, k: number): number {
  const few = Math.min(k, n - k);
  return Math.round(Array.from({ length: few }, (_, i) => (n - few + i + 1) / (i + 1)).reduce((product, factor) => product * factor, 1));
}
