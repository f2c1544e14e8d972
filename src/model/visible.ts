/**
 * Text of a record with everything shown that a reader could not see: controls and characters that change the direction
 * of text, have no width or are half of a pair stand as `[U+202E]`.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, picture);
}

/** The same for text of several lines: line ends and tabs stay, colour codes of terminals go. */
export function visibleLines(text: string): string {
  return withoutColours(text)
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.split('\t').map(visible).join('\t'))
    .join('\n');
}

/** At most `length` characters, cut in the middle of nothing: whole code points, an ellipsis at the end. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = Array.from(text.slice(0, length * 2));
  return characters.length <= length && text.length <= length * 2 ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** At most `length` characters with the beginning and the end kept, for names that differ in their last words. */
export function shortenMiddle(text: string, length: number): string {
  if (text.length <= length) return text;
  // A character has two units at most: what is cut in the middle of one lies beyond what is taken.
  const characters = Array.from(text.slice(0, length * 2));
  if (characters.length <= length && text.length <= length * 2) return text;
  const start = characters.slice(0, Math.ceil(length / 3));
  const end = Array.from(text.slice(-length * 2)).slice(start.length + 1 - length);
  return `${start.join('')}…${end.join('')}`;
}

/** The pieces of a path or key between which a line may break: after its separators, rather than inside a word or number. */
export function breakable(text: string): readonly string[] {
  return text.split(/(?<=[^\s/._:=,+][/._:=,+]+)(?!(?<=\d[.,]|\de\+)\d)(?=[^\s/._:=,+])/);
}

/** Controls, format characters (but the joiners of emoji and scripts), halves of pairs, line separators, blank letters. */
const HIDDEN = /(?!\u200c|\u200d|[\u0600-\u0605])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu;
const ESCAPE = String.fromCharCode(27);

/** Escape sequences that set colours or move the cursor. */
function withoutColours(text: string): string {
  const [first = '', ...rest] = text.split(ESCAPE);
  return (
    first +
    rest.map((part) => (/^\[[0-9;?]{0,20}[A-Za-z]/.test(part) ? part.replace(/^\[[0-9;?]{0,20}[A-Za-z]/, '') : ESCAPE + part)).join('')
  );
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
