import { csvTable } from '../../exports/csv.ts';
import { projectPaths } from '../paths.ts';
import { projectReport } from '../report.ts';

export function getStaticPaths() {
  return projectPaths(({ runs }) => [runs.tableKey]);
}

export function GET({ params }: { params: { project?: string } }): Response {
  return new Response(csvTable(projectReport(params.project).runs.table));
}
