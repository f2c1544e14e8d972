import type { SweepKind } from '../../model/report/sweep.ts';
import type { Run } from '../../model/run.ts';
import { isMap } from '../../model/value.ts';
import type { Overview } from '../overview.ts';

/** Runs that a tracker recorded together, which may be a sweep. */
export interface Found {
  readonly kind: SweepKind;
  readonly name: string;
  /** Tells sweeps of one name apart: where they were recorded. */
  readonly place: string;
  /** In the order of their numbers, else of their starts. */
  readonly runs: readonly Run[];
  readonly parent: Run | null;
  /** Somebody set out to search: few trials are a sweep, too. */
  readonly search: boolean;
}

/** What is recorded as a sweep; then runs of one parent, and groups, where most of them are in no sweep already. */
export function foundSweeps(view: Overview): readonly Found[] {
  const found: Found[] = [];
  const taken = new Set<Run>();
  const add = (one: Omit<Found, 'runs' | 'parent'>, members: readonly Run[]) => {
    const runs = inOrder(members);
    found.push({ ...one, runs, parent: commonParent(runs, view) });
    for (const run of runs) taken.add(run);
  };
  for (const [place, members] of collected(view.runs, placeOf)) {
    const kind = kindOf(members[0] as Run);
    add({ kind, name: (members[0] as Run).sweep ?? place, place, search: kind !== 'hydra' }, members);
  }
  const free = (members: readonly Run[]) => members.filter((run) => taken.has(run)).length * 2 < members.length;
  for (const [id, members] of view.children) {
    const parent = view.byId.get(id) ?? null;
    if (free(members)) add({ kind: 'mlflow', name: parent?.name ?? id, place: `parent ${id}`, search: false }, members);
  }
  for (const [name, members] of view.groups)
    if (free(members)) add({ kind: 'group', name, place: `group ${name}`, search: false }, members);
  return found;
}

/** One study of each name in each storage: those of two storages are strangers. */
function placeOf(run: Run): string | null {
  if (run.sweep === null) return null;
  const storage = run.sources.find(({ tracker }) => tracker === 'optuna')?.path ?? '';
  return JSON.stringify([kindOf(run), run.sweep, storage]);
}

function kindOf({ extra, tracker, sources }: Run): SweepKind {
  if (sources.some((source) => source.tracker === 'optuna')) return 'optuna';
  const hydra = extra['hydra'];
  if (isMap(hydra) && hydra['mode'] === 'MULTIRUN') return 'hydra';
  return tracker === 'wandb' ? 'wandb' : tracker === 'hydra' ? 'hydra' : 'other';
}

/** As the search counts its trials; null where nothing says it. */
export function numberOf({ extra }: Run): number | null {
  const trial = extra['trial'];
  const number = isMap(trial) ? trial['number'] : undefined;
  return typeof number === 'number' ? number : null;
}

function inOrder(runs: readonly Run[]): readonly Run[] {
  return [...runs].sort(
    (a, b) =>
      (numberOf(a) ?? Number.MAX_VALUE) - (numberOf(b) ?? Number.MAX_VALUE) ||
      (a.startedAt ?? Number.MAX_VALUE) - (b.startedAt ?? Number.MAX_VALUE) ||
      (a.id < b.id ? -1 : 1),
  );
}

function commonParent(runs: readonly Run[], view: Overview): Run | null {
  const [first] = runs;
  if (first === undefined || first.parent === null) return null;
  return runs.every(({ parent }) => parent === first.parent) ? (view.byId.get(first.parent) ?? null) : null;
}

function collected(runs: readonly Run[], of: (run: Run) => string | null): ReadonlyMap<string, readonly Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = of(run);
    if (key === null) continue;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [run]);
    else members.push(run);
  }
  return groups;
}
