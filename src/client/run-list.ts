import type { TableData } from './run-data.ts';
import { bodyRow, headRow, noRow, type View } from './run-rows.ts';

/** The rows of the table on the page. */
export interface RunList {
  /** Shows a view: what fits a screen at once, the rest when the browser has time. */
  show(view: View): void;
}

/** Rows that a screen can hold. */
const SCREEN = 40;
const MOST_KEPT = 2000;

/** Fills a table; rows are made once and used again. `dressed` is told whenever rows were added. */
export function runList(
  table: HTMLTableElement,
  data: TableData,
  address: string,
  sortBy: (key: string) => void,
  dressed: () => void,
): RunList {
  const made = new Map<number, HTMLTableRowElement>();
  let head = '';
  let columns = '';
  let later = 0;

  const rowOf = (at: number, view: View): HTMLTableRowElement => {
    const row = made.get(at) ?? bodyRow(data, view, at, address);
    made.set(at, row);
    return row;
  };

  return {
    show(view) {
      cancelIdle(later);
      const keys = view.columns.map(({ key }) => key).join('\n');
      if (keys !== columns || made.size > MOST_KEPT) made.clear();
      columns = keys;
      const order = `${keys}\n${view.sort?.key} ${view.sort?.descending}`;
      if (order !== head) table.tHead?.replaceChildren(headRow(view, sortBy));
      head = order;
      const body = table.tBodies[0];
      const first = view.rows.slice(0, SCREEN).map((at) => rowOf(at, view));
      body?.replaceChildren(...(first.length > 0 ? first : [noRow(view.columns.length + 2)]));
      dressed();
      if (view.rows.length <= SCREEN) return;
      later = whenIdle(() => {
        body?.append(...view.rows.slice(SCREEN).map((at) => rowOf(at, view)));
        dressed();
      });
    },
  };
}

/** Safari has no idle callbacks. */
export function whenIdle(work: () => void): number {
  return typeof requestIdleCallback === 'function' ? requestIdleCallback(work, { timeout: 500 }) : window.setTimeout(work, 30);
}

function cancelIdle(handle: number): void {
  if (typeof cancelIdleCallback === 'function') cancelIdleCallback(handle);
  else clearTimeout(handle);
}
