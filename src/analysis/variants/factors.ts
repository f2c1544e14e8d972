import { lastWord } from '../../model/value.ts';
import type { Factor, Variant } from '../../model/variant.ts';
import { isNumeric } from './canonical.ts';
import { keyGlob } from './globs.ts';
import { partitionOf } from './partition.ts';

/** A key over the configurations: 0 where one lacks it, else 1 + the place of its text. */
export interface Levels {
  readonly key: string;
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

interface Split {
  /** Of a declared group, else null. */
  readonly name: string | null;
  readonly keys: readonly Levels[];
  readonly codes: Int32Array;
  readonly classes: number;
  /** Every key is a number. */
  readonly numeric: boolean;
}

/**
 * What the configurations differ in. Keys that split them alike are one factor, and so are the keys of a declared group;
 * a key that only follows from another is its derived child and no difference of its own.
 */
export function factorsOf(levels: readonly Levels[], groups: ReadonlyMap<string, readonly string[]>): readonly Factor[] {
  const cells = levels[0]?.codes.length ?? 0;
  const splits = merged(splitsOf(levels, groups, cells));
  const parents = parentsOf(splits, cells);
  const root = (at: number): number => {
    const parent = parents[at] as number;
    return parent < 0 ? at : root(parent);
  };
  const derived = new Map<number, string[]>();
  splits.forEach((split, at) => {
    if ((parents[at] as number) < 0) return;
    const top = root(at);
    derived.set(top, [...(derived.get(top) ?? []), ...split.keys.map(({ key }) => key)]);
  });
  return splits
    .flatMap((split, at) => ((parents[at] as number) < 0 ? [factorOf(split, derived.get(at) ?? [])] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The factors in which two variants differ; what only follows from another factor does not count. */
export function differingFactors(factors: readonly Factor[], a: Pick<Variant, 'factors'>, b: Pick<Variant, 'factors'>): readonly Factor[] {
  return factors.filter(({ keys }) => keys.some((key) => a.factors.get(key) !== b.factors.get(key)));
}

function splitsOf(levels: readonly Levels[], groups: ReadonlyMap<string, readonly string[]>, cells: number): readonly Split[] {
  const taken = new Set<string>();
  const declared = [...groups].flatMap(([name, globs]): Split[] => {
    const fits = globs.map(keyGlob);
    const keys = levels.filter(({ key }) => !taken.has(key) && fits.some((fit) => fit(key)));
    for (const { key } of keys) taken.add(key);
    if (keys.length === 0) return [];
    const partition = partitionOf(cells);
    for (const { codes } of keys) partition.split(codes);
    return [
      {
        name,
        keys,
        codes: Int32Array.from({ length: cells }, (_, cell) => partition.of(cell)),
        classes: partition.classes,
        numeric: false,
      },
    ];
  });
  const single = levels
    .filter(({ key }) => !taken.has(key))
    .map((one): Split => ({ name: null, keys: [one], ...numbered(one.codes), numeric: isNumber(one) }));
  return [...declared, ...single];
}

/** Classes numbered by first cell, so that equal splits are equal columns. */
function numbered(codes: Int32Array): { codes: Int32Array; classes: number } {
  const seen = new Map<number, number>();
  const places = codes.map((code) => {
    const place = seen.get(code) ?? seen.size;
    seen.set(code, place);
    return place;
  });
  return { codes: places, classes: seen.size };
}

function isNumber({ texts }: Levels): boolean {
  const words = texts.filter((text) => text !== 'null' && text !== '""');
  return words.length > 0 && words.every(isNumeric);
}

function merged(splits: readonly Split[]): readonly Split[] {
  const found = new Map<string, Split>();
  for (const split of splits) {
    if (split.classes < 2) continue;
    const text = `${fingerprint(split.codes)} ${sampled(split) ? split.keys[0]?.key : ''}`;
    const known = found.get(text);
    if (known === undefined) found.set(text, split);
    else {
      const keys = [...known.keys, ...split.keys];
      found.set(text, { ...known, name: known.name ?? split.name, keys, numeric: known.numeric && split.numeric });
    }
  }
  return [...found.values()];
}

/** 106 bits of a column of classes. */
function fingerprint(codes: Int32Array): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  let [c, d] = [0x85ebca6b, 0xc2b2ae35];
  for (const code of codes) {
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
    c = Math.imul(c ^ (code + 1), 0xcc9e2d51) ^ (c >>> 15);
    d = Math.imul(d + a, 0x1b873593) ^ (d >>> 11);
  }
  return `${a},${b},${c},${d}`;
}

/** Numbers of which most occur once, as a search draws them: that two such keys split alike is no sign that they belong together. */
function sampled({ name, keys, codes, classes, numeric }: Split): boolean {
  if (!numeric || name !== null || classes < 5) return false;
  const absent = keys[0]?.codes.indexOf(0) ?? -1;
  const sizes = new Int32Array(classes);
  for (const code of codes) sizes[code] = (sizes[code] as number) + 1;
  if (absent >= 0) sizes[codes[absent] as number] = 0;
  const present = sizes.filter((size) => size > 0);
  return present.filter((size) => size === 1).length * 2 > present.length;
}

/**
 * For every split the one from which it follows, else -1. That each class of the parent has one value of the child tells
 * something where the parent is a word and its classes have two configurations or more on the average; or where the child
 * says no more than whether the parent is there at all (`use_ema: false`, and no `ema_decay`). A key that is different in
 * every configuration of a grid (a name, a number of parameters) follows from the others together.
 */
function parentsOf(splits: readonly Split[], cells: number): readonly number[] {
  const parents = splits.map((child) => {
    let best = -1;
    for (const [at, parent] of splits.entries()) {
      if (parent.classes <= child.classes || child.name !== null) continue;
      if (best >= 0 && parent.classes >= (splits[best] as Split).classes) continue;
      const telling = !parent.numeric && parent.classes * 2 <= cells;
      if ((telling && follows(child.codes, parent)) || isPresence(child, parent)) best = at;
    }
    return best;
  });
  for (const [copy, original] of copies(splits)) if ((parents[copy] as number) < 0) parents[copy] = original;
  const summing = splits.findIndex(({ name, classes }) => name === null && classes === cells);
  const others = splits.filter((_, at) => at !== summing);
  if (summing >= 0 && cells >= 4 && others.length > 1 && others.every(({ classes }) => classes * 2 <= cells)) {
    const partition = partitionOf(cells);
    for (const { codes } of others) partition.split(codes);
    const widest = others.reduce((most, one) => (one.classes > most.classes ? one : most));
    if (partition.classes === cells) parents[summing] = splits.indexOf(widest);
  }
  return parents;
}

/**
 * Keys of the same last word (`data.n`, `data.train.n`) that have the same value wherever a configuration has both: one is
 * filled in from the other, and which of them is there says something else. The one with most values counts.
 */
function copies(splits: readonly Split[]): ReadonlyMap<number, number> {
  const byWord = new Map<string, { at: number; level: Levels; present: number }[]>();
  for (const [at, { keys, name }] of splits.entries()) {
    if (name !== null) continue;
    for (const level of keys) {
      const word = lastWord(level.key);
      const entry = { at, level, present: level.codes.reduce((sum, code) => sum + Number(code > 0), 0) };
      byWord.set(word, [...(byWord.get(word) ?? []), entry]);
    }
  }
  const found = new Map<number, number>();
  for (const alike of byWord.values()) {
    if (alike.length < 2 || alike.length > 50) continue;
    const ordered = alike.sort((a, b) => b.present - a.present || a.level.key.length - b.level.key.length || a.at - b.at);
    for (const [place, copy] of ordered.entries()) {
      const original = ordered.slice(0, place).find((one) => one.at !== copy.at && !found.has(one.at) && sameValues(one.level, copy.level));
      if (original !== undefined) found.set(copy.at, original.at);
    }
  }
  return found;
}

function sameValues(a: Levels, b: Levels): boolean {
  const common = new Set<string>();
  for (const [cell, code] of a.codes.entries()) {
    const other = b.codes[cell] as number;
    if (code === 0 || other === 0) continue;
    const text = a.texts[code - 1] as string;
    if (text !== b.texts[other - 1]) return false;
    common.add(text);
  }
  return common.size > 1;
}

function follows(child: Int32Array, { codes, classes }: Split): boolean {
  const value = new Int32Array(classes).fill(-1);
  for (const [cell, parent] of codes.entries()) {
    const known = value[parent] as number;
    if (known === -1) value[parent] = child[cell] as number;
    else if (known !== child[cell]) return false;
  }
  return true;
}

function isPresence(child: Split, parent: Split): boolean {
  if (child.classes !== 2) return false;
  return parent.keys.some(({ codes }) => {
    if (!codes.includes(0)) return false;
    const { codes: presence } = numbered(codes.map((code) => (code === 0 ? 0 : 1)));
    return presence.every((there, cell) => there === child.codes[cell]);
  });
}

function factorOf({ name, keys }: Split, derived: readonly string[]): Factor {
  const [first, ...others] = [...keys].sort((a, b) => rank(a) - rank(b) || depth(a) - depth(b) || (a.key < b.key ? -1 : 1)) as [
    Levels,
    ...Levels[],
  ];
  const texts = new Set(Array.from(first.codes, (code) => (code === 0 ? null : (first.texts[code - 1] as string))));
  const words = [...texts].filter((text) => text !== null && text !== 'null') as string[];
  const numeric = words.length > 0 && words.every(isNumeric);
  return {
    name: name ?? first.key,
    keys: [first, ...others].map(({ key }) => key),
    derived: [...derived].sort(),
    levels: [...texts].sort(numeric ? ascending : byText),
    numeric,
  };
}

/** What tells most stands first: a key that every configuration has; a word or a switch before a number, a number before a list. */
function rank({ codes, texts }: Levels): number {
  const kind = texts.every((text) => text.length < 40 && !/^[[{]/.test(text)) ? (texts.every(isNumeric) ? 1 : 0) : 2;
  return (codes.includes(0) ? 3 : 0) + kind;
}

function depth({ key }: Levels): number {
  return key.length;
}

function ascending(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return Number(a) - Number(b) || byText(a, b);
}

function byText(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}
