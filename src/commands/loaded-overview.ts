import { type Overview, overviewOf } from '../analysis/overview.ts';
import type { Loaded, LoadedProject } from '../load.ts';

/** What analysis knows of a project as it was loaded: unredacted, without journal and history. */
export function loadedOverview({ diagnostics, columns }: Loaded, { project, runs, excluded }: LoadedProject): Overview {
  return overviewOf({ project, runs, excluded, entries: [], images: new Map(), diagnostics, commits: new Map() }, columns);
}
