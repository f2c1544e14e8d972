/** One term of a factorial model: its factors and its columns in sum-to-zero coding. */
export interface Term {
  /** Indices of its factors. */
  readonly at: readonly number[];
  readonly factors: readonly string[];
  readonly columns: readonly Float64Array[];
  /** Combinations of its factors' levels, and the weights of the columns there. */
  readonly combinations: readonly { readonly levels: readonly string[]; readonly weights: readonly number[] }[];
}

interface Levels {
  readonly name: string;
  readonly levels: readonly string[];
}

/**
 * Terms of up to `order` factors, main effects first. A factor of L levels has L − 1 columns: 1 at its level, −1 at the
 * last level, else 0; an interaction has the products.
 */
export function codedTerms(factors: readonly Levels[], rows: readonly { readonly levels: readonly string[] }[], order: number): Term[] {
  return subsets(factors.length, order).map((at) => {
    const combinations = at.reduce<{ levels: string[]; weights: number[] }[]>(
      (all, factor) => {
        const { levels } = factors[factor] as Levels;
        return all.flatMap((one) =>
          levels.map((level, i) => ({ levels: [...one.levels, level], weights: products(one.weights, coded(i, levels.length)) })),
        );
      },
      [{ levels: [], weights: [1] }],
    );
    const byLevels = new Map(combinations.map((one) => [JSON.stringify(one.levels), one.weights]));
    const weights = rows.map((row) => byLevels.get(JSON.stringify(at.map((factor) => row.levels[factor]))) ?? []);
    const width = combinations[0]?.weights.length ?? 0;
    const columns = Array.from({ length: width }, (_, column) => Float64Array.from(weights, (row) => row[column] ?? 0));
    return { at, factors: at.map((factor) => (factors[factor] as Levels).name), columns, combinations };
  });
}

function coded(level: number, levels: number): number[] {
  return Array.from({ length: levels - 1 }, (_, column) => (level === levels - 1 ? -1 : Number(level === column)));
}

function products(a: readonly number[], b: readonly number[]): number[] {
  return a.flatMap((x) => b.map((y) => x * y));
}

/** How many columns the terms of up to `order` factors have, and the constant one. */
export function columnCount(factors: readonly { readonly levels: readonly string[] }[], order: number): number {
  const bySize = [1, ...Array<number>(order).fill(0)];
  for (const { levels } of factors)
    for (let size = order; size > 0; size -= 1)
      bySize[size] = (bySize[size] as number) + (bySize[size - 1] as number) * (levels.length - 1);
  return bySize.reduce((sum, columns) => sum + columns, 0);
}

/** Subsets of 0 … n − 1 of one element, of two …, each in ascending order. */
function subsets(n: number, most: number): number[][] {
  let last: number[][] = [[]];
  const all: number[][] = [];
  for (let size = 1; size <= most; size += 1) {
    last = last.flatMap((subset) =>
      Array.from({ length: n }, (_, i) => i).flatMap((i) => (i > (subset.at(-1) ?? -1) ? [[...subset, i]] : [])),
    );
    all.push(...last);
  }
  return all;
}
