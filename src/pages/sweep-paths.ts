import { contentKey, hashOf } from '../model/hash.ts';
import type { SweepPage } from '../model/report/sweep.ts';
import { projectReport, report } from './report.ts';

/** Every sweep of every project. */
export function sweepPaths() {
  const { frame, projects } = report();
  return projects.flatMap(({ slug, sweeps }) =>
    sweeps.slugs.map((sweep) => {
      const page = sweeps.sweep(sweep);
      return { params: { project: slug, sweep }, cacheKey: hashOf(frame, slug, page === undefined ? null : contentKey(page)) };
    }),
  );
}

/** The sweep of an address that `sweepPaths` made. */
export function sweepAt({ project, sweep = '' }: { project?: string | undefined; sweep?: string | undefined }): SweepPage {
  const found = projectReport(project).sweeps.sweep(sweep);
  if (found === undefined) throw new Error(`no sweep ${sweep}`);
  return found;
}
