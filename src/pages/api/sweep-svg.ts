import { LIGHT } from '../../charts/colours.ts';
import { standaloneSvg } from '../../charts/standalone.ts';
import { sweepFigureAt, sweepFigurePaths } from '../sweep-figures.ts';

export const getStaticPaths = () => sweepFigurePaths();

/** A figure of a sweep as a picture that needs nothing of the site. */
export function GET({ params }: { params: { project?: string; sweep?: string; figure?: string } }): Response {
  const { svg, words, alternative } = sweepFigureAt(params);
  return new Response(standaloneSvg(svg(), LIGHT, words.title, alternative));
}
