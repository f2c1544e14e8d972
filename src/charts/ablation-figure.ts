import { shortenMiddle, visible } from '../model/visible.ts';
import { plainStyle } from './plain-style.ts';
import { RESPONSE_HEIGHT } from './response.ts';
import { element, type Markup } from './svg.ts';
import { textWidth } from './text-width.ts';

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

/** CSS pixels, as is all below. */
const WIDTH = 860;
const EDGE = 20;
const ROW = 26;
const AXIS = 30;
const TYPE = 13;
/** Where the columns stand: the ends of the names and of n, both ends of the plot, and the ends of Δ and p. */
const AT = { label: 250, n: 285, plot: 305, plotEnd: 600, delta: 770, p: WIDTH - EDGE } as const;

/** An SVG of its own, still with the variables of the style sheet for colours. */
export function ablationFigure({ title, subtitle, caption, heads, rows, axis, response }: AblationFigure): string {
  const parts: Markup[] = [];
  let y = EDGE;
  const lines = (text: string, size: number, bold: boolean, fill: string) => {
    for (const line of wrapped(text, size, bold)) {
      y += Math.round(size * 1.3);
      parts.push(words(line, EDGE, y, { 'font-size': size, 'font-weight': bold ? 650 : undefined, fill }));
    }
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
    parts.push(box(EDGE + 44, y + 30, WIDTH - 2 * EDGE - 180, RESPONSE_HEIGHT, plainStyle(response, true)));
    y += RESPONSE_HEIGHT + 80;
  }
  y += 6;
  lines(caption, 12, false, 'var(--ink-2)');
  const size = { width: WIDTH, height: y + EDGE };
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, viewBox: `0 0 ${size.width} ${size.height}`, ...FONT }, ...parts)
    .markup;
}

const FONT = { 'font-family': 'system-ui, sans-serif', 'font-size': TYPE, fill: 'var(--ink-2)' };
const END = { 'text-anchor': 'end' };
const INK = { fill: 'var(--ink)' };

function words(text: string, x: number, y: number, more: Readonly<Record<string, string | number | undefined>>): Markup {
  return element('text', { x, y, ...more }, visible(text));
}

function rule(y: number): Markup {
  return element('line', { x1: EDGE, x2: WIDTH - EDGE, y1: y, y2: y, stroke: 'var(--edge)' });
}

function box(x: number, y: number, width: number, height: number, drawing: Markup): Markup {
  return element('svg', { x, y, width, height, overflow: 'visible' }, drawing);
}

/** Cut in the middle until it is no wider. */
function cut(text: string, width: number): string {
  for (let length = 60; length > 4; length -= 1) {
    const short = shortenMiddle(text, length);
    if (textWidth(visible(short), TYPE) <= width) return short;
  }
  return shortenMiddle(text, 4);
}

function wrapped(text: string, size: number, bold: boolean): readonly string[] {
  const made: string[] = [];
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = made.length === 0 ? word : `${made.at(-1)} ${word}`;
    if (made.length > 0 && textWidth(longer, size, bold) <= WIDTH - 2 * EDGE) made[made.length - 1] = longer;
    else made.push(shortenMiddle(word, 60));
  }
  return made;
}
