import { OF_LINES, plainStyle } from './plain-style.ts';
import { RESPONSE_HEIGHT } from './response.ts';
import { box, cut, END, INK, paragraph, rule, SHEET, sheetOf, words } from './sheet.ts';
import type { Markup } from './svg.ts';

/** A table of variants as one picture for a paper: its plot with the numbers beside it, and the curve over its factor where it has one. */
export interface AblationFigure {
  readonly title: string;
  readonly subtitle: string;
  /** What ± is, the test, what is left out. */
  readonly caption: string;
  readonly heads: { readonly label: string; readonly plot: string; readonly delta: string; readonly p: string };
  readonly rows: readonly AblationFigureRow[];
  /** The axis below the rows, as wide as the cells. */
  readonly axis: Markup;
  readonly response: Markup | null;
}

export interface AblationFigureRow {
  readonly label: string;
  readonly n: string;
  readonly plot: Markup;
  readonly delta: string;
  readonly p: string;
}

const { width: WIDTH, edge: EDGE, type: TYPE } = SHEET;
const ROW = 26;
const AXIS = 30;
/** Where the columns stand: the ends of the names and of n, both ends of the plot, and the ends of Δ and p. */
const AT = { label: 250, n: 285, plot: 305, plotEnd: 600, delta: 770, p: WIDTH - EDGE } as const;

/** An SVG of its own, still with the variables of the style sheet for colours. */
export function ablationFigure({ title, subtitle, caption, heads, rows, axis, response }: AblationFigure): string {
  const parts: Markup[] = [];
  let y: number = EDGE;
  const lines = (text: string, size: number, bold: boolean, fill: string) => {
    const { lines, end } = paragraph(text, y, { size, bold, fill });
    parts.push(...lines);
    y = end;
  };
  lines(title, 17, true, 'var(--ink)');
  lines(subtitle, TYPE, false, 'var(--ink-2)');
  y += 30;
  parts.push(
    words(heads.label, EDGE, y, {}),
    words('n', AT.n, y, END),
    words(heads.plot, AT.plot, y, {}),
    words(heads.delta, AT.delta, y, END),
    words(heads.p, AT.p, y, END),
  );
  y += 8;
  parts.push(rule(y));
  for (const row of rows) {
    const middle = y + ROW / 2 + 4;
    parts.push(
      words(cut(row.label, AT.label - EDGE), EDGE, middle, INK),
      words(row.n, AT.n, middle, { ...END, ...INK }),
      box(AT.plot, y, AT.plotEnd - AT.plot, ROW, plainStyle(row.plot)),
      words(row.delta, AT.delta, middle, { ...END, ...INK }),
      words(row.p, AT.p, middle, { ...END, ...INK }),
    );
    y += ROW;
  }
  parts.push(box(AT.plot, y, AT.plotEnd - AT.plot, AXIS, plainStyle(axis)), rule(y + AXIS));
  y += AXIS;
  if (response !== null) {
    parts.push(box(EDGE + 44, y + 30, WIDTH - 2 * EDGE - 180, RESPONSE_HEIGHT, plainStyle(response, OF_LINES)));
    y += RESPONSE_HEIGHT + 80;
  }
  y += 6;
  lines(caption, 12, false, 'var(--ink-2)');
  return sheetOf(y + EDGE, parts);
}
