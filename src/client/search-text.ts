/** The form in which search compares text: without case and without marks on letters, ligatures taken apart. */
export function foldSearch(text: string): string {
  return PLAIN.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const PLAIN = /^[\u0020-\u007e\n]*$/;

/** A part of a text, marked where a word was found. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** Cuts a text at the places where the folded words stand. */
export function markedPieces(text: string, words: readonly string[]): readonly Piece[] {
  const { folded, places } = foldedPlaces(text);
  const marks = new Uint8Array(text.length);
  for (const word of words) {
    for (let at = folded.indexOf(word); word !== '' && at >= 0; at = folded.indexOf(word, at + word.length)) {
      if (word.length > 2 || isStart(folded, at)) marks.fill(1, places[at], places[at + word.length]);
    }
  }
  const pieces: { text: string; marked: boolean }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const marked = marks[at] === 1;
    const last = pieces.at(-1);
    if (last?.marked === marked) last.text += text.charAt(at);
    else pieces.push({ text: text.charAt(at), marked });
  }
  return pieces;
}

/** The text round the first place where most of the words stand near each other, at most `length` characters. */
export function excerpt(text: string, words: readonly string[], length: number): string {
  if (text.length <= length) return text;
  const { folded, places } = foldedPlaces(text);
  const found = words.map((word) => placeOf(folded, word)).filter((at) => at >= 0);
  const near = found.map((at) => found.filter((other) => other >= at && other - at < length - 40).length);
  const best = found.filter((_, i) => near[i] === Math.max(...near)).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const start = Number.isFinite(best) ? Math.max(0, (places[best] ?? 0) - 40) : 0;
  const from = start === 0 ? 0 : Math.max(start, text.indexOf(' ', start) + 1 || start);
  const cut = Array.from(text.slice(from, from + length)).join('');
  return `${from > 0 ? '… ' : ''}${cut}${from + length < text.length ? ' …' : ''}`;
}

/** Where a folded word begins a word of the text, else where it first stands; -1 where it does not. */
export function placeOf(folded: string, word: string): number {
  const first = folded.indexOf(word);
  for (let at = first; at >= 0; at = folded.indexOf(word, at + 1)) if (isStart(folded, at)) return at;
  return word.length > 2 ? first : -1;
}

/** Whether a word begins here. */
export function isStart(folded: string, at: number): boolean {
  return at === 0 || !LETTER.test(folded.charAt(at - 1));
}

const LETTER = /[\p{L}\p{N}]/u;

/** A text folded, with the place in it from which each folded character came; one more place for its end. */
function foldedPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const form = foldSearch(character);
    for (let i = 0; i < form.length; i += 1) places.push(at);
    folded += form;
    at += character.length;
  }
  return { folded, places: [...places, text.length] };
}
