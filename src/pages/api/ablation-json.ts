import { jsonDocument } from '../../exports/document.ts';
import { exportedRows, tablePaths } from '../tables.ts';

export const getStaticPaths = tablePaths;

/** Rows of a table for every metric, all numbers in full. */
export function GET({ params }: { params: { project?: string; table?: string } }): Response {
  return new Response(jsonDocument(exportedRows(params)));
}
