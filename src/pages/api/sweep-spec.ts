import { LIGHT } from '../../charts/colours.ts';
import { withColours } from '../../charts/standalone.ts';
import { sweepFigureAt, sweepFigurePaths } from '../sweep-figures.ts';

export const getStaticPaths = () => sweepFigurePaths();

/** A figure of a sweep as a Vega-Lite specification with its data, to open in any editor. */
export function GET({ params }: { params: { project?: string; sweep?: string; figure?: string } }): Response {
  return new Response(`${JSON.stringify(withColours(sweepFigureAt(params).spec(), LIGHT))}\n`);
}
