import { ablationCsv } from '../../exports/ablation-csv.ts';
import { exportedRows, tablePaths } from '../tables.ts';

export const getStaticPaths = tablePaths;

/** The same rows, a line each. */
export function GET({ params }: { params: { project?: string; table?: string } }): Response {
  return new Response(ablationCsv(exportedRows(params)));
}
