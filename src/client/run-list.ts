import type { TableColumn, TableData } from './run-data.ts';
import type { Sort } from './run-order.ts';
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
  const made = builtRows(table, data);
  let columns = keysOf(data.columns.slice(0, data.shown));
  let head = `${columns}\n${orderOf(builtSort(data))}`;
  let later = 0;

  const rowOf = (at: number, view: View): HTMLTableRowElement => {
    const row = made.get(at) ?? bodyRow(data, view, at, address);
    made.set(at, row);
    return row;
  };

  return {
    show(view) {
      cancelIdle(later);
      const keys = keysOf(view.columns);
      if (keys !== columns || made.size > MOST_KEPT) made.clear();
      columns = keys;
      const order = `${keys}\n${orderOf(view.sort)}`;
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

/** The rows that the page was built with, which are as the script would make them. */
function builtRows(table: HTMLTableElement, { ids }: TableData): Map<number, HTMLTableRowElement> {
  const rows = [...(table.tBodies[0]?.rows ?? [])].map((row, at) => [at, row] as const);
  return new Map(rows.filter(([at, row]) => row.dataset['run'] === ids[at]));
}

/** The order of the rows as the page was built. */
export function builtSort({ columns, primary }: TableData): Sort | null {
  const column = columns.find(({ key }) => key === primary);
  return column === undefined || column.direction === null ? null : { key: column.key, descending: column.direction === 'higher' };
}

const keysOf = (columns: readonly TableColumn[]) => columns.map(({ key }) => key).join('\n');
const orderOf = (sort: Sort | null) => (sort === null ? '' : `${sort.descending ? '-' : ''}${sort.key}`);

/** Safari has no idle callbacks. */
export function whenIdle(work: () => void): number {
  return typeof requestIdleCallback === 'function' ? requestIdleCallback(work, { timeout: 500 }) : window.setTimeout(work, 30);
}

function cancelIdle(handle: number): void {
  if (typeof cancelIdleCallback === 'function') cancelIdleCallback(handle);
  else clearTimeout(handle);
}
