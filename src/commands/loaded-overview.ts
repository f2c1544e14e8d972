import { type Overview, overviewOf } from '../analysis/overview.ts';
import type { Loaded } from '../load.ts';
import { byProject } from '../runs/placed.ts';

/** What analysis knows of every project as it was loaded: unredacted, without journal and history; its diagnostics as on the site. */
export function loadedOverviews({ projects, diagnostics, columns }: Loaded): readonly Overview[] {
  const placed = byProject(projects, diagnostics);
  return projects.map(({ project, runs, excluded }) =>
    overviewOf(
      { project, runs, excluded, entries: [], images: new Map(), diagnostics: placed.get(project.slug) ?? [], commits: new Map() },
      columns,
    ),
  );
}
