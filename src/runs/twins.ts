import type { StoredFragment, Tracker } from '../model/fragment.ts';
import type { SeriesHead } from '../model/series.ts';
import { leaves, type Value, type ValueMap } from '../model/value.ts';
import { mergeConfigs } from './config.ts';
import type { Group } from './group.ts';
import { OWNS_ITS_FOLDER, rank } from './precedence.ts';

/** Folders between a run and the folder that both loggers wrote into. */
const LEVELS = 4;
/** Points of metrics that change, below which equal figures say little. */
const ENOUGH_POINTS = 4;
/** Clocks of one machine: a logger may open later than another closes its last row. */
const SLACK_SECONDS = 5;
/** Series that every training of the same length shares. */
const COUNTERS = /(?:^|\/)(?:epoch|step|global_step)$/;

/**
 * One training that several loggers of a framework wrote down beside each other: an event file or a CSV (which have no id of
 * their own) whose metrics have, in single precision, the very figures of a run of another tracker close by, at the same
 * time where both know it and with no setting that differs. `jobOf`: the configured job around a folder, never crossed.
 */
export function joinTwins(groups: readonly Group[], jobOf: (directory: string) => string | undefined): Group[] {
  const nameless = groups.filter((group) => !hasIdentity(group));
  if (nameless.length === 0) return [...groups];
  const known = new Map<string, Group[]>();
  for (const group of groups) for (const key of new Set(metricsOf(group).map(figures))) known.set(key, [...(known.get(key) ?? []), group]);
  const candidates = new Map<Group, Group[]>();
  for (const group of nameless) {
    const alike = new Set(metricsOf(group).flatMap((head) => known.get(figures(head)) ?? []));
    const found = [...alike].filter(
      (other) => leads(other, group) && jobOf(other.directory) === jobOf(group.directory) && alikeIn(group, other),
    );
    if (found.length > 0) candidates.set(group, nearest(group, found));
  }
  const joined = new Map<Group, Group>();
  for (const [follower, leaders] of candidates) {
    const rivals = [...candidates].filter(([, others]) => sameGroups(others, leaders)).map(([rival]) => rival);
    const own = rivals.filter((rival) => sameTrackers(rival, follower)).sort(byFolder);
    const leader = own.length === leaders.length ? [...leaders].sort(byFolder)[own.indexOf(follower)] : undefined;
    if (leader !== undefined) joined.set(follower, leader);
  }
  const target = (group: Group): Group => {
    const leader = joined.get(group);
    return leader === undefined ? group : target(leader);
  };
  for (const follower of joined.keys()) {
    target(follower).fragments.unshift(...follower.fragments);
    target(follower).copies.push(...follower.copies);
  }
  return groups.filter((group) => !joined.has(group));
}

/** Trackers whose own records make up a group: a settings file beside another tracker's records does not count. */
export function loggersOf(group: Group): Set<Tracker> {
  const logged = group.fragments.filter(({ series }) => series.length > 0);
  return new Set((logged.length > 0 ? logged : group.fragments).map(({ tracker }) => tracker));
}

function hasIdentity(group: Group): boolean {
  return group.fragments.some(({ tracker, keys }) => OWNS_ITS_FOLDER.has(tracker) || keys.trackerId !== undefined);
}

/** Whether the first could take the second in: it counts more, is of other trackers, of the same project and close by. */
function leads(leader: Group, follower: Group): boolean {
  if (leader === follower || bestRank(leader) >= bestRank(follower)) return false;
  if (!loggersOf(leader).isDisjointFrom(loggersOf(follower))) return false;
  if (leader.home.declared?.folder !== follower.home.declared?.folder) return false;
  const shared = sharedLevels(leader.directory, follower.directory);
  return [leader, follower].every(({ directory }) => directory.split('/').length - shared <= LEVELS);
}

function alikeIn(follower: Group, leader: Group): boolean {
  const own = metricsOf(follower).filter(({ name }) => !COUNTERS.test(name));
  const others = new Map(metricsOf(leader).map((head) => [head.name, head]));
  const shared = own.filter(({ name }) => others.has(name));
  if (shared.length * 2 < own.length || shared.some((head) => figures(head) !== figures(others.get(head.name) as SeriesHead))) return false;
  const telling = shared.filter(({ stats }) => stats.min !== null && stats.min !== stats.max);
  if (telling.reduce((sum, { stats }) => sum + stats.points, 0) < ENOUGH_POINTS) return false;
  return sameTime(follower, leader) && !settingsDiffer(configOf(follower), configOf(leader));
}

function metricsOf(group: Group): SeriesHead[] {
  return group.fragments.flatMap(({ series }) => series.filter(({ kind }) => kind === 'metric'));
}

/** What does not depend on the way a tracker counts steps. */
function figures({ name, stats }: SeriesHead): string {
  const single = (value: number | null) => (value === null ? null : String(Math.fround(value)));
  return JSON.stringify([name, stats.points, stats.nan, stats.infinite, ...[stats.first, stats.last, stats.min, stats.max].map(single)]);
}

function sameTime(a: Group, b: Group): boolean {
  const span = ({ fragments }: Group) => {
    const timed = fragments.filter(({ facts }) => facts.startedAt !== undefined);
    if (timed.length === 0) return null;
    const start = Math.min(...timed.map(({ facts }) => facts.startedAt as number));
    const ends = timed.map(endOf).filter((end) => end !== undefined);
    return { start, end: ends.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...ends) };
  };
  const one = span(a);
  const other = span(b);
  return one === null || other === null || (one.start <= other.end + SLACK_SECONDS && other.start <= one.end + SLACK_SECONDS);
}

function endOf({ facts }: StoredFragment): number | undefined {
  const counted = facts.durationSeconds === undefined ? undefined : (facts.startedAt as number) + facts.durationSeconds;
  return facts.endedAt ?? counted;
}

function configOf(group: Group): ValueMap {
  return mergeConfigs(group.fragments.flatMap(({ facts }) => (facts.config === undefined ? [] : [facts.config])));
}

/** Only values of one type are compared: trackers change types. */
export function settingsDiffer(a: ValueMap, b: ValueMap): boolean {
  const settings = new Map<string, Value>([...leaves(a)].map(([key, value]) => [key.replaceAll('/', '.'), value]));
  return [...leaves(b)].some(([key, value]) => {
    const other = settings.get(key.replaceAll('/', '.'));
    if (typeof value === 'number' && typeof other === 'number') return Math.fround(value) !== Math.fround(other);
    return typeof value === typeof other && (typeof value === 'string' || typeof value === 'boolean') && value !== other;
  });
}

/** Those that share the deepest folder. */
function nearest(group: Group, others: readonly Group[]): Group[] {
  const depth = (other: Group) => sharedLevels(group.directory, other.directory);
  const deepest = Math.max(...others.map(depth));
  return others.filter((other) => depth(other) === deepest);
}

function sharedLevels(a: string, b: string): number {
  const others = b.split('/');
  const differs = a.split('/').findIndex((part, i) => part !== others[i]);
  return differs < 0 ? a.split('/').length : differs;
}

function sameGroups(a: readonly Group[], b: readonly Group[]): boolean {
  return a.length === b.length && a.every((group) => b.includes(group));
}

function sameTrackers(a: Group, b: Group): boolean {
  return loggersOf(a).symmetricDifference(loggersOf(b)).size === 0;
}

function byFolder(a: Group, b: Group): number {
  return a.directory.localeCompare(b.directory, 'en', { numeric: true }) || (a.directory < b.directory ? -1 : 1);
}

export function bestRank(group: Group): number {
  return Math.min(...group.fragments.map(({ tracker }) => rank(tracker)));
}
