import { exportSweep, sweepsCsv } from '../../exports/sweeps.ts';
import { sweepAt, sweepPaths } from '../sweep-paths.ts';

export const getStaticPaths = sweepPaths;

/** Its trials, a line each. */
export function GET({ params }: { params: { project?: string; sweep?: string } }): Response {
  return new Response(sweepsCsv([exportSweep(sweepAt(params))]));
}
