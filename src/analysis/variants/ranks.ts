import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Run } from '../../model/run.ts';

/** Ids of the runs that only repeat another process of the same training: of each group that `runs/ranks.ts` marks, all but the first. */
export function rankIds(runs: readonly Run[], diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  const known = new Map(runs.map((run) => [run.id, run]));
  const repeated = new Set<string>();
  for (const { code, args, run: first } of diagnostics) {
    if (code !== 'rank-duplicate' || first === undefined || !known.has(first)) continue;
    const ids = args.runs.split(', ');
    if (!ids.every((id) => known.has(id))) continue;
    const end = known.get(first)?.endedAt ?? null;
    // What began after the first had ended was tried again, and is no other process of it.
    for (const id of ids) if (id !== first && (end === null || (known.get(id)?.startedAt ?? 0) < end)) repeated.add(id);
  }
  return repeated;
}
