import type { BaselineRule, Variant } from '../../model/variant.ts';
import type { Space } from './space.ts';

/** Variants that are linked by changes of one factor at a time. */
export interface Component {
  /** In the space's order. */
  readonly variants: readonly Variant[];
  readonly baseline: Variant;
  readonly rule: BaselineRule;
}

/** Components of two variants or more; that of the project's baseline first, then the larger ones. */
export function componentsOf(
  space: Space,
  declared: { readonly variant: Variant; readonly rule: BaselineRule } | null,
): readonly Component[] {
  const seen = new Set<Variant>();
  const components: Component[] = [];
  for (const start of space.variants) {
    if (seen.has(start) || space.neighbours(start).length === 0) continue;
    const members = new Set([start]);
    for (const variant of members) for (const next of space.neighbours(variant)) members.add(next.variant);
    for (const variant of members) seen.add(variant);
    const variants = space.variants.filter((variant) => members.has(variant));
    // What is in production was often trained once more, alone: rows with seeds are then compared with one that has them.
    const alone = declared?.rule === 'stage' && declared.variant.runs.length < 2 && variants.some(({ runs }) => runs.length >= 2);
    const known = declared !== null && members.has(declared.variant) && !alone;
    components.push({
      variants,
      baseline: known ? declared.variant : mostLinked(space, variants),
      rule: known ? declared.rule : 'neighbours',
    });
  }
  const first = ({ baseline }: Component) => Number(baseline === declared?.variant);
  return components.sort((a, b) => first(b) - first(a) || b.variants.length - a.variants.length);
}

/** The one that most others differ from in one factor; then the one with more runs, the earlier one, the smaller key. Never the best. */
export function mostLinked(space: Space, variants: readonly Variant[]): Variant {
  const among = new Set(variants);
  const links = new Map(variants.map((variant) => [variant, space.neighbours(variant).filter((other) => among.has(other.variant)).length]));
  const degree = (variant: Variant) => links.get(variant) ?? 0;
  return [...variants].sort(
    (a, b) => degree(b) - degree(a) || b.runs.length - a.runs.length || firstStart(a) - firstStart(b) || (a.key < b.key ? -1 : 1),
  )[0] as Variant;
}

export function firstStart({ runs }: Variant): number {
  return runs.reduce((first, { startedAt }) => Math.min(first, startedAt ?? Number.MAX_VALUE), Number.MAX_VALUE);
}
