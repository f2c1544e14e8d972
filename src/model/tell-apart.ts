import { visible } from './visible.ts';

/** Where a name may be cut so that no word is: behind one of these. */
const BETWEEN = /[\s_\-./:=,;+|@]/;
const LONGEST = 60;
const SHORTEST = 3;

/**
 * Names as they stand side by side: where one does not fit, what they all begin or end with goes first, then the middle, and
 * what tells them apart stays. Same order in as out; different names stay different as far as three characters can do it.
 */
export function tellApart(names: readonly string[], fits: (text: string, at: number) => boolean): readonly string[] {
  const shown = names.map(visible);
  const room = (text: string, at: number) => text.length <= LONGEST * 4 && fits(text, at);
  const [head, tail] = commonEnds(shown);
  const ways = [
    shown,
    ...(head > 0 ? [shown.map((name) => `…${name.slice(head)}`)] : []),
    ...(tail > 0 ? [shown.map((name) => `${name.slice(0, name.length - tail)}…`)] : []),
    ...(head > 0 && tail > 0 ? [shown.map((name) => `…${name.slice(head, name.length - tail)}…`)] : []),
  ];
  return ways.find((texts) => texts.every(room)) ?? apart(ways.at(-1) ?? shown, room);
}

/** Code units of what all begin and end with, whole words of it, leaving something of every name; none of fewer than two. */
function commonEnds(names: readonly string[]): readonly [number, number] {
  const [first = '', ...others] = new Set(names);
  if (others.length === 0) return [0, 0];
  const shortest = others.reduce((least, name) => Math.min(least, name.length), first.length);
  let head = 0;
  while (head < shortest && others.every((name) => name[head] === first[head])) head += 1;
  while (head > 0 && !BETWEEN.test(first[head - 1] ?? '')) head -= 1;
  let tail = 0;
  while (tail < shortest - head && others.every((name) => name.at(-1 - tail) === first.at(-1 - tail))) tail += 1;
  while (tail > 0 && !BETWEEN.test(first.at(-tail) ?? '')) tail -= 1;
  if (head + tail >= shortest) return [head < shortest ? head : 0, 0];
  return [head, tail];
}

/** Each cut in its middle; those that are then the same begin where they differ. */
function apart(names: readonly string[], fits: (text: string, at: number) => boolean): readonly string[] {
  const texts = names.map((name, at) => squeezed(name, (text) => fits(text, at)));
  const alike = new Map<string, number[]>();
  for (const [at, text] of texts.entries()) alike.set(text, [...(alike.get(text) ?? []), at]);
  const made = [...texts];
  for (const members of alike.values()) {
    const own = members.map((at) => names[at] ?? '');
    if (new Set(own).size < 2) continue;
    const rest = apart(withoutStart(own), (text, i) => fits(text, members[i] ?? 0));
    members.forEach((at, i) => {
      made[at] = rest[i] ?? '';
    });
  }
  return made;
}

/** What the names have in common at their start gives way to an ellipsis; where nothing would be left of one, its last character stays. */
function withoutStart(names: readonly string[]): readonly string[] {
  const all = names.map((name) => Array.from(name));
  const [first = []] = all;
  let common = 0;
  while (all.every((name) => common < name.length && name[common] === first[common])) common += 1;
  if (all.some((name) => name.length === common)) common -= 1;
  return all.map((name) => `…${name.slice(Math.max(0, common)).join('')}`);
}

/** As much of the start and the end of a name as fits. */
function squeezed(name: string, fits: (text: string) => boolean): string {
  const characters = Array.from(name);
  const cut = (kept: number) =>
    kept >= characters.length
      ? name
      : `${characters.slice(0, Math.ceil(kept * 0.6)).join('')}…${characters.slice(characters.length - Math.floor(kept * 0.4)).join('')}`;
  let kept = Math.min(characters.length, LONGEST);
  while (kept > SHORTEST && !fits(cut(kept))) kept -= 1;
  return cut(kept).replaceAll('……', '…');
}
