import type { Query } from './ast.ts';
import { FIELD_ALIASES } from './subject.ts';

/** The first comparison of one of these run fields in a query; null where it asks for none. */
export function asksFor(query: Query, fields: ReadonlySet<string>): { readonly field: string; readonly column: number } | null {
  if (query.kind === 'all' || query.kind === 'any') {
    for (const part of query.of) {
      const found = asksFor(part, fields);
      if (found !== null) return found;
    }
    return null;
  }
  if (query.kind === 'not') return asksFor(query.of, fields);
  if (query.kind !== 'compare' || query.key.scope !== 'any') return null;
  const lower = query.key.name.toLowerCase();
  const field = Object.hasOwn(FIELD_ALIASES, lower) ? (FIELD_ALIASES[lower] as string) : lower;
  return fields.has(field) ? { field, column: query.column } : null;
}
