const FEW = 24;
const INSIDE = /[A-Za-z0-9]/;

/** Where words out of a set stand in a text, each with nothing but punctuation around it; linear in the text however many words there are. */
export function findWords(text: string, words: ReadonlyMap<string, unknown>): { word: string; start: number; end: number }[] {
  if (words.size === 0 || text.length < 4) return [];
  const found = words.size <= FEW ? oneByOne(text, words.keys()) : byFirstPart(text, words.keys());
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = -1;
  return found.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

type Found = ReturnType<typeof findWords>;

function oneByOne(text: string, words: Iterable<string>): Found {
  const found: Found = [];
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      if (stands(text, at, word)) found.push(place(at, word));
  }
  return found;
}

function byFirstPart(text: string, words: Iterable<string>): Found {
  const byPart = new Map<string, string[]>();
  for (const word of words) {
    const part = /[A-Za-z0-9]+/.exec(word)?.[0] ?? word;
    byPart.set(part, [...(byPart.get(part) ?? []), word]);
  }
  const found: Found = [];
  for (const { 0: part, index } of text.matchAll(/[A-Za-z0-9]+/g)) {
    for (const word of byPart.get(part) ?? []) {
      const at = index - word.indexOf(part);
      if (text.startsWith(word, at) && stands(text, at, word)) found.push(place(at, word));
    }
  }
  return found;
}

function stands(text: string, at: number, word: string): boolean {
  return !INSIDE.test(text.charAt(at - 1)) && !INSIDE.test(text.charAt(at + word.length));
}

function place(start: number, word: string) {
  return { word, start, end: start + word.length };
}

/** The text with each word replaced by what the map says of it. */
export function replaceWords(text: string, words: ReadonlyMap<string, string>): string {
  let clean = '';
  let at = 0;
  for (const { word, start, end } of findWords(text, words)) {
    clean += text.slice(at, start) + (words.get(word) ?? '');
    at = end;
  }
  return clean + text.slice(at);
}
