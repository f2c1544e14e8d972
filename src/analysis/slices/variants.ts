import { hashOf } from '../../model/hash.ts';
import type { Ablations } from '../../model/report/ablation.ts';
import type { VariantPages } from '../../model/report/variant.ts';
import type { Variant } from '../../model/variant.ts';
import { type Space, spaceOf } from '../ablations/space.ts';
import type { Overview } from '../overview.ts';
import { hasPage } from './leaderboard.ts';
import { variantPage } from './variant.ts';
import { accountKey } from './variant-account.ts';

/** Pages of variants: those of several runs, those that have a name, and all that a table links. */
export function variantPages(view: Overview, tables: Ablations): VariantPages {
  const linked = new Set(tables.tables.flatMap(({ rows }) => rows.flatMap(({ variant }) => (variant === null ? [] : [variant.slug]))));
  const shown = new Map(
    view.variants.list.filter((variant) => hasPage(variant) || linked.has(variant.slug)).map((variant) => [variant.slug, variant]),
  );
  const around = hashOf(
    view.project.metrics,
    view.project.alpha,
    view.selection,
    view.metrics.map(({ name, unit, direction, primary, pointFormat }) => [name, unit, direction, primary, pointFormat]),
    view.variants.keys.filter(({ role }) => role !== 'factor' && role !== 'constant'),
    view.variants.baseline?.variant.label,
  );
  let space: Space | undefined;
  return {
    pages: [...shown.values()].map((variant) => ({ slug: variant.slug, cacheKey: keyOf(variant, view, tables, around) })),
    page(slug) {
      const variant = shown.get(slug);
      space ??= spaceOf(view.variants.list, view.variants.factors);
      return variant === undefined ? undefined : variantPage(view, variant, tables, space);
    },
  };
}

/** Of all that the page shows, without loading the columns of its runs: their statistics and places in the store stand for them. */
function keyOf({ runs, factors, ...variant }: Variant, { variants, primary }: Overview, tables: Ablations, around: string): string {
  const listed = tables.tables
    .filter(({ rows }) => rows.some((row) => row.variant?.slug === variant.slug))
    .map(({ slug, title }) => [slug, title]);
  const base = variants.baseline?.variant;
  return hashOf(
    around,
    variant,
    [...factors],
    base === undefined ? null : [base.label, [...base.factors]],
    variants.factors.map(({ name, keys }) => [name, keys]),
    listed,
    accountKey({ ...variant, runs, factors }, primary, tables),
    runs,
  );
}
