import { recordText } from '../../exports/run-documents.ts';
import { projectReport } from '../report.ts';
import { runPaths } from './run-paths.ts';

export const getStaticPaths = runPaths;

/** The whole record of a run, with the figures of its series. */
export function GET({ params }: { params: { project?: string; id?: string } }): Response {
  return new Response(recordText(projectReport(params.project), params.id ?? ''));
}
