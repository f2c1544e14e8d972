/** Values of the same seed on both sides. */
export type Pair = readonly [baseline: number, variant: number];

/** Pairs of the seeds (the keys) that both sides have with finite values, in the baseline's order. */
export function pairsOf<Seed>(baseline: ReadonlyMap<Seed, number>, variant: ReadonlyMap<Seed, number>): Pair[] {
  return [...baseline].flatMap(([seed, base]): Pair[] => {
    const other = variant.get(seed);
    return other !== undefined && Number.isFinite(base) && Number.isFinite(other) ? [[base, other]] : [];
  });
}

/**
 * Variant minus baseline, each in units of the largest number, so that nothing overflows; `nothing` is the rounding of such
 * a difference: two that are closer are the same.
 */
export function scaledDifferences(pairs: readonly Pair[]): { readonly differences: readonly number[]; readonly nothing: number } {
  const largest = pairs.reduce((most, pair) => Math.max(most, ...pair.map(Math.abs)), 0);
  const scaled = (value: number) => (largest > 0 ? value / largest : 0);
  return { differences: pairs.map(([base, other]) => scaled(other) - scaled(base)), nothing: 8 * Number.EPSILON };
}
