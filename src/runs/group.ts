import type { StoredFragment, Tracker } from '../model/fragment.ts';
import { OWNS_ITS_FOLDER } from './precedence.ts';
import { type Home, isWithin } from './projects.ts';
import { joinTrials } from './trials.ts';
import { bestRank, joinTwins, loggersOf } from './twins.ts';

/** Fragments that are one run. */
export interface Group {
  readonly home: Home;
  /** The folder that stands for the run. */
  readonly directory: string;
  /** What the run consists of; pieces of one tracker id are in the order of their start. */
  readonly fragments: StoredFragment[];
  /** Further copies of the same records: they count as sources and say nothing new. */
  readonly copies: StoredFragment[];
}

/** Joins what belongs together beyond the tracker's own id: parts, folders inside folders, loggers side by side, jobs. */
export function joinGroups(
  groups: readonly Group[],
  parts: readonly StoredFragment[],
  overlays: readonly StoredFragment[],
  homeOf: (fragment: StoredFragment) => Home,
): Group[] {
  const withParts = attachParts([...groups], parts, homeOf);
  const byFolder = joinFolders(withParts);
  const jobs = new Map(overlays.map(({ keys }) => [keys.directory, keys.directory]));
  const byRecord = joinTwins(byFolder, (directory) => nearestJob(directory, jobs));
  return joinJobs(joinTrials(byRecord), overlays, homeOf);
}

/**
 * A part goes to the run with its tracker id, else to the run of the folder it names; parts of no run make one. Parts that
 * bring different configurations to one folder, or that were given names of their own, are trials: each is a run.
 */
function attachParts(groups: Group[], parts: readonly StoredFragment[], homeOf: (fragment: StoredFragment) => Home): Group[] {
  const byId = new Map<string, Group>();
  const byDirectory = new Map<string, Group>();
  for (const group of groups) {
    for (const { tracker, keys } of group.fragments) {
      if (keys.trackerId !== undefined) byId.set(`${tracker} ${keys.trackerId}`, group);
      if (!byDirectory.has(keys.directory)) byDirectory.set(keys.directory, group);
    }
  }
  const trials = trialsOf(parts, byDirectory);
  for (const part of parts) {
    if (trials.has(part)) {
      groups.push({ home: homeOf(part), directory: part.keys.directory, fragments: [part], copies: [] });
      continue;
    }
    const { trackerId, directory, partOf = directory } = part.keys;
    const owner = byDirectory.get(partOf) ?? (trackerId === undefined ? undefined : byId.get(`${part.tracker} ${trackerId}`));
    if (owner !== undefined) owner.fragments.push(part);
    else {
      const made: Group = { home: homeOf(part), directory: partOf, fragments: [part], copies: [] };
      byDirectory.set(partOf, made);
      groups.push(made);
    }
  }
  return withoutEmpty(groups, trials);
}

/** The name that a writer gives a folder of hyper-parameters itself. */
const NAMED_BY_TIME = /(?:^|\/)\d{10}(?:\.\d+)?$/;

function trialsOf(parts: readonly StoredFragment[], owners: ReadonlyMap<string, Group>): Set<StoredFragment> {
  const configured = new Map<string, StoredFragment[]>();
  for (const part of parts)
    if (part.keys.trackerId === undefined && part.keys.partOf !== undefined && part.facts.config !== undefined)
      configured.set(part.keys.partOf, [...(configured.get(part.keys.partOf) ?? []), part]);
  const trials = new Set<StoredFragment>();
  for (const [directory, same] of configured) {
    const own = owners.get(directory)?.fragments.filter((one) => one.tracker === same[0]?.tracker && one.facts.config !== undefined) ?? [];
    const named = same.filter(({ keys }) => !NAMED_BY_TIME.test(keys.directory));
    const differ = new Set([...own, ...same].map(configKey)).size > 1 || named.length > 1 || !owners.has(directory);
    if (differ) for (const part of same) trials.add(part);
  }
  return trials;
}

function configKey({ facts }: StoredFragment): string {
  const entries = Object.entries(facts.config ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** A writer that only ever logged trials leaves an event file without a record above them: a source of the first, and no run. */
function withoutEmpty(groups: Group[], trials: ReadonlySet<StoredFragment>): Group[] {
  const first = new Map<string, Group>();
  for (const group of groups) {
    const [fragment] = group.fragments;
    const above = fragment !== undefined && trials.has(fragment) ? fragment.keys.partOf : undefined;
    if (above !== undefined && !first.has(above)) first.set(above, group);
  }
  return groups.filter((group) => {
    const heir = first.get(group.directory);
    const silent = group.fragments.every(
      ({ series, facts, tracker }) => tracker === 'tensorboard' && series.length === 0 && facts.config === undefined,
    );
    if (heir === undefined || !silent) return true;
    heir.copies.push(...group.fragments, ...group.copies);
    return false;
  });
}

/** Groups of different trackers in one folder are one run; so are event files inside a folder that another run owns. */
function joinFolders(groups: readonly Group[]): Group[] {
  const owners = new Map<string, Group>();
  const plain = new Map<string, Group>();
  const ranked = [...groups].sort((a, b) => bestRank(a) - bestRank(b));
  for (const group of ranked)
    for (const { tracker, keys } of group.fragments)
      if (OWNS_ITS_FOLDER.has(tracker) && !owners.has(keys.directory)) owners.set(keys.directory, group);
  const kept: Group[] = [];
  for (const group of ranked) {
    const nameless = group.fragments.every(({ tracker }) => !OWNS_ITS_FOLDER.has(tracker));
    const owner = nameless ? (ownerOf(group.directory, owners) ?? sameFolder(group, plain)) : undefined;
    if (owner !== undefined) owner.fragments.push(...group.fragments);
    else {
      kept.push(group);
      if (!plain.has(group.directory)) plain.set(group.directory, group);
    }
  }
  return kept;
}

function sameFolder(group: Group, plain: ReadonlyMap<string, Group>): Group | undefined {
  const other = plain.get(group.directory);
  return other !== undefined && trackersOf(other).isDisjointFrom(trackersOf(group)) ? other : undefined;
}

function ownerOf(directory: string, owners: ReadonlyMap<string, Group>): Group | undefined {
  for (let here = directory; here !== ''; here = here.slice(0, Math.max(0, here.lastIndexOf('/')))) {
    const owner = owners.get(here);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/**
 * A configured job is one execution: where each tracker wrote at most one run in it, these are one run. What the
 * configuration says goes to every run in the job's folder; where there is none, the job is a run of its own.
 */
function joinJobs(groups: readonly Group[], overlays: readonly StoredFragment[], homeOf: (fragment: StoredFragment) => Home): Group[] {
  const jobs = new Map(overlays.map((overlay) => [overlay.keys.directory, { overlay, inside: [] as Group[] }]));
  const result: Group[] = [];
  for (const group of groups) {
    const job = nearestJob(group.directory, jobs);
    if (job === undefined) result.push(group);
    else job.inside.push(group);
  }
  for (const { overlay, inside } of jobs.values()) {
    const runs = oneExecution(inside);
    for (const run of runs) run.fragments.push(overlay);
    result.push(...runs);
    if (runs.length === 0) result.push({ home: homeOf(overlay), directory: overlay.keys.directory, fragments: [overlay], copies: [] });
  }
  return result;
}

function nearestJob<T>(directory: string, jobs: ReadonlyMap<string, T>): T | undefined {
  for (let here = directory; ; here = here.slice(0, Math.max(0, here.lastIndexOf('/')))) {
    const job = jobs.get(here);
    if (job !== undefined) return job;
    if (here === '' || !isWithin(directory, here)) return undefined;
  }
}

function oneExecution(groups: readonly Group[]): Group[] {
  const seen = new Set<Tracker>();
  for (const group of groups) {
    for (const tracker of loggersOf(group)) {
      if (seen.has(tracker)) return [...groups];
      seen.add(tracker);
    }
  }
  const [first, ...rest] = [...groups].sort((a, b) => bestRank(a) - bestRank(b));
  if (first === undefined) return [];
  for (const other of rest) {
    first.fragments.push(...other.fragments);
    first.copies.push(...other.copies);
  }
  return [first];
}

function trackersOf(group: Group): Set<Tracker> {
  return new Set(group.fragments.map(({ tracker }) => tracker));
}
