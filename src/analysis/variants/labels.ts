import { slugOf } from '../../model/slug.ts';
import type { Factor, Variant } from '../../model/variant.ts';
import { shortenMiddle } from '../../model/visible.ts';
import { differingFactors } from './factors.ts';
import { shortValue } from './short-value.ts';

/** What is told of a variant before it has a name. */
export type Unnamed = Omit<Variant, 'label' | 'slug' | 'slot'>;

/** Parts of a label before the rest is counted. */
const PARTS = 3;
const LENGTH = 48;

/**
 * Short names, unique among the variants: the declared one; else what differs from the baseline, or from the usual values
 * where there is none; else a group, a tag or a name that just these runs have, where that says it in fewer words.
 */
export function labelsOf(list: readonly Unnamed[], factors: readonly Factor[], baseline: Unnamed | null): readonly string[] {
  const reference = baseline?.factors ?? usual(list, factors);
  const short = shortKeys(factors);
  const marks = marksOf(list);
  const taken = new Set(list.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
  return list.map((variant, at) => {
    if (variant.name !== null) return variant.name;
    const label = labelOf(variant, {
      reference,
      factors,
      short,
      mark: marks[at] ?? null,
      isBaseline: variant === baseline,
      alone: list.length === 1,
    });
    const unique = free(label, taken, variant);
    taken.add(unique.toLowerCase());
    return unique;
  });
}

interface About {
  readonly reference: ReadonlyMap<string, string>;
  readonly factors: readonly Factor[];
  readonly short: ReadonlyMap<string, string>;
  readonly mark: string | null;
  readonly isBaseline: boolean;
  readonly alone: boolean;
}

function labelOf(variant: Unnamed, { reference, factors, short, mark, isBaseline, alone }: About): string {
  if (isBaseline) return mark ?? 'baseline';
  const different = differingFactors(factors, { factors: reference }, variant);
  const parts = different.map((factor) => part(factor, variant, short));
  const [only] = variant.runs;
  if (parts.length === 0)
    return mark ?? (alone ? 'all runs' : variant.runs.length === 1 && only !== undefined ? only.name : 'usual values');
  const whole = parts.join(', ');
  if (parts.length <= 2 || (parts.length <= PARTS && whole.length <= LENGTH)) return shortenMiddle(whole, LENGTH * 2);
  if (mark !== null) return mark;
  if (variant.runs.length === 1 && only?.nameRecorded === true && only.name.length <= LENGTH) return only.name;
  return `${shortenMiddle(parts.slice(0, PARTS).join(', '), LENGTH * 2)}, ${parts.length - PARTS} more`;
}

function part({ name, keys }: Factor, { factors }: Pick<Unnamed, 'factors'>, short: ReadonlyMap<string, string>): string {
  const key = keys.includes(name) ? name : (keys.find((one) => factors.has(one)) ?? name);
  const value = factors.get(key);
  const word = short.get(key) ?? key;
  return value === undefined ? `no ${word}` : `${word}=${shortValue(value)}`;
}

/** The last words of each key that tell it from all others: `lr` for `optim.lr`. */
function shortKeys(factors: readonly Factor[]): ReadonlyMap<string, string> {
  const keys = factors.flatMap((factor) => factor.keys);
  const ends = (key: string, words: number) => key.split(/[./]/).slice(-words).join('.');
  const counts = new Map<string, number>();
  for (const key of keys) {
    const depth = key.split(/[./]/).length;
    for (let words = 1; words <= depth; words += 1) counts.set(ends(key, words), (counts.get(ends(key, words)) ?? 0) + 1);
  }
  return new Map(
    keys.map((key) => {
      const depth = key.split(/[./]/).length;
      for (let words = 1; words < depth; words += 1)
        if (counts.get(ends(key, words)) === 1 && !/^\d+$/.test(ends(key, words))) return [key, ends(key, words)];
      return [key, key];
    }),
  );
}

/** A tag, a group, a job type or a name that all runs of a variant have and no other run has. */
function marksOf(list: readonly Unnamed[]): readonly (string | null)[] {
  const owners = new Map<string, Set<number>>();
  const own = list.map(({ runs }, at) => {
    const counts = new Map<string, number>();
    for (const { tags, group, name, nameRecorded, jobType } of runs) {
      const words = new Set([...tags.map((tag) => tag.replace(/^variant:/, '')), group, nameRecorded ? name : null, jobType]);
      for (const word of words) if (word !== null && word !== '' && word.length <= LENGTH) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    for (const word of counts.keys()) owners.set(word, (owners.get(word) ?? new Set()).add(at));
    return [...counts].filter(([, count]) => count === runs.length).map(([word]) => word);
  });
  return own.map((words, at) => {
    const telling = words.filter((word) => owners.get(word)?.size === 1 && owners.get(word)?.has(at) && /\p{L}/u.test(word));
    return telling.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? null;
  });
}

/** The most common level of every key. */
function usual(list: readonly Unnamed[], factors: readonly Factor[]): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const { keys } of factors) {
    for (const key of keys) {
      const counts = new Map<string | undefined, number>();
      for (const { factors: levels } of list) counts.set(levels.get(key), (counts.get(levels.get(key)) ?? 0) + 1);
      const [most] = [...counts].sort(([a, n], [b, m]) => m - n || ((a ?? '') < (b ?? '') ? -1 : 1));
      if (most?.[0] !== undefined) result.set(key, most[0]);
    }
  }
  return result;
}

function free(label: string, taken: ReadonlySet<string>, { key }: Unnamed): string {
  if (!taken.has(label.toLowerCase())) return label;
  for (let length = 4; length < key.length; length += 1) {
    const longer = `${label} (${key.slice(0, length)})`;
    if (!taken.has(longer.toLowerCase())) return longer;
  }
  return `${label} (${key})`;
}

/** Addresses for the labels: declared names first, so that no other variant takes theirs. */
export function slugsOf(list: readonly Unnamed[], labels: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const slugs = new Array<string>(list.length);
  const order = [...list.keys()].sort((a, b) => Number(list[a]?.name === null) - Number(list[b]?.name === null) || a - b);
  for (const at of order) {
    const { key } = list[at] as Unnamed;
    const label = labels[at] as string;
    const plain = /[a-z0-9]/i.test(label.normalize('NFKD')) ? slugOf(label) : key;
    const slug = taken.has(plain) ? `${plain.slice(0, 50)}-${key.slice(0, 6)}` : plain;
    const sure = taken.has(slug) ? `${plain.slice(0, 50)}-${key}` : slug;
    slugs[at] = sure;
    taken.add(sure);
  }
  return slugs;
}
