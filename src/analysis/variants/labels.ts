import type { Run } from '../../model/run.ts';
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
 * where there is none; where that is more than two things, a group, a tag or a name that just these runs have, or what
 * differs from another variant that has a name of its own (`plain, lr=1`).
 */
export function labelsOf(list: readonly Unnamed[], factors: readonly Factor[], baseline: Unnamed | null): readonly string[] {
  const reference = baseline?.factors ?? usual(list, factors);
  const short = shortKeys(factors);
  const marks = marksOf(list);
  const named = list.flatMap((variant, at) => {
    const name = variant.name ?? (variant === baseline ? (marks[at] ?? 'baseline') : (marks[at] ?? null));
    return name === null || variant.inside.length > 0 || (variant.name === null && variant.runs.length < 2) ? [] : [{ variant, name }];
  });
  const taken = new Set(list.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
  const alone = list.length === 1;
  return list.map((variant, at) => {
    if (variant.name !== null) return variant.name;
    const mark = marks[at] ?? null;
    const label = variant === baseline ? (mark ?? 'baseline') : labelOf(variant, { reference, factors, short, mark, named, alone });
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
  readonly named: readonly { readonly variant: Unnamed; readonly name: string }[];
  readonly alone: boolean;
}

function labelOf(variant: Unnamed, { reference, factors, short, mark, named, alone }: About): string {
  const parts = differingFactors(factors, { factors: reference }, variant).map((factor) => part(factor, variant, short));
  const [only] = variant.runs;
  const single = variant.runs.length === 1 && only !== undefined;
  if (parts.length === 0) return mark ?? (alone ? 'all runs' : single ? only.name : 'usual values');
  if (parts.length <= 2) return shortenMiddle(parts.join(', '), LENGTH * 2);
  if (mark !== null && !single) return mark;
  const near = nearest(variant, factors, named);
  if (near !== null && near.different.length < parts.length && near.different.length <= PARTS) {
    return [near.name, ...near.different.map((factor) => part(factor, variant, short))].join(', ');
  }
  if (parts.length <= PARTS && parts.join(', ').length <= LENGTH) return parts.join(', ');
  if (mark !== null) return mark;
  if (single && only.nameRecorded && only.name.length <= LENGTH) return only.name;
  return `${shortenMiddle(parts.slice(0, PARTS).join(', '), LENGTH * 2)}, ${parts.length - PARTS} more`;
}

/** Of the variants with a name the one with the fewest differences. */
function nearest(variant: Unnamed, factors: readonly Factor[], named: About['named']) {
  let best: { readonly name: string; readonly different: readonly Factor[] } | null = null;
  for (const { variant: other, name } of named) {
    if (other === variant) continue;
    const different = differingFactors(factors, other, variant);
    if (best === null || different.length < best.different.length) best = { name, different };
  }
  return best;
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
  const owners = new Map<string, number>();
  const own = list.map(({ runs }) => {
    const counts = new Map<string, number>();
    for (const run of runs) for (const word of wordsOf(run)) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const word of counts.keys()) owners.set(word, (owners.get(word) ?? 0) + 1);
    return [...counts].filter(([, count]) => count === runs.length).map(([word]) => word);
  });
  return own.map(
    (words) => words.filter((word) => owners.get(word) === 1).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? null,
  );
}

/** What people call a run, its seed taken off the end of its name (`plain-s3`). */
function wordsOf({ tags, group, name, nameRecorded, jobType, seeds }: Run): ReadonlySet<string> {
  const stem = nameRecorded
    ? name.replace(/[-_. ]?(?:s|seed)[-_=]?(\d+)$/i, (end, seed) => (Object.values(seeds).map(String).includes(seed) ? '' : end))
    : '';
  const words = [...tags.map((tag) => tag.replace(/^variant:/, '')), group ?? '', stem, jobType ?? ''];
  return new Set(words.filter((word) => word.length <= LENGTH && /\p{L}/u.test(word)));
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
