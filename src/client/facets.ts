import { parseQuery, type Query } from '../query/query.ts';
import { type FacetBox, facetBox, type Wish } from './facet-box.ts';
import { bounding, choosing, isChosen, narrowedBy } from './facet-query.ts';
import type { TableData } from './run-data.ts';
import type { Finder } from './run-finder.ts';

/** The facets beside the table. They hold no state: what is chosen is in the query. */
export interface Facets {
  /** null: the text is no query, and nothing is chosen. */
  show(data: TableData, finder: Finder, query: Query | null): void;
  /** The query with a wish fulfilled; null where it stays as it is: to see more changes nothing, and a text may be no query. */
  asked(wish: Wish, data: TableData, finder: Finder, text: string): string | null;
}

const EVERYTHING: Query = { kind: 'all', of: [] };

export function startFacets(section: HTMLElement, ask: (wish: Wish) => void): Facets {
  const boxes: readonly FacetBox[] = [...section.querySelectorAll<HTMLElement>('[data-facet]')].map((place) => facetBox(place, ask));
  return {
    show(data, finder, query) {
      for (const box of boxes) box.show(data, finder, query ?? EVERYTHING);
    },
    asked(wish, data, { vocabulary }, text) {
      if (wish.kind === 'more') return null;
      if (wish.kind === 'range') return bounding(text, wish.facet, wish.low, wish.high, vocabulary);
      const parsed = parseQuery(text);
      if ('error' in parsed) return null;
      const { own } = narrowedBy(parsed.query, wish.facet, vocabulary);
      const options = boxes.find(({ facet }) => facet.key === wish.facet.key)?.options(data) ?? [];
      const before = options.filter(({ label }) => isChosen(own, label, vocabulary)).map(({ written }) => written);
      const { written } = wish.option;
      const rest = before.filter((other) => other !== written);
      return choosing(text, wish.facet, wish.on ? [...rest, written] : rest, vocabulary);
    },
  };
}
