/**
 * Names for the lines of one figure that are short and differ: the recorded names without the words that all begin or
 * end with, and without the last part of a path where all have one and those before it tell them apart. Where some are
 * equal, these get their id and of all only the folders go that they have in common.
 */
export function lineNames(runs: readonly { readonly id: string; readonly name: string }[]): readonly string[] {
  const names = distinctNames(runs);
  if (names.length < 2) return names;
  if (new Set(runs.map(({ name }) => name)).size < names.length) {
    const start = commonStart(names, PATH);
    return names.map((name) => name.slice(start));
  }
  const heads = names.map((name) => name.replace(/\/[^/]*$/, ''));
  const told = new Set(heads).size === names.length && names.every((name, i) => name !== heads[i]);
  const distinct = told ? heads : names;
  return distinct.some(({ length }) => length > 16) ? withoutCommon(distinct) : distinct;
}

/** The recorded names whole; equal ones with the beginning of their id, a run without a name with its id alone. */
export function distinctNames(runs: readonly { readonly id: string; readonly name: string }[]): readonly string[] {
  const names = runs.map(({ name, id }) => (name.trim() === '' ? id : name));
  const ids = runs.map(({ id }) => id);
  const seen = new Map<string, number>();
  for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
  const made = names.map((name, i) => ((seen.get(name) ?? 0) > 1 ? `${name} ${(ids[i] ?? '').slice(0, 6)}` : name));
  return new Set(made).size === names.length ? made : names.map((name, i) => `${name} ${ids[i] ?? ''}`);
}

function withoutCommon(names: readonly string[]): readonly string[] {
  const start = commonStart(names, WORDS);
  const rest = names.map((name) => name.slice(start));
  const end = commonStart(
    rest.map((name) => Array.from(name).reverse().join('')),
    WORDS,
  );
  return rest.map((name) =>
    Array.from(name)
      .slice(0, end === 0 ? undefined : -end)
      .join(''),
  );
}

const WORDS = /^.*[\s/_,;-]/s;
const PATH = /^.*\//s;

/** How many characters all names begin with, up to the end of what `whole` finds, leaving none of them empty. */
function commonStart(names: readonly string[], whole: RegExp): number {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length] && name.length > length + 1)) length += 1;
  const words = whole.exec(first.slice(0, length));
  return words === null ? 0 : words[0].length;
}
