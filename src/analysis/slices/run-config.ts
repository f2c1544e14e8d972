import type { ConfigRow, RunConfig } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import { identity } from '../../model/show.ts';
import { leaves } from '../../model/value.ts';
import type { Overview } from '../overview.ts';

/** A run's configuration against the most common values of its project. No counts: one new run would change every page. */
export function runConfig(view: Overview, run: Run): RunConfig {
  const different: ConfigRow[] = [];
  const usual: ConfigRow[] = [];
  const same: ConfigRow[] = [];
  const alone = view.runs.length < 2;
  for (const [key, value] of leaves(run.config)) {
    const use = view.uses.get(key);
    const shared = use !== undefined && use.runs > 1;
    const row: ConfigRow = { key, value, usual: shared ? use.usual : undefined };
    if (alone || (use?.distinct === 1 && use.runs > 1)) same.push(row);
    else if (shared && identity(use.usual) === identity(value)) usual.push(row);
    else different.push(row);
  }
  return { total: different.length + usual.length + same.length, different, usual, same, alone };
}
