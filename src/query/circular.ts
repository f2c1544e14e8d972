import { asksFor } from './asks.ts';
import type { Query } from './ast.ts';

/** Queries of `project.yaml` that say what variants there are, and so cannot ask for them. */
export type Deciding = keyof typeof WHY;

const WHY = {
  exclude: 'variants are found among the runs that this query leaves; ask for a group, a tag or a configuration key',
  variants: 'this query says which runs a variant has; ask for a group, a tag or a configuration key',
  baseline:
    'variants are named by what differs from the baseline; write the name of a declared variant alone, or ask for a group, a tag or a configuration key',
} as const;

const VARIANT: ReadonlySet<string> = new Set(['variant']);

/** Why a query cannot be answered where it stands, with the column; null where it can. */
export function circularity(query: Query, where: Deciding): string | null {
  const asked = asksFor(query, VARIANT);
  return asked === null ? null : `column ${asked.column}: “variant” cannot be asked for here: ${WHY[where]}`;
}
