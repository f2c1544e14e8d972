import { hashOf } from '../model/hash.ts';
import type { ProjectReport } from '../model/report/report.ts';
import { report } from './report.ts';

interface Path {
  readonly params: { readonly project: string };
  readonly cacheKey: string;
}

/** The address of one page in every project; its cache key is the hash of all that the page shows. */
export function projectPaths(shows: (project: ProjectReport) => unknown): Path[] {
  const { frame, projects } = report();
  return projects.map((project) => ({ params: { project: project.slug }, cacheKey: hashOf(frame, project.slug, shows(project)) }));
}
