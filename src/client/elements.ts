import { markOf } from '../charts/colours.ts';
import { breakable, shorten, type shortenMiddle, visible } from '../model/visible.ts';

type Child = Node | string;

/** An element with a class and children; strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** Text of a record: isolated, with hidden characters shown, cut where it is long; a line may break after separators. */
export function isolated(text: string, limit: number, cut: typeof shorten | typeof shortenMiddle = shorten): HTMLElement {
  const short = cut(text, limit);
  const made = element('bdi', '', ...breakable(visible(short)).flatMap((part, i) => (i > 0 ? [element('wbr', ''), part] : [part])));
  if (short !== text) made.title = visible(shorten(text, 1000));
  return made;
}

export function button(text: string, className: string, act: () => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

/** The line of a run as figures draw it, to stand before its name. */
export function lineKey(slot: number): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const { stroke, dash } = markOf(slot);
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'key');
  svg.setAttribute('width', '22');
  svg.setAttribute('height', '8');
  svg.setAttribute('viewBox', '0 0 22 8');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(space, 'line');
  const attributes = { x1: '0', x2: '22', y1: '4', y2: '4', stroke, 'stroke-width': '3', 'stroke-dasharray': dash.join(' ') };
  for (const [name, value] of Object.entries(attributes)) if (value !== '') line.setAttribute(name, value);
  svg.append(line);
  return svg;
}

/** Wraps a table in the box that scrolls. */
export function tableBox(className: string, label: string, head: HTMLTableRowElement, rows: readonly HTMLTableRowElement[]): HTMLElement {
  const box = element('div', `tbl ${className}`, element('table', '', element('thead', '', head), element('tbody', '', ...rows)));
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', label);
  box.tabIndex = 0;
  return box;
}

export function headCell(className: string, ...children: readonly Child[]): HTMLTableCellElement {
  const cell = element('th', className, ...children);
  cell.scope = 'col';
  return cell;
}
