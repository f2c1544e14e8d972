import { hashOf } from '../../model/hash.ts';
import type { Ablations } from '../../model/report/ablation.ts';
import type { VariantPages } from '../../model/report/variant.ts';
import type { Variant } from '../../model/variant.ts';
import { type Space, spaceOf } from '../ablations/space.ts';
import { rangeOf } from '../metric-range.ts';
import type { Overview } from '../overview.ts';
import { hasPage } from './leaderboard.ts';
import { variantPage } from './variant.ts';
import { accountKey } from './variant-account.ts';

/** Pages of variants: those of several runs, those that have a name, and all that a table links. */
export function variantPages(view: Overview, tables: Ablations): VariantPages {
  const linked = tablesByVariant(tables);
  const shown = new Map(
    view.variants.list.filter((variant) => hasPage(variant) || linked.has(variant.slug)).map((variant) => [variant.slug, variant]),
  );
  const base = view.variants.baseline?.variant;
  const around = hashOf(
    view.project.metrics,
    view.project.alpha,
    view.selection,
    view.metrics.map((metric) => {
      const { name, unit, direction, primary, pointFormat } = metric;
      return [name, unit, direction, primary, pointFormat, rangeOf(metric, view.project.metrics.get(name))];
    }),
    view.variants.keys.filter(({ role }) => role !== 'factor' && role !== 'constant'),
    base === undefined ? null : [base.label, [...base.factors]],
    view.variants.factors.map(({ name, keys }) => [name, keys]),
  );
  let space: Space | undefined;
  return {
    pages: [...shown.values()].map((variant) => ({
      slug: variant.slug,
      cacheKey: keyOf(variant, view, tables, linked.get(variant.slug) ?? [], around),
    })),
    page(slug) {
      const variant = shown.get(slug);
      space ??= spaceOf(view.variants.list, view.variants.factors);
      return variant === undefined ? undefined : variantPage(view, variant, tables, space);
    },
  };
}

type Listed = readonly Pick<Ablations['tables'][number], 'slug' | 'title'>[];

function tablesByVariant({ tables }: Ablations): ReadonlyMap<string, Listed> {
  const found = new Map<string, Set<Listed[number]>>();
  for (const table of tables) {
    for (const { variant } of table.rows) {
      if (variant === null) continue;
      const known = found.get(variant.slug);
      if (known === undefined) found.set(variant.slug, new Set([table]));
      else known.add(table);
    }
  }
  return new Map([...found].map(([slug, listed]) => [slug, [...listed]]));
}

/** Of all that the page shows, without loading the columns of its runs: the hashes of their files stand for them. */
function keyOf(variant: Variant, { primary, digests }: Overview, tables: Ablations, listed: Listed, around: string): string {
  const { runs, factors, ...own } = variant;
  return hashOf(
    around,
    own,
    [...factors],
    listed.map(({ slug, title }) => [slug, title]),
    listed.length === 0 ? [] : accountKey(variant, primary, tables),
    runs.map(digests.record),
  );
}
