import type { Run } from '../../model/run.ts';
import { slugOf } from '../../model/slug.ts';
import type { Factor, Variant } from '../../model/variant.ts';
import { shortenMiddle } from '../../model/visible.ts';
import { isNumeric } from './canonical.ts';
import { differingFactors } from './factors.ts';
import { stemOf } from './name-stem.ts';
import { shortValue } from './short-value.ts';
import { STUDY } from './studies.ts';

/** What is told of a variant before it has a name. */
export interface Unnamed extends Omit<Variant, 'label' | 'slug' | 'slot'> {
  /** Nothing of its configuration is known. */
  readonly silent: boolean;
}

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
    const name = variant.name ?? (variant === baseline ? baselineName(marks[at]) : (marks[at]?.word ?? null));
    return name === null || variant.inside.length > 0 || (variant.name === null && variant.runs.length < 2) ? [] : [{ variant, name }];
  });
  const taken = new Set(list.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()])));
  const alone = list.length === 1;
  const places = endsOfPaths(list.flatMap(({ runs }) => (runs.length === 1 ? runs : [])));
  return list.map((variant, at) => {
    if (variant.name !== null) return variant.name;
    const mark = marks[at]?.word ?? null;
    const label = variant === baseline ? baselineName(marks[at]) : labelOf(variant, { reference, factors, short, mark, named, alone });
    const unique = free(label, taken, variant, places);
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** A name may be a tracker's invention, a tag or a group is what people called it. */
function baselineName(mark: Mark | null | undefined): string {
  return mark === null || mark === undefined || mark.by > 1 ? 'baseline' : mark.word;
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
  const parts = partsOf(differingFactors(factors, { factors: reference }, variant), variant, short);
  const [only] = variant.runs;
  const single = variant.runs.length === 1 && only !== undefined;
  if (variant.silent) return mark ?? shortenMiddle(stemOf(only?.name ?? ''), LENGTH);
  if (parts.length === 0) return mark ?? (single ? only.name : alone ? 'all runs' : 'usual values');
  if (parts.length <= 2) return fitted(parts, LENGTH * 2);
  if (mark !== null && !single) return mark;
  const near = nearest(variant, factors, named);
  if (near !== null && near.different.length < parts.length && near.different.length <= PARTS) {
    return [near.name, ...partsOf(near.different, variant, short)].join(', ');
  }
  if (parts.length <= PARTS + 1 && parts.join(', ').length <= LENGTH + LENGTH / 2) return parts.join(', ');
  if (mark !== null) return mark;
  if (single && only.nameRecorded && only.name.length <= LENGTH) return only.name;
  const shown = fitted(parts.slice(0, PARTS), LENGTH * 2);
  return parts.length <= PARTS ? shown : `${shown}, ${parts.length - PARTS} more`;
}

/** All parts in so many characters: where they are too long, each value is shortened for itself, so that no key is cut. */
function fitted(parts: readonly string[], most: number): string {
  const whole = parts.join(', ');
  if (whole.length <= most) return whole;
  const room = Math.floor((most - 2 * (parts.length - 1)) / parts.length);
  const spare = parts.reduce((sum, { length }) => sum + Math.max(0, room - length), 0);
  const long = parts.filter(({ length }) => length > room).length;
  const each = room + Math.floor(spare / Math.max(1, long));
  return parts
    .map((one) => {
      const value = one.indexOf('=') + 1;
      return each - value < LEAST ? shortenMiddle(one, each) : `${one.slice(0, value)}${shortenMiddle(one.slice(value), each - value)}`;
    })
    .join(', ');
}

/** Characters of a value that still say something. */
const LEAST = 8;

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

/** What a variant has stands before what it lacks; before both the study, of which all else is a part. */
function partsOf(different: readonly Factor[], variant: Pick<Unnamed, 'factors'>, short: ReadonlyMap<string, string>): readonly string[] {
  const study = different.filter(({ name }) => name === STUDY);
  const parts = [...study, ...different.filter((one) => !study.includes(one))].map((factor) => part(factor, variant, short));
  return [...parts.filter((one) => !one.startsWith('no ')), ...parts.filter((one) => one.startsWith('no '))];
}

function part({ name, keys, numeric }: Factor, { factors }: Pick<Unnamed, 'factors'>, short: ReadonlyMap<string, string>): string {
  const [first, second, ...others] = keys;
  // Of two numbers that change together neither stands for the other.
  if (numeric && first !== undefined && second !== undefined && others.length === 0 && isNumeric(factors.get(second) ?? '')) {
    return [first, second].map((key) => `${short.get(key) ?? key}=${shortValue(factors.get(key) ?? 'null')}`).join(', ');
  }
  const key = keys.includes(name) ? name : (keys.find((one) => factors.has(one)) ?? name);
  const value = factors.get(key);
  const word = short.get(key) ?? key;
  return value === undefined ? `no ${word}` : `${word}=${shortValue(value)}`;
}

/** Says nothing without the word before it: `model.name`. */
const GENERAL = /^(name|type|kind|class|cls|_target_|class_name|class_path|value|id|func|function|\d+)$/i;

/** The last words of each key that tell it from the keys of all other factors: `lr` for `optim.lr`. */
function shortKeys(factors: readonly Factor[]): ReadonlyMap<string, string> {
  const owners = new Map<string, Set<Factor>>();
  const endsOf = (key: string) => {
    const parts = key.split(/[./]/);
    const general = parts.length > 1 && GENERAL.test(parts.at(-1) ?? '') ? 1 : 0;
    return parts.slice(general).map((_, at) => parts.slice(parts.length - 1 - general - at).join('.'));
  };
  for (const factor of factors) {
    for (const key of factor.keys) for (const end of endsOf(key)) owners.set(end, (owners.get(end) ?? new Set()).add(factor));
  }
  const telling = (key: string) => endsOf(key).find((end) => owners.get(end)?.size === 1 && /[^\d.]/.test(end));
  return new Map(factors.flatMap(({ keys }) => keys.map((key) => [key, telling(key) ?? key] as const)));
}

/** What people call the runs of a variant, and no others; `by` is 0 for a tag, 1 for a group, 2 for a job type, 3 for a name. */
interface Mark {
  readonly word: string;
  readonly by: number;
}

function marksOf(list: readonly Unnamed[]): readonly (Mark | null)[] {
  const owners = new Map<string, number>();
  const own = list.map(({ runs }) => {
    const counts = new Map<string, Mark & { runs: number }>();
    for (const run of runs) {
      for (const [word, by] of wordsOf(run)) {
        const known = counts.get(word);
        counts.set(word, { word, by: Math.min(by, known?.by ?? by), runs: (known?.runs ?? 0) + 1 });
      }
    }
    for (const word of counts.keys()) owners.set(word, (owners.get(word) ?? 0) + 1);
    return [...counts.values()].filter((mark) => mark.runs === runs.length);
  });
  return own.map((marks) => {
    const telling = marks.filter(({ word }) => owners.get(word) === 1);
    return telling.sort((a, b) => a.by - b.by || a.word.length - b.word.length || (a.word < b.word ? -1 : 1))[0] ?? null;
  });
}

/** Of a name its seed is taken off the end (`plain-s3`), of a tag what kind it is (`variant:plain`). */
function wordsOf({ tags, group, name, nameRecorded, jobType, seeds }: Run): ReadonlyMap<string, number> {
  const values = Object.values(seeds).map(String);
  const stem = nameRecorded ? name.replace(/[-_. ]?(?:s|seed)[-_=]?(\d+)$/i, (end, seed) => (values.includes(seed) ? '' : end)) : '';
  const all: readonly (readonly [string, number])[] = [
    ...tags.map((tag) => [tag.replace(/^[\w.-]+:(?=.)/, ''), 0] as const),
    [group ?? '', 1],
    [jobType ?? '', 2],
    [stem, 3],
  ];
  return new Map(all.filter(([word]) => word.length <= LENGTH && /\p{L}/u.test(word)).toReversed());
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

function free(label: string, taken: ReadonlySet<string>, { key, runs }: Unnamed, places: ReadonlyMap<Run, string>): string {
  if (!taken.has(label.toLowerCase())) return label;
  const [only] = runs;
  const place = only === undefined ? undefined : places.get(only);
  if (place !== undefined && label === only?.name && !taken.has(place.toLowerCase())) return place;
  for (let length = 4; length < key.length; length += 1) {
    const longer = `${label} (${key.slice(0, length)})`;
    if (!taken.has(longer.toLowerCase())) return longer;
  }
  return `${label} (${key})`;
}

/** Of each run the shortest end of its path that no other has. */
function endsOfPaths(runs: readonly Run[]): ReadonlyMap<Run, string> {
  const count = new Map<string, number>();
  const endsOf = ({ path }: Run) => {
    const parts = path.split('/');
    return parts.map((_, at) => parts.slice(parts.length - 1 - at).join('/'));
  };
  for (const run of runs) for (const end of endsOf(run)) count.set(end, (count.get(end) ?? 0) + 1);
  return new Map(runs.map((run) => [run, shortenMiddle(endsOf(run).find((end) => count.get(end) === 1) ?? run.path, LENGTH)]));
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
