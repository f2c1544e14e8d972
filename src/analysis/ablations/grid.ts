import type { Variant } from '../../model/variant.ts';
import type { Component } from './component.ts';
import type { Space } from './space.ts';

/** A product of levels of two factors or more, all else as in the component's baseline. */
export interface Grid {
  /** Indices of factors. */
  readonly factors: readonly number[];
  /** Levels of each, in the factor's own order. */
  readonly levels: readonly (readonly (string | null)[])[];
  /** Cells that are there, by the levels' order. */
  readonly variants: readonly Variant[];
}

const COVERED = 0.9;
const MOST_FACTORS = 4;
/** Smaller ones are rows of a table with one more row, unless they are all there is. */
const FEWEST_CELLS = 6;

/**
 * Grids around the baseline with at least nine tenths of their cells, the larger ones first; none is part of another.
 * Levels that too few combinations have are left out first.
 */
export function gridsOf(space: Space, { variants, baseline }: Component): readonly Grid[] {
  const differing = new Map(variants.map((variant) => [variant, space.differing(baseline, variant)]));
  const sets = new Map<string, readonly number[]>();
  for (const at of differing.values()) if (at.length >= 2 && at.length <= MOST_FACTORS) sets.set(at.join(' '), at);
  const grids: Grid[] = [];
  for (const factors of [...sets.values()].sort((a, b) => b.length - a.length)) {
    if (grids.some((grid) => factors.every((factor) => grid.factors.includes(factor)))) continue;
    const inside = variants.filter((variant) => differing.get(variant)?.every((factor) => factors.includes(factor)));
    const grid = trimmed(space, factors, inside, baseline);
    const deep = grid?.variants.some((variant) => (differing.get(variant)?.length ?? 0) >= 2) ?? false;
    if (grid === null || !deep) continue;
    if (grid.variants.length >= FEWEST_CELLS || grid.variants.length === variants.length) grids.push(grid);
  }
  return grids.sort((a, b) => b.variants.length - a.variants.length);
}

/** Leaves out the level with the fewest cells until enough of them are there; null where that cannot be. */
function trimmed(space: Space, factors: readonly number[], inside: readonly Variant[], baseline: Variant): Grid | null {
  const home = factors.map((factor) => space.level(baseline, factor));
  let variants = inside;
  for (;;) {
    const levels = factors.map(
      (factor) => space.factors[factor]?.levels.filter((level) => variants.some((one) => space.level(one, factor) === level)) ?? [],
    );
    const cells = levels.reduce((product, { length }) => product * length, 1);
    if (levels.some(({ length }) => length < 2)) return null;
    if (variants.length >= COVERED * cells) {
      const rank = (variant: Variant) => factors.map((factor, at) => levels[at]?.indexOf(space.level(variant, factor)) ?? 0);
      return { factors, levels, variants: [...variants].sort((a, b) => compare(rank(a), rank(b))) };
    }
    const away = levels.flatMap((all, at) =>
      all.length <= 2
        ? []
        : all.flatMap((level) => {
            if (level === home[at]) return [];
            const having = variants.filter((variant) => space.level(variant, factors[at] as number) === level).length;
            return [{ at, level, share: (having * all.length) / cells }];
          }),
    );
    const [fewest] = away.sort((a, b) => a.share - b.share);
    if (fewest === undefined) return null;
    variants = variants.filter((variant) => space.level(variant, factors[fewest.at] as number) !== fewest.level);
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return (a[at] as number) - (b[at] as number);
  return 0;
}
