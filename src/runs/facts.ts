import type { Code, Environment, Facts, StoredFragment } from '../model/fragment.ts';
import { type Value, type ValueMap, valueMap } from '../model/value.ts';
import { rank } from './precedence.ts';

/** The facts of a run's fragments as one: `pick` by precedence, `all` joined, sources of one tracker latest first. */
export interface MergedFacts {
  pick<F extends keyof Facts>(field: F): NonNullable<Facts[F]> | null;
  /** The fragment that `pick` would ask first of those that say something. */
  source(field: keyof Facts): StoredFragment | null;
  list<T>(of: (facts: Facts) => readonly T[] | undefined): T[];
  readonly code: Code | null;
  readonly environment: Environment | null;
  readonly extra: ValueMap;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly durationSeconds: number | null;
}

/** `fragments`: pieces of one tracker in the order of their start. */
export function mergeFacts(fragments: readonly StoredFragment[]): MergedFacts {
  const ordered = orderOf(fragments.toReversed());
  const only = fragments.length === 1 ? fragments[0]?.facts : undefined;
  const source = (field: keyof Facts) => ordered(field).find(({ facts }) => says(facts[field])) ?? null;
  const shallow = <T extends object>(of: (facts: Facts) => T | undefined): T | null => {
    if (only !== undefined) return filled(of(only));
    const merged = valueMap() as { [key: string]: unknown };
    let some = false;
    for (const { facts } of ordered()) {
      const said = of(facts) as { readonly [key: string]: unknown } | undefined;
      if (said === undefined) continue;
      for (const key of Object.keys(said)) {
        some = true;
        if (merged[key] === undefined || merged[key] === null) merged[key] = said[key];
      }
    }
    return some ? (merged as T) : null;
  };
  const timed = source('startedAt');
  const clock = fragments.filter(({ tracker, facts }) => tracker === timed?.tracker && facts.startedAt !== undefined);
  return {
    pick: (field) => (source(field)?.facts[field] ?? null) as never,
    source,
    list: (of) => unique(ordered().flatMap(({ facts }) => of(facts) ?? [])),
    code: shallow((facts) => facts.code),
    environment: shallow((facts) => facts.environment),
    extra: (shallow((facts) => facts.extra as { [key: string]: Value } | undefined) ?? valueMap()) as ValueMap,
    startedAt: least(clock.map(({ facts }) => facts.startedAt)),
    endedAt: most(fragments.filter(({ tracker }) => tracker === (source('endedAt') ?? timed)?.tracker).map(({ facts }) => facts.endedAt)),
    durationSeconds: durations(fragments, source('durationSeconds')),
  };
}

/** By what a source's word on a field counts; of most runs there is one. */
function orderOf(latestFirst: readonly StoredFragment[]): (field?: keyof Facts) => readonly StoredFragment[] {
  if (latestFirst.length < 2) return () => latestFirst;
  return (field) => latestFirst.toSorted((a, b) => rank(a.tracker, field) - rank(b.tracker, field));
}

function says(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function filled<T extends object>(said: T | undefined): T | null {
  return said === undefined || Object.keys(said).length === 0 ? null : said;
}

/** A resumed run has run for as long as all its processes. */
function durations(fragments: readonly StoredFragment[], source: StoredFragment | null): number | null {
  if (source === null) return null;
  return fragments.reduce((sum, { tracker, facts }) => sum + (tracker === source.tracker ? (facts.durationSeconds ?? 0) : 0), 0);
}

function least(times: readonly (number | undefined)[]): number | null {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

function most(times: readonly (number | undefined)[]): number | null {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}

function unique<T>(items: T[]): T[] {
  if (items.length < 2) return items;
  const seen = new Map<string, T>();
  for (const item of items) {
    const key = typeof item === 'string' ? item : JSON.stringify(item, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}
