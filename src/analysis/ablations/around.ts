import type { Phrase } from '../../model/report/phrase.ts';
import type { Variant } from '../../model/variant.ts';
import { numberOf, toggled } from './change.ts';
import type { Component } from './component.ts';
import { gridsOf } from './grid.ts';
import { ladderOf } from './ladder.ts';
import type { Plan } from './plan.ts';
import { type Asked, planner } from './planner.ts';
import type { Space } from './space.ts';

const MOST_CELLS = 64;
const MOST_ROWS = 40;
const MOST_COMBINED = 12;

/** The tables around one baseline: a ladder, or parts left out and put in, curves of numeric factors, and grids. */
export function around(space: Space, component: Component, asked: Asked, remarks: Phrase[]): readonly Plan[] {
  const plan = planner(space, component, asked);
  const ladder = ladderOf(space, component);
  if (ladder !== null) return [plan.ladder(ladder)];
  const grids = gridsOf(space, component).filter((grid) => {
    if (grid.variants.length <= MOST_CELLS) return true;
    remarks.push([`A grid of ${grid.variants.length} variants around `, { name: component.baseline.label }, ' is a sweep, not a table.']);
    return false;
  });
  const inGrid = new Set(grids.flatMap(({ factors }) => factors));
  const gridded = new Set(grids.flatMap((grid) => grid.variants));
  const { baseline } = component;
  const near = Map.groupBy(space.neighbours(baseline), ({ factor }) => factor);
  const curves: Plan[] = [];
  const star: Variant[] = [];
  for (const [factor, neighbours] of near) {
    const levels = neighbours.map(({ variant }) => variant);
    const onAxis = [baseline, ...levels].filter((variant) => Number.isFinite(numberOf(space.level(variant, factor))));
    const curve = onAxis.length >= 3 && onAxis.includes(baseline);
    if (curve && onAxis.length <= MOST_ROWS) curves.push(plan.curve(factor, onAxis));
    const home = space.level(baseline, factor);
    for (const variant of levels) {
      const level = space.level(variant, factor);
      const off = toggled(home, level);
      if (!off && curve && onAxis.includes(variant)) continue;
      if (!off && !toggled(level, home) && inGrid.has(factor)) continue;
      star.push(variant);
    }
  }
  const combined = combinedOf(space, component, gridded, star.length);
  if (star.length + combined.length > MOST_ROWS) {
    remarks.push([`${star.length} variants differ from `, { name: baseline.label }, ' in one factor: too many for a table.']);
    return [...curves, ...grids.map(plan.grid)];
  }
  const single = (variant: Variant) => variant.runs.length < 2;
  const worth = star.length >= 2 || star.some((variant) => !single(variant) && !single(baseline));
  return [...(worth ? [plan.star(star, combined)] : []), ...curves, ...grids.map(plan.grid)];
}

/** Variants that differ in several factors and are in no grid: those of the component, and lone ones that are not far. */
function combinedOf(space: Space, { baseline, variants }: Component, gridded: ReadonlySet<Variant>, rows: number): readonly Variant[] {
  if (rows === 0) return [];
  const far = (variant: Variant) => space.differing(baseline, variant).length;
  const alike = (variant: Variant) => variant.runs.length >= 2 || baseline.runs.length < 2;
  const linked = variants.filter((variant) => !gridded.has(variant) && far(variant) >= 2 && alike(variant));
  const lone = space.variants.filter(
    (variant) => space.neighbours(variant).length === 0 && far(variant) >= 2 && far(variant) <= 3 && alike(variant),
  );
  const few = (found: readonly Variant[]) => (found.length <= Math.min(rows, MOST_COMBINED) ? found : []);
  return [...few(linked), ...few(lone)].sort((a, b) => far(a) - far(b));
}
