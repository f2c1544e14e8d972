import { seriesText } from '../../exports/run-documents.ts';
import { projectReport } from '../report.ts';
import { runPaths } from './run-paths.ts';

export const getStaticPaths = runPaths;

/** A run's curves, thinned, and its inputs: what the compare page loads. */
export function GET({ params }: { params: { project?: string; id?: string } }): Response {
  return new Response(seriesText(projectReport(params.project), params.id ?? ''));
}
