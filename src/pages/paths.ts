import { contentKey, hashOf } from '../model/hash.ts';
import type { ProjectReport } from '../model/report/report.ts';
import { report } from './report.ts';

interface Path {
  readonly params: { readonly project: string };
  readonly cacheKey: string;
}

/** The address of one page in every project; its cache key is the hash of all that the page shows, part by part. */
export function projectPaths(shows: (project: ProjectReport) => readonly unknown[]): Path[] {
  const { frame, projects } = report();
  return projects.map((project) => ({
    params: { project: project.slug },
    cacheKey: hashOf(contentKey(frame), project.slug, ...shows(project).map(partKey)),
  }));
}

function partKey(part: unknown): unknown {
  return typeof part === 'object' && part !== null ? contentKey(part) : part;
}
