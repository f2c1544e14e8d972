import { count } from '../model/number.ts';
import { tick } from './controls.ts';
import { element, isolated } from './elements.ts';
import type { TableColumn } from './run-data.ts';

/** So many are listed at once; the rest is found by its name. */
const LISTED = 120;

/** Fills a box with the columns of the table to tick; `change` is told the keys that are ticked, in the table's order. */
export function columnList(
  box: HTMLElement,
  columns: readonly TableColumn[],
  start: readonly string[],
  change: (keys: readonly string[]) => void,
): void {
  const ticked = new Set(start);
  const list = element('div', 'picks');
  const note = element('p', 'caption');
  const find = element('input', '');
  find.type = 'search';
  find.placeholder = 'part of a name';
  find.setAttribute('aria-label', 'Find columns');
  const fill = () => {
    const wanted = find.value.trim().toLowerCase();
    const found = columns.filter(({ key }) => key.toLowerCase().includes(wanted));
    list.replaceChildren(...found.slice(0, LISTED).map(boxOf));
    note.textContent =
      found.length > LISTED ? `and ${count(found.length - LISTED)} more` : found.length === 0 ? 'No column has this name.' : '';
  };
  const boxOf = ({ key, label }: TableColumn) => {
    const made = tick('', ticked.has(key), (on) => {
      if (on) ticked.add(key);
      else ticked.delete(key);
      change(columns.flatMap((column) => (ticked.has(column.key) ? [column.key] : [])));
    });
    made.label.append(isolated(label, 80));
    return made.label;
  };
  find.addEventListener('input', fill);
  fill();
  box.replaceChildren(...(columns.length > 40 ? [find] : []), list, note);
}
