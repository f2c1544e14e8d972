import type { Comparison, Key } from './ast.ts';
import { FIELD_ALIASES, FIELDS, type FieldKind, type Vocabulary } from './subject.ts';

export type Place =
  | { readonly kind: 'field'; readonly name: string; readonly type: FieldKind }
  | { readonly kind: 'config'; readonly name: string }
  | { readonly kind: 'metric'; readonly name: string };

/** A key that names nothing, or too much. */
export interface QueryWarning {
  readonly key: string;
  readonly column: number;
  readonly message: string;
}

/**
 * What a key means among these runs: a run field; else the configuration key or metric of that name; else the only one
 * whose last part is that name (`lr` for `optimizer.lr`, `acc` for `val/acc`).
 */
export function resolveKey(comparison: Comparison, vocabulary: Vocabulary): Place | QueryWarning {
  const { key, column } = comparison;
  const places = candidates(key, vocabulary);
  const [only, second] = places;
  if (only !== undefined && second === undefined) return only;
  const key_ = key.scope === 'any' ? key.name : key.scope === 'config' ? `config.${key.name}` : `metric:${key.name}`;
  if (only === undefined) return { key: key_, column, message: `no run has “${key_}”` };
  const named = places.slice(0, 4).map((place) => (place.kind === 'config' ? `config.${place.name}` : `metric:${place.name}`));
  return { key: key_, column, message: `“${key_}” may be ${named.join(', ')}${places.length > 4 ? ' …' : ''}: name one` };
}

function candidates(key: Key, vocabulary: Vocabulary): Place[] {
  const { name, scope } = key;
  if (scope === 'config') return vocabulary.config.has(name) ? [{ kind: 'config', name }] : byLastPart(name, vocabulary, 'config');
  if (scope === 'metric') return vocabulary.metrics.has(name) ? [{ kind: 'metric', name }] : byLastPart(name, vocabulary, 'metric');
  const lower = name.toLowerCase();
  const field = Object.hasOwn(FIELDS, lower) ? lower : Object.hasOwn(FIELD_ALIASES, lower) ? FIELD_ALIASES[lower] : undefined;
  if (field !== undefined) return [{ kind: 'field', name: field, type: FIELDS[field] as FieldKind }];
  const exact: Place[] = [];
  if (vocabulary.config.has(name)) exact.push({ kind: 'config', name });
  if (vocabulary.metrics.has(name)) exact.push({ kind: 'metric', name });
  return exact.length > 0 ? exact : [...byLastPart(name, vocabulary, 'config'), ...byLastPart(name, vocabulary, 'metric')];
}

function byLastPart(name: string, vocabulary: Vocabulary, kind: 'config' | 'metric'): Place[] {
  const found: Place[] = [];
  for (const known of kind === 'config' ? vocabulary.config : vocabulary.metrics) {
    const before = known.charAt(known.length - name.length - 1);
    if (known.endsWith(name) && (before === '.' || before === '/')) found.push({ kind, name: known });
  }
  return found;
}
