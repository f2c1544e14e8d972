import { shortenMiddle, visible } from '../model/visible.ts';
import { element, type Markup } from './svg.ts';
import { textWidth } from './text-width.ts';

/** What pictures for papers are put together from: drawings and words at places, on a sheet of one width. CSS pixels. */
export const SHEET = { width: 860, edge: 20, type: 13 } as const;

export const END = { 'text-anchor': 'end' };
export const INK = { fill: 'var(--ink)' };

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The sheet itself, still with the variables of the style sheet for colours. */
export function sheetOf(height: number, parts: readonly Markup[]): string {
  const size = { width: SHEET.width, height };
  const font = { 'font-family': 'system-ui, sans-serif', 'font-size': SHEET.type, fill: 'var(--ink-2)' };
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, viewBox: `0 0 ${size.width} ${height}`, ...font }, ...parts).markup;
}

/** A paragraph from `top` down: its lines, and where it ends. */
export function paragraph(text: string, top: number, look: { readonly size: number; readonly bold: boolean; readonly fill: string }) {
  const { size, bold, fill } = look;
  let y = top;
  const lines = wrapped(text, size, bold).map((line) => {
    y += Math.round(size * 1.3);
    return words(line, SHEET.edge, y, { 'font-size': size, 'font-weight': bold ? 650 : undefined, fill });
  });
  return { lines, end: y };
}

export function words(text: string, x: number, y: number, more: Attributes): Markup {
  return element('text', { x, y, ...more }, visible(text));
}

export function rule(y: number): Markup {
  return element('line', { x1: SHEET.edge, x2: SHEET.width - SHEET.edge, y1: y, y2: y, stroke: 'var(--edge)' });
}

export function box(x: number, y: number, width: number, height: number, drawing: Markup): Markup {
  return element('svg', { x, y, width, height, overflow: 'visible' }, drawing);
}

/** Cut in the middle until it is no wider. */
export function cut(text: string, width: number, bold = false): string {
  for (let length = 60; length > 4; length -= 1) {
    const short = shortenMiddle(text, length);
    if (textWidth(visible(short), SHEET.type, bold) <= width) return short;
  }
  return shortenMiddle(text, 4);
}

function wrapped(text: string, size: number, bold: boolean): readonly string[] {
  const made: string[] = [];
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = made.length === 0 ? word : `${made.at(-1)} ${word}`;
    if (made.length > 0 && textWidth(longer, size, bold) <= SHEET.width - 2 * SHEET.edge) made[made.length - 1] = longer;
    else made.push(shortenMiddle(word, 60));
  }
  return made;
}
