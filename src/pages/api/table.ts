import { tableDocument } from '../../exports/table-document.ts';
import { listKey } from '../../model/hash.ts';
import { projectPaths } from '../paths.ts';
import { projectReport } from '../report.ts';

export function getStaticPaths() {
  return projectPaths(({ runs: { tableKey, facets, asked } }) => [tableKey, facets, listKey(asked)]);
}

/** The table of a project's runs by columns, as the script of the runs page reads it. */
export function GET({ params }: { params: { project?: string } }): Response {
  return new Response(tableDocument(projectReport(params.project).runs));
}
