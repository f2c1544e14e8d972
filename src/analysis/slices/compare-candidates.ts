import type { Run } from '../../model/run.ts';
import { identity } from '../../model/show.ts';
import { leaves } from '../../model/value.ts';
import type { Overview } from '../overview.ts';

/** The runs that a project's own comparison is chosen from. */
export interface Candidates {
  readonly runs: readonly Run[];
  /** What sets them apart from other runs with values, to stand behind "runs"; empty where nothing does. */
  readonly which: string;
}

/**
 * Runs with a curve; where fewer than two of these have a finite value of the primary metric and other runs do, all runs
 * with a value; where no run has a value of any metric, all runs.
 */
export function candidatesOf(view: Overview): Candidates {
  const { primary } = view;
  const valued = view.runs.filter((run) => run.series.some(({ kind, stats }) => kind === 'metric' && stats.points > 0));
  if (valued.length === 0) return { runs: view.runs, which: '' };
  const curved = valued.filter(hasCurve);
  const rated = (run: Run) => primary === null || Number.isFinite(view.value(run, primary.name));
  if (curved.length < 2 || (!two(curved, rated) && two(valued, rated))) return { runs: valued, which: '' };
  return { runs: curved, which: curved.length < valued.length ? ' with a curve' : '' };
}

/** Asks no further than needed: a value may have to be worked out. */
function two(runs: readonly Run[], holds: (run: Run) => boolean): boolean {
  const first = runs.findIndex(holds);
  return first >= 0 && runs.some((run, i) => i > first && holds(run));
}

/** Some metric of the run has more than one point. */
export function hasCurve(run: Run): boolean {
  return run.series.some(({ kind, stats }) => kind === 'metric' && stats.points > 1);
}

/** Best first; without a direction newest first. Runs without a finite value last. */
export function rank(view: Overview, runs: readonly Run[]): readonly Run[] {
  const { primary } = view;
  const age = new Map(view.newest.map((run, i) => [run.id, i]));
  const byAge = (a: Run, b: Run) => (age.get(a.id) ?? 0) - (age.get(b.id) ?? 0);
  if (primary === null || primary.direction.better === null) return [...runs].sort(byAge);
  const sign = primary.direction.better === 'higher' ? -1 : 1;
  const rated = runs.map((run) => {
    const value = view.value(run, primary.name);
    return { run, worth: value === undefined || !Number.isFinite(value) ? Number.POSITIVE_INFINITY : sign * value };
  });
  return rated.sort((a, b) => (a.worth === b.worth ? byAge(a.run, b.run) : a.worth - b.worth)).map(({ run }) => run);
}

/** The first run of each configuration, seeds aside. A run that records no configuration may have any and stands for itself. */
export function firstOfEach(runs: readonly Run[]): readonly Run[] {
  const seen = new Set<string>();
  return runs.filter((run) => {
    const key = configurationOf(run);
    if (key === null) return true;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Equal for runs whose configurations are equal but for seeds; null where none is recorded. */
function configurationOf({ config, seeds }: Run): string | null {
  const keys = [...leaves(config)];
  if (keys.length === 0) return null;
  return keys
    .filter(([key]) => !Object.hasOwn(seeds, key))
    .map(([key, value]) => `${key}=${identity(value)}`)
    .sort()
    .join('\n');
}
