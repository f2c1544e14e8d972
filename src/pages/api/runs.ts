import { runsJson } from '../../exports/runs-json.ts';
import { projectPaths } from '../paths.ts';
import { projectReport } from '../report.ts';

export function getStaticPaths() {
  return projectPaths(({ runs }) => [runs.tableKey]);
}

/** All runs of a project, in the order of its table; values that a run lacks are left out. */
export function GET({ params }: { params: { project?: string } }): Response {
  const { slug, runs } = projectReport(params.project);
  return new Response(runsJson(slug, runs.table));
}
