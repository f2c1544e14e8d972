import { budgetCsv } from '../../exports/sweeps.ts';
import { sweepFigureAt, sweepFigurePaths } from '../sweep-figures.ts';

export const getStaticPaths = () => sweepFigurePaths(new Set(['budget']));

/** The points of the curve of a budget; those of the other figures are the trials of the sweep. */
export function GET({ params }: { params: { project?: string; sweep?: string; figure?: string } }): Response {
  const { budget } = sweepFigureAt(params).objective;
  if (budget === null) throw new Error(`no budget ${params.figure}`);
  return new Response(budgetCsv(budget));
}
