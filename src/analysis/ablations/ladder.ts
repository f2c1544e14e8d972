import type { Variant } from '../../model/variant.ts';
import { changesOf } from './change.ts';
import { type Component, firstStart } from './component.ts';
import type { Space } from './space.ts';

/**
 * The variants of a component in the order of a ladder: each changes another factor of the one before it, and nothing
 * branches off. It starts at the declared baseline, else at the end that was run first; null where it is none.
 */
export function ladderOf(space: Space, { variants, baseline, rule }: Component): readonly Variant[] | null {
  const among = new Set(variants);
  const links = (variant: Variant) => space.neighbours(variant).filter((next) => among.has(next.variant));
  const ends = variants.filter((variant) => links(variant).length === 1);
  if (variants.length < 3 || ends.length !== 2 || variants.some((variant) => links(variant).length > 2)) return null;
  const path = walk(ends[0] as Variant, links);
  const factors = path.slice(1).map(({ factor }) => factor);
  if (new Set(factors).size < factors.length) return null;
  const upwards = path.map(({ variant }) => variant);
  // Two steps are as well two changes of what lies between them, unless both add something.
  if (upwards.length === 3 && !adds(space, upwards) && !adds(space, upwards.toReversed())) return null;
  if (rule !== 'neighbours') {
    const [first, last] = [upwards[0], upwards.at(-1)];
    return baseline === first ? upwards : baseline === last ? upwards.toReversed() : null;
  }
  const ordered = [upwards, upwards.toReversed()].filter(inTime);
  if (ordered.length === 1) return ordered[0] ?? null;
  return ordered.find((one) => adds(space, one)) ?? null;
}

function walk(start: Variant, links: (variant: Variant) => readonly { variant: Variant; factor: number }[]) {
  const path: { variant: Variant; factor: number }[] = [{ variant: start, factor: -1 }];
  const seen = new Set([start]);
  for (const { variant } of path) {
    const next = links(variant).find((one) => !seen.has(one.variant));
    if (next === undefined) continue;
    seen.add(next.variant);
    path.push(next);
  }
  return path;
}

function inTime(path: readonly Variant[]): boolean {
  return path.every((variant, at) => at === 0 || firstStart(path[at - 1] as Variant) <= firstStart(variant));
}

/** Every step adds something that was not there. */
function adds(space: Space, path: readonly Variant[]): boolean {
  return path.every((variant, at) => at === 0 || changesOf(space, path[at - 1] as Variant, variant).every(({ kind }) => kind === 'with'));
}
