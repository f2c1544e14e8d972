import type { ConfigRow, RunConfig } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import { identityKey } from '../../model/show.ts';
import { eachLeaf, leaves, type Value } from '../../model/value.ts';
import type { Overview } from '../overview.ts';
import type { KeyUse } from '../usual.ts';

/** A run's configuration against the most common values of its project. No counts: one new run would change every page. */
export function runConfig(view: Overview, run: Run): RunConfig {
  const rows: Record<Place, ConfigRow[]> = { different: [], usual: [], same: [] };
  const alone = view.runs.length < 2;
  let total = 0;
  for (const [key, value] of leaves(run.config)) {
    const use = useOf(view, key);
    rows[placeOf(value, use, alone)].push({ key, value, usual: use?.usual });
    total += 1;
  }
  return { total, ...rows, alone };
}

/** Of all that `runConfig` adds to the configuration itself. */
export function runConfigKey(view: Overview, run: Run): unknown {
  const alone = view.runs.length < 2;
  let places = '';
  const usual: Value[] = [];
  eachLeaf(run.config, (key, value) => {
    const use = useOf(view, key);
    const place = placeOf(value, use, alone);
    places += place[0];
    if (use !== undefined && place === 'different') usual.push(use.usual);
  });
  return [alone, places, usual];
}

type Place = 'different' | 'usual' | 'same';

/** What the runs have under a key, where it is a key of several. */
function useOf({ uses }: Overview, key: string): KeyUse | undefined {
  const use = uses.get(key);
  return use !== undefined && use.runs > 1 ? use : undefined;
}

function placeOf(value: Value, use: KeyUse | undefined, alone: boolean): Place {
  if (alone || use?.distinct === 1) return 'same';
  return use !== undefined && identityKey(use.usual) === identityKey(value) ? 'usual' : 'different';
}
