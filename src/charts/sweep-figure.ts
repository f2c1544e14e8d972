import { phraseText } from '../model/phrase-text.ts';
import type { BudgetFigure, Parallel, Slice } from '../model/report/sweep.ts';
import { leftRoom } from './axis.ts';
import { BUDGET_HEIGHT, budgetChart } from './budget.ts';
import { PARALLEL_HEIGHT, parallelChart } from './parallel.ts';
import { OF_SWEEPS, plainStyle } from './plain-style.ts';
import { box, cut, paragraph, SHEET, sheetOf, words } from './sheet.ts';
import { SLICE_HEIGHT, sliceAxis, sliceChart } from './slice.ts';
import type { Markup } from './svg.ts';

/** What stands above and below the drawing. */
export interface SweepWords {
  readonly title: string;
  readonly subtitle: string;
  readonly caption: string;
}

const { width: WIDTH, edge: EDGE, type: TYPE } = SHEET;
const ACROSS = 3;
/** Room of a drawing for the words at its axes, above it for its name and the trials without a result. */
const LEFT = 46;
const RIGHT = 78;
const ABOVE = 78;
const BELOW = 46;

/** All slices of one objective as one picture, three across. */
export function slicesFigure(said: SweepWords, slices: readonly Slice[]): string {
  return sheet(said, (top) => {
    const wide = (WIDTH - 2 * EDGE) / ACROSS;
    const tall = ABOVE + SLICE_HEIGHT + BELOW;
    // All of one objective, so all of one axis.
    const [first] = slices;
    const left = first === undefined ? LEFT : Math.max(LEFT, leftRoom(sliceAxis(first).labels));
    const parts = slices.flatMap((slice, i) => {
      const x = EDGE + (i % ACROSS) * wide;
      const y = top + Math.floor(i / ACROSS) * tall;
      return [
        words(cut(slice.parameter, wide - 20, true), x, y + 20, { 'font-weight': 650, fill: 'var(--ink)' }),
        words(cut(phraseText(slice.subtitle), wide - 20), x, y + 38, {}),
        drawing(x + left, y + ABOVE, wide - left - RIGHT, SLICE_HEIGHT, sliceChart(slice)),
      ];
    });
    return { parts, end: top + Math.ceil(slices.length / ACROSS) * tall };
  });
}

export function parallelFigure(said: SweepWords, parallel: Parallel): string {
  return sheet(said, (top) => ({
    parts: [drawing(EDGE + 12, top + 70, WIDTH - 2 * EDGE - 24, PARALLEL_HEIGHT, parallelChart(parallel))],
    end: top + 70 + PARALLEL_HEIGHT + 30,
  }));
}

export function budgetFigure(said: SweepWords, budget: BudgetFigure): string {
  return sheet(said, (top) => ({
    parts: [drawing(EDGE + LEFT, top + 20, WIDTH - 2 * EDGE - LEFT - 20, BUDGET_HEIGHT, budgetChart(budget))],
    end: top + 20 + BUDGET_HEIGHT + 50,
  }));
}

function sheet(
  { title, subtitle, caption }: SweepWords,
  body: (top: number) => { readonly parts: readonly Markup[]; readonly end: number },
) {
  const head = paragraph(title, EDGE, { size: 17, bold: true, fill: 'var(--ink)' });
  const below = paragraph(subtitle, head.end, { size: TYPE, bold: false, fill: 'var(--ink-2)' });
  const { parts, end } = body(below.end + 8);
  const foot = paragraph(caption, end, { size: 12, bold: false, fill: 'var(--ink-2)' });
  return sheetOf(foot.end + EDGE, [...head.lines, ...below.lines, ...parts, ...foot.lines]);
}

function drawing(x: number, y: number, width: number, height: number, chart: Markup): Markup {
  // Words at the axes stand outside the plot, which a picture of its own would cut off.
  const { markup } = plainStyle(chart, OF_SWEEPS);
  return box(x, y, width, height, { markup: markup.replace(/^<svg/, '<svg overflow="visible"') });
}
