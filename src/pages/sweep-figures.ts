import { figureNames, figureOfName, type SweepFigureName } from '../components/sweep-figures.ts';
import { contentKey, hashOf } from '../model/hash.ts';
import { projectReport, report } from './report.ts';

/** Every figure of every sweep that is a document of its own; with `kinds` only those. */
export function sweepFigurePaths(kinds?: ReadonlySet<SweepFigureName>) {
  const { frame, projects } = report();
  return projects.flatMap(({ slug, sweeps }) =>
    sweeps.slugs.flatMap((sweep) => {
      const page = sweeps.sweep(sweep);
      if (page === undefined) return [];
      return figureNames(page)
        .filter(({ kind }) => kinds === undefined || kinds.has(kind))
        .map(({ name, kind, at }) => {
          const objective = page.objectives[at];
          const shown = objective === undefined ? null : contentKey(objective);
          return { params: { project: slug, sweep, figure: name }, cacheKey: hashOf(frame.tool, page.name, kind, shown) };
        });
    }),
  );
}

/** The figure of an address that `sweepFigurePaths` made. */
export function sweepFigureAt({ project, sweep, figure }: { project?: string; sweep?: string; figure?: string }) {
  const page = projectReport(project).sweeps.sweep(sweep ?? '');
  const found = page === undefined ? undefined : figureOfName(page, figure ?? '');
  if (found === undefined) throw new Error(`no figure ${figure} of ${sweep}`);
  return found;
}
