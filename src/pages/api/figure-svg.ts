import { LIGHT } from '../../charts/colours.ts';
import { overlayChart } from '../../charts/overlay.ts';
import { WIDE } from '../../charts/spec.ts';
import { standaloneSvg } from '../../charts/standalone.ts';
import { figureAt, figurePaths } from '../compared.ts';
import { renderer } from '../render.ts';

export const getStaticPaths = figurePaths;

/** A figure as a picture that needs nothing of the site. */
export async function GET({ params }: { params: { project?: string; figure?: string } }): Promise<Response> {
  const { overlay, alternative } = figureAt(params);
  const svg = await renderer()(overlayChart(overlay, WIDE));
  return new Response(standaloneSvg(svg, LIGHT, `${overlay.metric} over ${overlay.x.label}`, alternative));
}
