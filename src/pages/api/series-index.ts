import { projectPaths } from '../paths.ts';
import { projectReport } from '../report.ts';

export function getStaticPaths() {
  return projectPaths(({ comparisons }) => [comparisons.index]);
}

/** Which runs there are to compare. */
export function GET({ params }: { params: { project?: string } }): Response {
  return new Response(JSON.stringify(projectReport(params.project).comparisons.index));
}
