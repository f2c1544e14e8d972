import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { hashOf } from '../model/hash.ts';
import type { Run } from '../model/run.ts';

const SECONDS_APART = 10;

/**
 * Processes of one training that all logged: same tracker and group (or folder), same configuration seed included, the
 * same metrics with the same number of points, started within ten seconds and at work together: one that began when the
 * other had ended is a second attempt. They stay runs of their own, and are flagged.
 */
export function rankDuplicates(runs: readonly Run[]): Diagnostic[] {
  const alike = new Map<string, Run[]>();
  for (const run of startedTogether(runs)) {
    if (Object.keys(run.config).length === 0) continue;
    const shape = run.series.filter(({ kind }) => kind === 'metric').map(({ name, stats }) => [name, stats.points]);
    if (shape.length === 0) continue;
    const key = hashOf(run.tracker, run.project, run.group, run.config, shape);
    alike.set(key, [...(alike.get(key) ?? []), run]);
  }
  const found: Diagnostic[] = [];
  for (const group of alike.values()) {
    const ordered = group.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.id < b.id ? -1 : 1));
    let cluster: Run[] = [];
    const flush = () => {
      const [first] = cluster;
      if (first !== undefined && cluster.length > 1) {
        found.push({
          ...diagnostic(
            'rank-duplicate',
            { path: first.path },
            {
              runs: cluster
                .map(({ id }) => id)
                .sort()
                .join(', '),
              count: cluster.length,
            },
          ),
          run: first.id,
        });
      }
      cluster = [];
    };
    for (const run of ordered) {
      const before = cluster.at(-1);
      if (before !== undefined && !together(before, run)) flush();
      cluster.push(run);
    }
    flush();
  }
  return found.sort((a, b) => (a.place.path < b.place.path ? -1 : 1));
}

/** Those that started within ten seconds of another of their group: most have nobody to be compared with. */
function startedTogether(runs: readonly Run[]): readonly Run[] {
  const groups = Map.groupBy(
    runs.filter(({ startedAt, group }) => startedAt !== null && group !== null),
    ({ group }) => group,
  );
  return [...groups.values()].flatMap((group) => {
    const ordered = group.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
    const near = (a: Run | undefined, b: Run | undefined) =>
      a !== undefined && b !== undefined && (b.startedAt ?? 0) - (a.startedAt ?? 0) <= SECONDS_APART;
    return ordered.filter((run, i) => near(ordered[i - 1], run) || near(run, ordered[i + 1]));
  });
}

/** `run` is the later one. */
function together(before: Run, run: Run): boolean {
  const start = run.startedAt ?? 0;
  return start - (before.startedAt ?? 0) <= SECONDS_APART && (before.endedAt === null || start < before.endedAt);
}
