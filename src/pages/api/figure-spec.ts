import { LIGHT } from '../../charts/colours.ts';
import { overlayChart } from '../../charts/overlay.ts';
import { WIDE } from '../../charts/spec.ts';
import { withColours } from '../../charts/standalone.ts';
import { figureAt, figurePaths } from '../compared.ts';

export const getStaticPaths = figurePaths;

/** A figure as a Vega-Lite specification with its data, to open in any editor. */
export function GET({ params }: { params: { project?: string; figure?: string } }): Response {
  const spec = overlayChart(figureAt(params).overlay, WIDE);
  return new Response(`${JSON.stringify(withColours(spec, LIGHT), null, 1)}\n`);
}
