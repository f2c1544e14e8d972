import { jsonDocument } from '../../exports/document.ts';
import { exportSweep } from '../../exports/sweeps.ts';
import { sweepAt, sweepPaths } from '../sweep-paths.ts';

export const getStaticPaths = sweepPaths;

/** The sweep with all its trials, in the words of `runfolio export sweeps`. */
export function GET({ params }: { params: { project?: string; sweep?: string } }): Response {
  return new Response(jsonDocument(exportSweep(sweepAt(params))));
}
