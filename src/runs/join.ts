import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { StoredFragment } from '../model/fragment.ts';
import type { Run } from '../model/run.ts';
import { RESERVED, slugOf } from '../model/slug.ts';
import { type Group, joinGroups } from './group.ts';
import { idFromPath, idFromTracker } from './identity.ts';
import { type Home, homeOf, type ProjectPlace } from './projects.ts';
import { rankDuplicates } from './ranks.ts';
import { runOf, trackerIdOf } from './run.ts';
import { resolveSameId } from './same-id.ts';
import type { MeasureParts } from './series.ts';

export interface JoinInput {
  readonly fragments: readonly StoredFragment[];
  readonly places: readonly ProjectPlace[];
  /** Path of the built folder in its git work tree, `''` at its top or outside one. */
  readonly prefix?: string;
  /** Name of the folder that was built: a project where nothing else names one. */
  readonly rootName: string;
  /** Whether every series of the first fragment is the beginning of one of the second. */
  readonly isPrefix: (a: StoredFragment, b: StoredFragment) => boolean;
  readonly measure: MeasureParts;
}

export interface Joined {
  readonly projects: readonly JoinedProject[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface JoinedProject {
  readonly slug: string;
  readonly title: string;
  readonly declared: ProjectPlace | null;
  /** Sorted by id. */
  readonly runs: readonly Run[];
}

/**
 * Fragments → runs. Same tracker id: copies, resumes or, with a diagnostic, different runs; then what lies in one folder
 * or one job; then identity. Order of the input does not matter.
 */
export function join(input: JoinInput): Joined {
  const fragments = [...input.fragments].sort(
    (a, b) =>
      order(a.keys.directory, b.keys.directory) || order(a.tracker, b.tracker) || order(a.sources[0]?.path ?? '', b.sources[0]?.path ?? ''),
  );
  const home = (fragment: StoredFragment) => homeOf(fragment, input.places, input.rootName);
  const diagnostics: Diagnostic[] = [];
  const groups: Group[] = [];
  for (const [id, same] of byIdentity(
    fragments.filter(({ keys }) => keys.role === 'run'),
    home,
  )) {
    const resolved = resolveSameId(id, same, input.isPrefix);
    diagnostics.push(...resolved.diagnostics);
    for (const { pieces, copies } of resolved.lines) {
      const [first] = pieces;
      if (first !== undefined) groups.push({ home: home(first), directory: first.keys.directory, fragments: pieces, copies });
    }
  }
  const parts = fragments.filter(({ keys }) => keys.role === 'part');
  const overlays = fragments.filter(({ keys }) => keys.role === 'overlay');
  const joined = joinGroups(groups, parts, overlays, home);
  const projects = byProject(joined, input.places, diagnostics).map(({ slug, title, declared, groups: own }) => {
    const runs = withGroups(identified(own, slug, input), declared !== null);
    return { slug, title, declared, runs };
  });
  for (const { runs } of projects) diagnostics.push(...rankDuplicates(runs));
  return { projects, diagnostics };
}

function byIdentity(fragments: readonly StoredFragment[], home: (fragment: StoredFragment) => Home): Map<string, StoredFragment[]> {
  const same = new Map<string, StoredFragment[]>();
  for (const fragment of fragments) {
    const { trackerId, directory, began } = fragment.keys;
    const since = began === undefined ? '' : ` since ${began}`;
    const key =
      trackerId === undefined
        ? `${fragment.tracker} at ${directory}`
        : `${fragment.tracker} ${trackerId}${since} in ${home(fragment).declared?.folder ?? home(fragment).name}`;
    same.set(key, [...(same.get(key) ?? []), fragment]);
  }
  return same;
}

interface ProjectGroups {
  readonly slug: string;
  readonly title: string;
  readonly declared: ProjectPlace | null;
  readonly groups: Group[];
}

/** Declared projects are there even without runs; the others get a free address in the order of their names. */
function byProject(groups: readonly Group[], places: readonly ProjectPlace[], diagnostics: Diagnostic[]): ProjectGroups[] {
  const taken = new Set(places.map(({ slug }) => slug));
  const projects = new Map<string, ProjectGroups>(
    places.map((place) => [`declared ${place.folder}`, { slug: place.slug, title: place.title, declared: place, groups: [] }]),
  );
  const names = new Set(groups.filter(({ home }) => home.declared === null).map(({ home }) => home.name));
  for (const name of [...names].sort()) {
    const wanted = slugOf(name);
    let slug = wanted;
    for (let n = 2; taken.has(slug) || RESERVED.has(slug); n += 1) slug = `${wanted}-${n}`;
    if (RESERVED.has(wanted)) diagnostics.push(diagnostic('reserved-slug', { path: wanted }, { slug: wanted, used: slug }));
    taken.add(slug);
    projects.set(`found ${name}`, { slug, title: name, declared: null, groups: [] });
  }
  for (const group of groups) {
    const key = group.home.declared === null ? `found ${group.home.name}` : `declared ${group.home.declared.folder}`;
    projects.get(key)?.groups.push(group);
  }
  return [...projects.values()].sort((a, b) => order(a.slug, b.slug));
}

/** Runs with ids that are unique in their project, sorted by id. */
function identified(groups: readonly Group[], project: string, { measure, prefix = '' }: JoinInput): Run[] {
  const taken = new Set<string>();
  const runs: Run[] = [];
  for (const group of [...groups].sort((a, b) => order(a.directory, b.directory))) {
    const trackerId = trackerIdOf(group);
    const wanted = trackerId === null ? idFromPath(group.directory, group.home.declared?.folder ?? null, prefix) : idFromTracker(trackerId);
    let id = wanted;
    for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`;
    taken.add(id);
    runs.push(runOf(group, id, project, measure));
  }
  return runs.sort((a, b) => order(a.id, b.id));
}

/**
 * Parents by our ids. A run without a group takes the name of its parent; in a declared project, where MLflow's
 * experiment is not the project, it takes the experiment.
 */
function withGroups(runs: readonly Run[], declared: boolean): Run[] {
  const byTrackerId = new Map(runs.filter(({ trackerId }) => trackerId !== null).map((run) => [run.trackerId, run]));
  return runs.map((run) => {
    const found = run.parent === null ? undefined : byTrackerId.get(run.parent);
    const parent = found === run ? undefined : found;
    const experiment = declared && run.tracker === 'mlflow' ? run.recordedProject : null;
    return { ...run, parent: parent?.id ?? run.parent, group: run.group ?? parent?.name ?? experiment };
  });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
