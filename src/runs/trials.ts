import type { Tracker } from '../model/fragment.ts';
import type { Group } from './group.ts';
import {
  sameDay,
  sameParameters,
  sameTime,
  settingLeaves,
  settingsOf,
  studyWords,
  trialKeys,
  trialOf,
  trialsNamed,
} from './trial-facts.ts';
import { bestRank, loggersOf, settingsDiffer } from './twins.ts';

/** Trial → the runs that are the same. */
type Links = Map<Group, Group[]>;

interface Way {
  keysOfTrial(trial: Group): readonly string[];
  keysOfRun(run: Group): readonly string[];
  /** Whether two that share a key may be the same. */
  accept(trial: Group, run: Group): boolean;
}

/**
 * Trials of a search that a tracker logged as runs too: one run, two sources. A trial and a run are joined
 * - where the trial's attributes name the run's id;
 * - where the run names study and number of the trial in tags or settings (`optuna.study`, `optuna.trial`, or what Optuna's
 *   callbacks for MLflow and W&B write), and no setting that both know differs;
 * - without such a key only where the run names the study (as experiment, group, sweep or tag), has every parameter of the
 *   trial with the very same value, one of them no integer, and both ran at the same time by clocks that have a zone.
 * A key must lead to one run of a tracker and from there back to one trial: what merely looks alike stays apart.
 */
export function joinTrials(groups: readonly Group[]): Group[] {
  const trials = new Set(groups.filter((group) => trialOf(group) !== undefined));
  const runs = new Set(groups.filter((group) => !trials.has(group)));
  if (trials.size === 0 || runs.size === 0) return [...groups];
  const links: Links = new Map();
  for (const way of [BY_RUN_NAMED, BY_TRIAL_NAMED, byParameters(trials)]) {
    for (const [trial, found] of linked(way, trials, runs)) {
      links.set(trial, found);
      trials.delete(trial);
      for (const run of found) runs.delete(run);
    }
  }
  const taken = new Set<Group>();
  for (const [trial, found] of links) {
    const [leader, ...rest] = found.sort((a, b) => bestRank(a) - bestRank(b));
    for (const other of [...rest, trial]) {
      leader?.fragments.push(...other.fragments);
      leader?.copies.push(...other.copies);
      taken.add(other);
    }
  }
  return groups.filter((group) => !taken.has(group));
}

function linked(way: Way, trials: ReadonlySet<Group>, runs: ReadonlySet<Group>): Links {
  const byKey = new Map<string, Group[]>();
  for (const run of runs) for (const key of new Set(way.keysOfRun(run))) byKey.set(key, [...(byKey.get(key) ?? []), run]);
  const claims = new Map<Group, number>();
  const found: Links = new Map();
  for (const trial of trials) {
    const alike = new Set(way.keysOfTrial(trial).flatMap((key) => byKey.get(key) ?? []));
    const own = [...alike].filter((run) => run.home.declared?.folder === trial.home.declared?.folder && way.accept(trial, run));
    for (const run of own) claims.set(run, (claims.get(run) ?? 0) + 1);
    const single = onePerTracker(own);
    if (single.length > 0) found.set(trial, single);
  }
  for (const [trial, own] of found) {
    const sole = own.filter((run) => claims.get(run) === 1);
    if (sole.length === 0) found.delete(trial);
    else found.set(trial, sole);
  }
  return found;
}

function onePerTracker(runs: readonly Group[]): Group[] {
  const counts = new Map<Tracker, number>();
  for (const run of runs) for (const tracker of loggersOf(run)) counts.set(tracker, (counts.get(tracker) ?? 0) + 1);
  return runs.filter((run) => [...loggersOf(run)].every((tracker) => counts.get(tracker) === 1));
}

/** The id of a run is its own: settings need not agree, people round what they log. */
const BY_RUN_NAMED: Way = {
  keysOfTrial: (trial) => trial.fragments.flatMap(({ keys }) => keys.runsNamed ?? []),
  keysOfRun: (run) => run.fragments.flatMap(({ keys }) => (keys.trackerId === undefined ? [] : [keys.trackerId])),
  accept: () => true,
};

const BY_TRIAL_NAMED: Way = {
  keysOfTrial: trialKeys,
  keysOfRun: trialsNamed,
  accept: (trial, run) => !settingsDiffer(settingsOf(trial), settingsOf(run)) && sameDay(trial, run),
};

function byParameters(trials: ReadonlySet<Group>): Way {
  const studies = new Set([...trials].map((trial) => trialOf(trial)?.study));
  const telling = (group: Group) => [...settingLeaves(group)].filter(([, value]) => typeof value === 'number' && !Number.isInteger(value));
  return {
    keysOfTrial(trial) {
      const [first] = telling(trial);
      return first === undefined ? [] : [`${trialOf(trial)?.study}\n${first[0]}=${first[1]}`];
    },
    keysOfRun: (run) =>
      studyWords(run)
        .filter((word) => studies.has(word))
        .flatMap((word) => telling(run).map(([key, value]) => `${word}\n${key}=${value}`)),
    accept: (trial, run) => sameParameters(trial, run) && sameTime(trial, run),
  };
}
