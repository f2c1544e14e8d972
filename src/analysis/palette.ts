import type { Run } from '../model/run.ts';
import type { Overview } from './overview.ts';

/**
 * Places in the palette for all runs of a project: those of its own comparison first, then the others as they are given
 * (oldest first, so that a new run takes no colour away). A run has the same place everywhere.
 */
export function paletteOf(first: readonly string[], others: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set([...first, ...others])].map((id, place) => [id, place]));
}

/** Place of a run's variant in the palette, so that it has one colour on every page; null where it is alone in its variant. */
export function variantSlot(view: Pick<Overview, 'variants'>, run: Run): number | null {
  const variant = view.variants.of(run.id);
  return variant === undefined || variant.runs.length < 2 ? null : variant.slot;
}

/** Places for the lines of one figure: each keeps its own where no earlier line looks the same, else takes the next free one. */
export function distinctSlots(wanted: readonly number[], slots: number): readonly number[] {
  const taken = new Set<number>();
  const keeps = wanted.map((slot) => {
    const place = slot % slots;
    if (taken.has(place)) return null;
    taken.add(place);
    return place;
  });
  return keeps.map((place, i) => {
    if (place !== null) return place;
    const start = (wanted[i] as number) % slots;
    const free = Array.from({ length: slots }, (_, k) => (start + k) % slots).find((candidate) => !taken.has(candidate)) ?? start;
    taken.add(free);
    return free;
  });
}
