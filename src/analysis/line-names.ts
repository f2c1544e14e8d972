/**
 * Names for the lines of one figure that are short and differ: the recorded names without the words that all begin
 * with, where that leaves something; equal ones get their id.
 */
export function lineNames(runs: readonly { readonly id: string; readonly name: string }[]): readonly string[] {
  const names = runs.map(({ name, id }) => (name.trim() === '' ? id : name));
  const cut = names.length > 1 && names.some(({ length }) => length > 20) ? commonWords(names) : 0;
  const short = names.map((name) => name.slice(cut));
  const seen = new Map<string, number>();
  for (const name of short) seen.set(name, (seen.get(name) ?? 0) + 1);
  return short.map((name, i) => ((seen.get(name) ?? 0) > 1 ? `${name} ${(runs[i]?.id ?? '').slice(0, 6)}` : name));
}

/** How many characters all names begin with, up to the end of a word, leaving none of them empty. */
function commonWords(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length] && name.length > length + 1)) length += 1;
  const words = /^.*[\s/_,;-]/.exec(first.slice(0, length));
  return words === null ? 0 : words[0].length;
}
