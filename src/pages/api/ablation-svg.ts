import { ablationFigure } from '../../charts/ablation-figure.ts';
import { LIGHT } from '../../charts/colours.ts';
import { standaloneSvg } from '../../charts/standalone.ts';
import { figureOf } from '../../components/figure-of.ts';
import { tableAt, tablePaths } from '../tables.ts';

export const getStaticPaths = tablePaths;

/** The plot of a table by its first metric, as a picture that needs nothing of the site. */
export function GET({ params }: { params: { project?: string; table?: string } }): Response {
  const table = tableAt(params);
  const [measured] = table.metrics;
  if (measured === undefined) throw new Error(`no metric in ${params.table}`);
  const figure = figureOf(table, measured);
  const said = figure.rows.map(({ label, n, delta, p }) => `${label}: ${delta}, n = ${n}${p === '' ? '' : `, p ${p}`}`).join('; ');
  return new Response(standaloneSvg(ablationFigure(figure), LIGHT, figure.title, `${figure.subtitle} ${said}`));
}
