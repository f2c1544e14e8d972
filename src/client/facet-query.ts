import { cellMatcher } from '../query/compile.ts';
import { parseQuery, printQuery, type Query, resolveKey, type Vocabulary } from '../query/query.ts';
import type { FacetHead } from './run-data.ts';

type Comparison = Extract<Query, { kind: 'compare' }>;

/** What a query says of one facet, and the rest of it. */
export interface Narrowed {
  /** Terms that every run must match and that choose values of the facet, or bound its range. */
  readonly own: readonly Comparison[];
  readonly rest: Query;
}

/** The terms of a query that must all hold. */
function conjuncts(query: Query): readonly Query[] {
  return query.kind === 'all' ? query.of : [query];
}

/** Takes the terms of a facet out of a query. */
export function narrowedBy(query: Query, facet: FacetHead, vocabulary: Vocabulary): Narrowed {
  const own = conjuncts(query).filter((part): part is Comparison => belongs(part, facet, vocabulary));
  return { own, rest: { kind: 'all', of: conjuncts(query).filter((part) => !own.some((one) => one === part)) } };
}

const CHOOSING: readonly string[] = [':', '='];
const BOUNDING: readonly string[] = ['<', '<=', '>', '>='];

function belongs(part: Query, { key, kind }: FacetHead, vocabulary: Vocabulary): boolean {
  if (part.kind !== 'compare' || !(kind === 'values' ? CHOOSING : BOUNDING).includes(part.op)) return false;
  const place = resolveKey(part, vocabulary);
  if ('message' in place) return false;
  const named = place.kind === 'field' ? place.name : `${place.kind}${place.kind === 'config' ? '.' : ':'}${place.name}`;
  return named === key;
}

/** Whether a value of a facet, null for none, is chosen by the facet's terms. */
export function isChosen(own: readonly Comparison[], value: string | null, vocabulary: Vocabulary): boolean {
  return own.length > 0 && own.every((term) => chooses(term, value, vocabulary));
}

function chooses(term: Comparison, value: string | null, vocabulary: Vocabulary): boolean {
  const place = resolveKey(term, vocabulary);
  return !('message' in place) && cellMatcher(term, place, [])(value ?? undefined);
}

/** The query with these values of the facet, as a query writes them, and none other; null where the text is no query. */
export function choosing(text: string, facet: FacetHead, written: readonly string[], vocabulary: Vocabulary): string | null {
  return replaced(text, facet, written.length === 0 ? '' : `${facet.written}:${written.join(',')}`, vocabulary);
}

/** The query with these bounds of the facet; an empty one is none. */
export function bounding(text: string, facet: FacetHead, low: string, high: string, vocabulary: Vocabulary): string | null {
  const bounds = [low === '' ? '' : `${facet.written}>=${low}`, high === '' ? '' : `${facet.written}<=${high}`];
  return replaced(text, facet, bounds.filter((bound) => bound !== '').join(' '), vocabulary);
}

/** The bounds that a query gives a facet, as text. */
export function boundsOf(own: readonly Comparison[]): { readonly low: string; readonly high: string } {
  const text = (start: string) => own.find(({ op }) => op.startsWith(start))?.values[0]?.text ?? '';
  return { low: text('>'), high: text('<') };
}

function replaced(text: string, facet: FacetHead, terms: string, vocabulary: Vocabulary): string | null {
  const parsed = parseQuery(text);
  if ('error' in parsed) return null;
  const { own, rest } = narrowedBy(parsed.query, facet, vocabulary);
  // What the reader wrote stays as it is written where nothing has to be taken out.
  const before = own.length === 0 && parsed.query.kind !== 'any' ? text.trim() : printQuery(rest);
  return [before, terms].filter((part) => part !== '').join(' ');
}
