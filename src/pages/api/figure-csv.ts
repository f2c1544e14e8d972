import { overlayRows } from '../../charts/overlay-table.ts';
import { csvRows } from '../../model/csv.ts';
import { figureAt, figurePaths } from '../compared.ts';

export const getStaticPaths = figurePaths;

/** The points that a figure draws. */
export function GET({ params }: { params: { project?: string; figure?: string } }): Response {
  return new Response(csvRows(overlayRows(figureAt(params).overlay)));
}
