/**
 * Names for the lines of one figure that are short and differ: the recorded names without the words that all begin or
 * end with, and without the last part of a path where those before it tell them apart. Equal ones get their id.
 */
export function lineNames(runs: readonly { readonly id: string; readonly name: string }[]): readonly string[] {
  const names = runs.map(({ name, id }) => (name.trim() === '' ? id : name));
  if (new Set(names).size < names.length)
    return numbered(
      names,
      runs.map(({ id }) => id),
    );
  if (names.length < 2) return names;
  const heads = names.map((name) => name.replace(/\/[^/]*$/, ''));
  const distinct = new Set(heads).size === names.length ? heads : names;
  return distinct.some(({ length }) => length > 16) ? withoutCommon(distinct) : distinct;
}

function numbered(names: readonly string[], ids: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
  const made = names.map((name, i) => ((seen.get(name) ?? 0) > 1 ? `${name} ${(ids[i] ?? '').slice(0, 6)}` : name));
  return new Set(made).size === names.length ? made : names.map((name, i) => `${name} ${ids[i] ?? ''}`);
}

function withoutCommon(names: readonly string[]): readonly string[] {
  const start = commonWords(names);
  const rest = names.map((name) => name.slice(start));
  const end = commonWords(rest.map((name) => Array.from(name).reverse().join('')));
  return rest.map((name) =>
    Array.from(name)
      .slice(0, end === 0 ? undefined : -end)
      .join(''),
  );
}

/** How many characters all names begin with, up to the end of a word, leaving none of them empty. */
function commonWords(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length] && name.length > length + 1)) length += 1;
  const words = /^.*[\s/_,;-]/s.exec(first.slice(0, length));
  return words === null ? 0 : words[0].length;
}
