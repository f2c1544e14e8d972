/** Which of some words a text holds; null where it holds none. */
export type Holds = ReadonlySet<string> | null;

/**
 * Makes a function that tells in one pass which of some words stand in a text, whatever their case and what is around
 * them; the time does not grow with the number of words. Words are lower case and ASCII. (Aho and Corasick, 1975.)
 */
export function literalFinder(words: readonly string[]): (text: string) => Holds {
  const letters = new Map([...new Set(words.join(''))].map((letter, at) => [letter, at + 1]));
  const width = letters.size + 1;
  const classes = new Uint8Array(128);
  for (const [letter, at] of letters) {
    classes[letter.charCodeAt(0)] = at;
    classes[letter.toUpperCase().charCodeAt(0)] = at;
  }
  const { next, ends } = automaton(words, letters, width);
  const some = Uint8Array.from(ends, (list) => (list.length === 0 ? 0 : 1));
  return (text) => {
    let found: Set<string> | null = null;
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      state = next[state * width + (code < 128 ? (classes[code] as number) : 0)] as number;
      if (some[state] === 0) continue;
      found ??= new Set();
      for (const word of ends[state] ?? []) found.add(word);
    }
    return found;
  };
}

/** `next[state * width + letter]` is the state after a letter; `ends[state]` the words that end in a state. */
function automaton(words: readonly string[], letters: ReadonlyMap<string, number>, width: number) {
  const trie: Map<number, number>[] = [new Map()];
  const own: string[][] = [[]];
  for (const word of words) {
    let state = 0;
    for (const letter of word) {
      const by = letters.get(letter) ?? 0;
      const known = trie[state]?.get(by);
      if (known === undefined) {
        trie[state]?.set(by, trie.length);
        state = trie.length;
        trie.push(new Map());
        own.push([]);
      } else state = known;
    }
    own[state]?.push(word);
  }
  const next = new Uint16Array(trie.length * width);
  const back = new Uint16Array(trie.length);
  const queue = [0];
  for (const state of queue) {
    const fallback = back[state] as number;
    if (state !== 0) own[state]?.push(...(own[fallback] ?? []));
    for (let by = 1; by < width; by += 1) {
      const child = trie[state]?.get(by);
      const other = state === 0 ? 0 : (next[fallback * width + by] as number);
      next[state * width + by] = child ?? other;
      if (child === undefined) continue;
      back[child] = other;
      queue.push(child);
    }
  }
  return { next, ends: own };
}
