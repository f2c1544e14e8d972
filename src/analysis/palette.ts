/**
 * Places in the palette for all runs of a project: those of its own comparison first, then the others as they are given
 * (oldest first, so that a new run takes no colour away). A run has the same place everywhere.
 */
export function paletteOf(first: readonly string[], others: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set([...first, ...others])].map((id, place) => [id, place]));
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
