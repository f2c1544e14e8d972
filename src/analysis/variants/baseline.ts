import type { Baseline, Factor, Variant } from '../../model/variant.ts';

/** What the baseline of a project may be told by. */
export interface BaselineSigns {
  /** Runs that `baseline:` of `project.yaml` finds, or the declared variant that it names; null where it says nothing. */
  readonly declared: ReadonlySet<string> | Variant | null;
}

/**
 * The variant that others are compared with: the declared one; else the one with most runs tagged `baseline`; else the
 * one with most runs in production; else the one with most neighbours, that is variants which differ from it in exactly
 * one factor. Equal ones: more seeds, the earlier first run, the key. Never the best score, which would be picked by luck.
 */
export function baselineOf(list: readonly Variant[], factors: readonly Factor[], { declared }: BaselineSigns): Baseline | null {
  if (declared !== null && 'key' in declared) return { variant: declared, rule: 'declared' };
  const byRuns = (rule: Baseline['rule'], fits: (run: Variant['runs'][number]) => boolean): Baseline | null => {
    const variant = most(list, ({ runs }) => runs.filter(fits).length);
    return variant === null ? null : { variant, rule };
  };
  const found =
    (declared === null ? null : byRuns('declared', ({ id }) => declared.has(id))) ??
    byRuns('tag', ({ tags }) => tags.some((tag) => tag.toLowerCase() === 'baseline')) ??
    byRuns('stage', ({ registry }) => registry.some(({ stage }) => stage?.toLowerCase() === 'production'));
  if (found !== null) return found;
  const degrees = neighbourCounts(list, factors);
  const variant = most(list, (_, at) => degrees[at] as number);
  return variant === null ? null : { variant, rule: 'neighbours' };
}

/** The variant with the highest count above zero. */
function most(list: readonly Variant[], count: (variant: Variant, at: number) => number): Variant | null {
  let best: { variant: Variant; rank: readonly [number, number, number] } | null = null;
  for (const [at, variant] of list.entries()) {
    const rank = [count(variant, at), seedCount(variant), -firstStart(variant)] as const;
    if (rank[0] > 0 && (best === null || higher(rank, best.rank) || (equal(rank, best.rank) && variant.key < best.variant.key)))
      best = { variant, rank };
  }
  return best?.variant ?? null;
}

function higher(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at >= 0 && (a[at] as number) > (b[at] as number);
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value === b[i]);
}

function seedCount({ runs }: Variant): number {
  const finished = runs.filter(({ status }) => status === 'finished' || status === 'unknown');
  return new Set(finished.map(({ seeds, id }) => (Object.keys(seeds).length === 0 ? id : JSON.stringify(Object.values(seeds).map(String)))))
    .size;
}

function firstStart({ runs }: Variant): number {
  return runs.reduce((first, { startedAt }) => Math.min(first, startedAt ?? Number.MAX_VALUE), Number.MAX_VALUE);
}

/** For each variant how many others differ from it in exactly one factor; without looking at pairs. */
function neighbourCounts(list: readonly Variant[], factors: readonly Factor[]): Int32Array {
  const codes = factors.map(({ keys }) => {
    const known = new Map<string, number>();
    return Int32Array.from(list, (variant) => {
      const text = JSON.stringify(keys.map((key) => variant.factors.get(key) ?? (variant.inside.includes(key) ? 0 : null)));
      const code = known.get(text) ?? known.size;
      known.set(text, code);
      return code;
    });
  });
  const whole = list.map((_, at) => {
    let [a, b] = [0, 0];
    codes.forEach((column, factor) => {
      a ^= mix(factor, column[at] as number, 0x9e3779b1);
      b ^= mix(factor, column[at] as number, 0x85ebca77);
    });
    return [a, b] as const;
  });
  const counts = new Int32Array(list.length);
  codes.forEach((column, factor) => {
    const alike = new Map<string, number[]>();
    whole.forEach(([a, b], at) => {
      const code = column[at] as number;
      const rest = `${a ^ mix(factor, code, 0x9e3779b1)},${b ^ mix(factor, code, 0x85ebca77)}`;
      const members = alike.get(rest);
      if (members === undefined) alike.set(rest, [at]);
      else members.push(at);
    });
    for (const members of alike.values()) {
      if (members.length < 2) continue;
      const sizes = new Map<number, number>();
      for (const at of members) sizes.set(column[at] as number, (sizes.get(column[at] as number) ?? 0) + 1);
      for (const at of members) counts[at] = (counts[at] as number) + members.length - (sizes.get(column[at] as number) as number);
    }
  });
  return counts;
}

/** 32 well mixed bits of two small numbers (the finaliser of MurmurHash3). */
function mix(factor: number, code: number, salt: number): number {
  let hash = Math.imul(factor + 1, salt) ^ Math.imul(code + 1, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
