import { ablationSheets } from '../../exports/ablation-sheet.ts';
import { ablationMarkdown } from '../../exports/ablation-text.ts';
import { tableAt, tablePaths } from '../tables.ts';

export const getStaticPaths = tablePaths;

/** The table as it is read, in Markdown. */
export function GET({ params }: { params: { project?: string; table?: string } }): Response {
  return new Response(ablationMarkdown(ablationSheets(tableAt(params))));
}
