import type { GraphCommit } from '../model/report/input.ts';

/** What lies between two commits. */
export interface Between {
  /** Commits that the second goes back to and the first does not, the second among them; newest first. */
  readonly added: readonly GraphCommit[];
  /** The same the other way round: none where the first is an ancestor of the second. */
  readonly left: readonly GraphCommit[];
}

/** `graph`: all commits that the two do not have in common, and perhaps others, newest first. */
export function between(graph: readonly GraphCommit[], from: string, to: string): Between {
  const parents = new Map(graph.map(({ commit, parents: list }) => [commit, list]));
  const [ofFrom, ofTo] = [reached(parents, from), reached(parents, to)];
  return {
    added: graph.filter(({ commit }) => ofTo.has(commit) && !ofFrom.has(commit)),
    left: graph.filter(({ commit }) => ofFrom.has(commit) && !ofTo.has(commit)),
  };
}

function reached(parents: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    if (seen.has(commit)) continue;
    seen.add(commit);
    open.push(...(parents.get(commit) ?? []));
  }
  return seen;
}
