import { isNumeric } from '../variants/canonical.ts';

export interface Candidate {
  readonly key: string;
  /** Canonical text by run; undefined where it lacks the key. */
  readonly texts: readonly (string | undefined)[];
  readonly distinct: number;
}

/**
 * Of keys that split the runs alike into few levels, or hold the same numbers, one stands for all; a key that another one with few levels decides goes with that.
 * Preferred: one that was set on the command line, then a number, then the shorter name.
 */
export function withoutFollowers(
  candidates: readonly Candidate[],
  overridden: ReadonlySet<string>,
): { readonly kept: readonly Candidate[]; readonly followers: ReadonlyMap<string, readonly string[]> } {
  const ranked = candidates.map((one) => ({ one, codes: codesOf(one.texts) })).sort((a, b) => compare(a.one, b.one, overridden));
  const configurations = new Set(
    ranked.length === 0 ? [] : (ranked[0]?.codes ?? []).map((_, run) => ranked.map(({ codes }) => codes[run]).join()),
  ).size;
  /** Numbers drawn at random split the runs alike, each into levels of its own, and say nothing of one another. */
  const few = (codes: readonly number[]) => levels(codes) * 2 <= configurations;
  const leaders: typeof ranked = [];
  const followers = new Map<string, string[]>();
  const follow = (leader: Candidate, key: string) => followers.set(leader.key, [...(followers.get(leader.key) ?? []), key]);
  for (const next of ranked) {
    const twin = leaders.find(
      (leader) => leader.codes.join() === next.codes.join() && (few(next.codes) || proportional(leader.one, next.one)),
    );
    if (twin === undefined) leaders.push(next);
    else follow(twin.one, next.one.key);
  }
  const decidedBy = (next: (typeof ranked)[number], among: typeof ranked) =>
    among.find((leader) => leader !== next && few(leader.codes) && decides(leader.codes, next.codes));
  const independent = leaders.filter((next) => decidedBy(next, leaders) === undefined);
  for (const next of leaders.filter((leader) => !independent.includes(leader))) {
    const leader = decidedBy(next, independent);
    if (leader === undefined) continue;
    for (const key of [next.one.key, ...(followers.get(next.one.key) ?? [])]) follow(leader.one, key);
    followers.delete(next.one.key);
  }
  const kept = new Set(independent.map(({ one }) => one));
  return { kept: candidates.filter((one) => kept.has(one)), followers };
}

/** Levels numbered in the order of the runs, absence as a level of its own: the same split has the same numbers. */
function codesOf(texts: readonly (string | undefined)[]): number[] {
  const numbers = new Map<string | undefined, number>();
  return texts.map((text) => {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text) as number;
  });
}

function levels(codes: readonly number[]): number {
  return new Set(codes).size;
}

/** The same values everywhere, or numbers at one ratio. */
function proportional(a: Candidate, b: Candidate): boolean {
  const ratios = a.texts.map((text, run) => (text === b.texts[run] ? 1 : Number(b.texts[run]) / Number(text)));
  const [first = Number.NaN] = ratios;
  return ratios.every((ratio) => Math.abs(ratio - first) <= 1e-9 * Math.abs(first));
}

/** Whether runs of one level of the first are always of one level of the second, which has fewer. */
function decides(first: readonly number[], second: readonly number[]): boolean {
  if (levels(second) >= levels(first)) return false;
  const found = new Map<number, number>();
  return first.every((code, run) => {
    const other = found.get(code);
    found.set(code, second[run] as number);
    return other === undefined || other === second[run];
  });
}

function compare(a: Candidate, b: Candidate, overridden: ReadonlySet<string>): number {
  const rank = ({ key, texts }: Candidate) =>
    (overridden.has(key) ? 0 : 2) + (texts.every((text) => text === undefined || isNumeric(text)) ? 0 : 1);
  return rank(a) - rank(b) || a.key.length - b.key.length || (a.key < b.key ? -1 : 1);
}
