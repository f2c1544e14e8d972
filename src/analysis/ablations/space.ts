import type { Factor, Variant } from '../../model/variant.ts';
import { namesWhatIsMeasured } from './block.ts';

/** Variants as points: one coordinate a factor. */
export interface Space {
  readonly factors: readonly Factor[];
  readonly variants: readonly Variant[];
  /** Indices of the factors in which two variants differ, ascending. */
  differing(a: Variant, b: Variant): readonly number[];
  /** Canonical text of a variant's level; null where its configuration lacks the factor. */
  level(variant: Variant, factor: number): string | null;
  /** Variants that differ in exactly one factor, with it, unless they differ in what is measured: that tells tables apart and joins none. */
  neighbours(variant: Variant): readonly Neighbour[];
  /** Of the factors in which two variants differ alone, the keys that say what is measured: no neighbours for their sake. */
  readonly apart: readonly string[];
}

export interface Neighbour {
  readonly variant: Variant;
  readonly factor: number;
}

/** Time and memory grow with variants × factors, and with the edges that are there. */
export function spaceOf(variants: readonly Variant[], factors: readonly Factor[]): Space {
  const order = new Map(variants.map((variant, at) => [variant, at]));
  const numbers = factors.map(() => new Map<string, number>());
  const points = variants.map((variant) =>
    Int32Array.from(factors, ({ keys }, at) => {
      const known = numbers[at] as Map<string, number>;
      const text = JSON.stringify(keys.map((key) => variant.factors.get(key) ?? null));
      const number = known.get(text) ?? known.size;
      known.set(text, number);
      return number;
    }),
  );
  const apart = new Set<string>();
  const measuring = factors.map(({ keys, derived }) => [...keys, ...derived].filter(namesWhatIsMeasured));
  const edges = edgesOf(points, (a, b, factor) => {
    const keys = measuring[factor] as readonly string[];
    const different = keys.filter((key) => variants[a]?.factors.get(key) !== variants[b]?.factors.get(key));
    for (const key of different) apart.add(key);
    return different.length === 0;
  });
  const point = (variant: Variant) => points[order.get(variant) ?? -1] ?? new Int32Array(factors.length).fill(-1);
  return {
    factors,
    variants,
    apart: [...apart].sort(),
    differing(a, b) {
      const [x, y] = [point(a), point(b)];
      return factors.flatMap((_, at) => (x[at] === y[at] ? [] : [at]));
    },
    level(variant, factor) {
      const keys = factors[factor]?.keys ?? [];
      const texts = keys.flatMap((key) => variant.factors.get(key) ?? []);
      return texts.length === 0
        ? null
        : keys.length > 1 && texts.length > 1 && !keys.includes(factors[factor]?.name ?? '')
          ? texts.join(', ')
          : (texts[0] ?? null);
    },
    neighbours: (variant) =>
      (edges[order.get(variant) ?? -1] ?? []).map(({ to, factor }) => ({ variant: variants[to] as Variant, factor })),
  };
}

/** Points that differ in one coordinate alone fall into one bucket when that coordinate is left out. `joins` may refuse a pair of them. */
function edgesOf(
  points: readonly Int32Array[],
  joins: (a: number, b: number, factor: number) => boolean,
): readonly (readonly { to: number; factor: number }[])[] {
  const edges: { to: number; factor: number }[][] = points.map(() => []);
  const sums = points.map((point) => point.reduce((sum, number, at) => (sum + weight(at, number)) % PRIME, 0));
  for (let at = 0; at < (points[0]?.length ?? 0); at += 1) {
    const buckets = new Map<number, number[]>();
    points.forEach((point, i) => {
      const rest = ((sums[i] as number) - weight(at, point[at] as number) + PRIME) % PRIME;
      const bucket = buckets.get(rest);
      if (bucket === undefined) buckets.set(rest, [i]);
      else bucket.push(i);
    });
    for (const bucket of buckets.values()) {
      if (bucket.length > MOST_LEVELS) continue;
      for (const a of bucket) {
        for (const b of bucket) {
          if (a === b || !alone(points[a] as Int32Array, points[b] as Int32Array, at)) continue;
          if (joins(a, b, at)) edges[a]?.push({ to: b, factor: at });
        }
      }
    }
  }
  return edges;
}

/** One factor with more levels than this, all else equal, is no table. */
const MOST_LEVELS = 64;
const PRIME = 2 ** 47 - 115;

/** A number below `PRIME`; equal for equal arguments. */
function weight(factor: number, level: number): number {
  let mixed = (Math.imul(factor + 1, 0x9e3779b1) ^ Math.imul(level + 1, 0x85ebca6b)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
  const second = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0;
  return (mixed * 2 ** 15 + (second & 0x7fff)) % PRIME;
}

function alone(a: Int32Array, b: Int32Array, factor: number): boolean {
  return a.every((number, at) => (number === b[at]) === (at !== factor));
}
