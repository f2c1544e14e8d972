import { shortenMiddle } from '../model/visible.ts';
import { isolated, lineKey } from './elements.ts';
import type { TableColumn, TableData } from './run-data.ts';
import type { Sort } from './run-order.ts';
import { cellText } from './run-text.ts';

/** What the table shows at one moment. */
export interface View {
  readonly rows: readonly number[];
  readonly columns: readonly TableColumn[];
  readonly sort: Sort | null;
}

/** The head of the table; `choose` is told which column was chosen to sort by. */
export function headRow({ columns, sort }: View, choose: (key: string) => void): HTMLTableRowElement {
  const row = document.createElement('tr');
  const all = [{ key: 'name', label: 'Run', unit: null, format: null }, ...columns];
  row.append(
    ...all.map(({ key, label, unit, format }) => {
      const head = document.createElement('th');
      head.scope = 'col';
      head.dataset['key'] = key;
      if (format !== null) head.className = 'n';
      const order = sort?.key === key ? (sort.descending ? 'descending' : 'ascending') : null;
      if (order !== null) head.ariaSort = order;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(isolated(label, 40), order === null ? '' : order === 'descending' ? '\u00a0↓' : '\u00a0↑');
      if (unit !== null) {
        const small = document.createElement('small');
        small.textContent = unit;
        button.append(document.createElement('br'), small);
      }
      button.addEventListener('click', () => choose(key));
      head.append(button);
      return head;
    }),
  );
  return row;
}

/** A row of the table; `address` is the page that holds the runs' pages. */
export function bodyRow(data: TableData, { columns }: View, at: number, address: string): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.dataset['run'] = data.ids[at] ?? '';
  const name = document.createElement('th');
  name.scope = 'row';
  const link = document.createElement('a');
  link.className = 'runname';
  link.href = `${address}${encodeURIComponent(data.ids[at] ?? '')}/`;
  link.append(isolated(data.names[at] ?? '', 42, shortenMiddle));
  const slot = data.slots[at] ?? null;
  if (slot !== null) name.append(lineKey(slot));
  name.append(link);
  row.append(name, ...columns.map((column) => cellOf(column, at)));
  return row;
}

/** What stands where no run is found. */
export function noRow(width: number): HTMLTableRowElement {
  const row = document.createElement('tr');
  const cell = document.createElement('td');
  cell.colSpan = width;
  cell.className = 'dim';
  cell.textContent = 'No run matches.';
  row.append(cell);
  return row;
}

function cellOf(column: TableColumn, row: number): HTMLTableCellElement {
  const cell = document.createElement('td');
  const { kind, format } = column;
  const value = column.at(row);
  const text = cellText(column, value);
  if (format !== null) cell.className = value !== undefined && value === column.best() ? 'n best' : 'n';
  if (text === null) {
    const dash = document.createElement('span');
    dash.className = 'dim';
    dash.title = 'not in the record of this run';
    dash.textContent = '—';
    cell.append(dash);
  } else if (typeof value === 'number' && (format !== null || kind === 'started' || kind === 'duration')) cell.textContent = text;
  else {
    const span = document.createElement('span');
    span.className = kind === 'id' || kind === 'commit' ? 'cell id' : 'cell';
    span.append(isolated(text, 80));
    cell.append(span);
  }
  return cell;
}
