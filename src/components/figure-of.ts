import type { AblationFigure, AblationFigureRow } from '../charts/ablation-figure.ts';
import { markOf } from '../charts/colours.ts';
import { forestAxis, forestRow, forestScale } from '../charts/forest.ts';
import { responseChart } from '../charts/response.ts';
import { ladderRow, ladderScale } from '../charts/waterfall.ts';
import { correctionHead, isAdjusted } from '../model/correction.ts';
import { levelText, signedText } from '../model/number.ts';
import { phraseText } from '../model/phrase-text.ts';
import { probabilityText } from '../model/probability.ts';
import type { AblationTable, MeasuredTable } from '../model/report/ablation.ts';
import { forestRows, ladderSteps, marksText } from './ablation-cells.ts';
import { responseOf } from './response-of.ts';

/** Longer tables are for a page. */
const MOST = 60;

/** A table with its first metric as one picture, as its page shows it. */
export function figureOf(table: AblationTable, measured: MeasuredTable): AblationFigure {
  const { metric, unit, direction, level, correction, tests } = measured;
  const ladder = table.shape === 'ladder';
  const forest = forestRows(table, measured);
  const scale = forestScale(forest, 0);
  const steps = ladderSteps(table, measured);
  const climb = ladderScale(steps);
  const rows = table.rows.slice(0, MOST).map(({ label }, i): AblationFigureRow => {
    const cells = measured.rows[i];
    const contrast = (ladder ? cells?.step : null) ?? cells?.contrast ?? null;
    const [one, step] = [forest[i], steps[i]];
    const plot = ladder ? step && ladderRow(step, climb) : one && forestRow(one, scale, 0);
    return {
      label: `${phraseText(label)}${cells?.confounded === true ? ' (not only this differs)' : ''}`,
      n: String(cells?.n ?? 0),
      plot: plot ?? { markup: '' },
      delta: i === table.baseline ? 'baseline' : deltaText(contrast, measured),
      p: contrast?.pAdjusted == null ? '' : probabilityText(contrast.pAdjusted),
    };
  });
  const better = direction.better === null ? '' : direction.better === 'higher' ? ', right is better' : ', left is better';
  const way = direction.better === null ? 'no direction is known' : `${direction.better} is better`;
  const response = responseOf(table, measured);
  return {
    title: phraseText(table.title),
    subtitle: `${metric}${unit === null ? '' : `, ${unit}`}; ${way}; ${measured.selection} of each run. ${phraseText(measured.finding)}`,
    caption: `${captionWithout(phraseText(measured.caption))} ${marksText(measured, ladder)}${table.rows.length > MOST ? ` Here are the first ${MOST} of ${table.rows.length} rows.` : ''}`,
    heads: {
      label: ladder ? 'Step' : 'Change',
      plot: ladder ? `Means${better}` : `Δ${better}`,
      delta: `${ladder ? 'Δ to the row before' : 'Δ'}, ${levelText(level)} interval`,
      p: isAdjusted({ tests, correction }) ? `p, ${correctionHead({ tests, correction })}` : 'p',
    },
    rows,
    axis: forestAxis(ladder ? climb : scale),
    response: response === null ? null : responseChart(response, markOf),
  };
}

function deltaText(contrast: MeasuredTable['rows'][number]['contrast'], { deltaFormat }: MeasuredTable): string {
  if (contrast === null) return '—';
  const { delta, interval } = contrast;
  const range = interval === null ? '' : ` [${signedText(interval.low, deltaFormat)}, ${signedText(interval.high, deltaFormat)}]`;
  return `${signedText(delta, deltaFormat)}${range}`;
}

/** Of what the table alone shows, its marks and its bold means, nothing is said. */
function captionWithout(caption: string): string {
  return caption
    .split(/(?<=\.) /)
    .filter((sentence) => !/^(?:[*≈‡⚠] |Bold: )/.test(sentence))
    .join(' ');
}
