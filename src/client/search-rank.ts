import type { SearchPlace } from '../model/report/search.ts';
import { foldSearch, isStart, placeOf } from './search-text.ts';

/** A place as it is searched. */
export interface Indexed {
  readonly place: SearchPlace;
  readonly title: string;
  readonly kind: string;
  readonly text: string;
}

export function indexed(place: SearchPlace): Indexed {
  return { place, title: foldSearch(place.title), kind: foldSearch(place.kind), text: foldSearch(place.text) };
}

/** The words of a question, folded, each once; words in quotes stay together. */
export function wordsOf(question: string): readonly string[] {
  const words = [...question.matchAll(/"([^"]+)"?|[^\s"]+/g)].map(([whole, quoted]) => foldSearch((quoted ?? whole).trim()));
  return [...new Set(words.filter((word) => word !== ''))];
}

/**
 * The places that have every word in title, kind or text, best first: a word counts the more the fewer places have it,
 * most at the beginning of a title, more at the beginning of a word than within one; words that stand together as they were
 * asked count extra. Equal ones stay in their order.
 */
export function ranked(places: readonly Indexed[], words: readonly string[]): readonly SearchPlace[] {
  if (words.length === 0) return [];
  const strengths = words.map((word) => places.map((place) => strengthOf(place, word)));
  const weights = strengths.map((of) =>
    Math.log(
      1 +
        places.length /
          Math.max(
            1,
            of.reduce((sum, one) => (one > 0 ? sum + 1 : sum), 0),
          ),
    ),
  );
  const phrase = words.length > 1 ? words.join(' ') : null;
  const hits: { readonly place: Indexed; readonly score: number }[] = [];
  places.forEach((place, i) => {
    let score = 0;
    for (const [w, of] of strengths.entries()) {
      const strength = of[i] ?? 0;
      if (strength === 0) return;
      score += strength * (weights[w] ?? 1);
    }
    if (phrase !== null) score *= place.title.includes(phrase) ? 2 : place.text.includes(phrase) ? 1.4 : 1;
    hits.push({ place, score });
  });
  return hits.sort((a, b) => b.score - a.score).map(({ place }) => place.place);
}

function strengthOf({ title, kind, text }: Indexed, word: string): number {
  const inTitle = placeOf(title, word);
  const ofTitle = inTitle < 0 ? 0 : inTitle === 0 ? 12 : isStart(title, inTitle) ? 9 : 4;
  const inText = placeOf(text, word);
  const ofText =
    inText < 0
      ? 0
      : ((isStart(text, inText) ? 3 : 1) * wholeness(text, inText + word.length) * (1 + Math.log2(times(text, word)) / 4)) /
        (1 + Math.log10(1 + text.length / 2000));
  const ofKind = placeOf(kind, word) < 0 ? 0 : 1;
  return ofTitle * wholeness(title, inTitle + word.length) + ofText + ofKind;
}

/** A whole word counts more than the beginning of one. */
function wholeness(text: string, end: number): number {
  return end >= text.length || isStart(text, end + 1) ? 1.5 : 1;
}

const COUNTED = 16;

function times(text: string, word: string): number {
  let found = 0;
  for (let at = text.indexOf(word); at >= 0 && found < COUNTED; at = text.indexOf(word, at + word.length)) found += 1;
  return found;
}
