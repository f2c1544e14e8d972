import { count } from '../model/number.ts';
import { MOST_RUNS, writeState } from './compare-state.ts';
import { button, element, headCell } from './elements.ts';

/** The runs a reader ticks to compare them. */
export interface Choice {
  /** Gives the rows that the table now has their boxes. */
  readonly dress: () => void;
  /** Forgets runs that are not among these. */
  readonly keep: (ids: readonly string[]) => void;
}

/**
 * A column of boxes and, above the table, a bar that leads to the compare page at address `compare`. `change` is told
 * the ids whenever they change.
 */
export function startChoice(
  table: HTMLTableElement,
  above: Element,
  compare: string,
  start: readonly string[],
  change: (ids: readonly string[]) => void,
): Choice {
  let chosen = start;
  const said = element('span', '');
  said.setAttribute('role', 'status');
  const link = element('a', '', 'Compare');
  const bar = element('div', 'chosen', said, link, button('Clear', 'plain', clear));
  above.before(bar);

  function clear(): void {
    set([]);
    table.querySelector<HTMLInputElement>('.pick input')?.focus();
  }

  function set(ids: readonly string[]): void {
    chosen = ids;
    change(ids);
    refresh();
  }

  function refresh(): void {
    const many = chosen.length;
    bar.classList.toggle('some', many > 0);
    link.hidden = many < 2;
    link.href = compareAddress(compare, chosen);
    said.textContent =
      many === 0
        ? ''
        : `${count(many)} chosen${many === 1 ? ', tick another to compare' : many === MOST_RUNS ? ', the most that can be compared' : ''}`;
    for (const box of table.querySelectorAll<HTMLInputElement>('.pick input')) {
      box.checked = chosen.includes(box.value);
      box.disabled = !box.checked && many >= MOST_RUNS;
    }
  }

  function boxOf(row: HTMLTableRowElement, id: string): HTMLTableCellElement {
    const box = element('input', '');
    box.type = 'checkbox';
    box.value = id;
    box.setAttribute('aria-label', `Choose ${row.querySelector('.runname')?.textContent ?? id}`);
    box.addEventListener('change', () => set(box.checked ? [...chosen, id] : chosen.filter((other) => other !== id)));
    return element('td', 'pick', element('label', '', box));
  }

  function dress(): void {
    const head = table.tHead?.rows[0];
    if (head !== undefined && head.querySelector('.pick') === null) head.prepend(headCell('pick', element('span', 'vh', 'Choose')));
    for (const row of table.tBodies[0]?.rows ?? []) {
      const id = row.dataset['run'];
      if (id !== undefined && row.querySelector('.pick') === null) row.prepend(boxOf(row, id));
    }
    refresh();
  }

  return {
    dress,
    keep(ids) {
      const known = chosen.filter((id) => ids.includes(id));
      if (known.length < chosen.length) set(known);
    },
  };
}

/** The compare page with these runs. */
export function compareAddress(page: string, runs: readonly string[]): string {
  return page + writeState({ runs, metrics: [], over: 'step', logX: false, logY: false, smoothing: 0 });
}
