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

/** Runs that an address can hold. */
export const MOST_CHOSEN = 200;

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
  let chosen = new Set(start);
  const said = element('span', '');
  said.setAttribute('role', 'status');
  const link = element('a', '');
  const bar = element('div', 'chosen', said, link, button('Clear', 'plain', clear));
  above.before(bar);
  const all = element('input', '');
  all.type = 'checkbox';
  all.setAttribute('aria-label', 'Choose all runs that are shown');
  all.addEventListener('change', () => {
    const shown = [...boxes()].map(({ value }) => value);
    set(all.checked ? new Set([...chosen, ...shown]) : chosen.difference(new Set(shown)));
  });

  function boxes(): NodeListOf<HTMLInputElement> {
    return table.querySelectorAll<HTMLInputElement>('td.pick input');
  }

  function clear(): void {
    set(new Set());
    boxes()[0]?.focus();
  }

  function set(ids: ReadonlySet<string>): void {
    chosen = new Set([...ids].slice(0, MOST_CHOSEN));
    change([...chosen]);
    refresh();
  }

  function refresh(): void {
    const ids = [...chosen];
    bar.classList.toggle('some', ids.length > 0);
    link.hidden = ids.length < 2;
    link.href = compareAddress(compare, ids);
    link.textContent = ids.length > MOST_RUNS ? `Compare the first ${MOST_RUNS}` : 'Compare';
    said.textContent = choiceText(ids.length);
    let ticked = 0;
    for (const box of boxes()) {
      box.checked = chosen.has(box.value);
      box.disabled = !box.checked && ids.length >= MOST_CHOSEN;
      if (box.checked) ticked += 1;
      box.closest('tr')?.classList.toggle('sel', box.checked);
    }
    const shown = boxes().length;
    all.checked = shown > 0 && ticked === shown;
    all.indeterminate = ticked > 0 && ticked < shown;
  }

  function boxOf(row: HTMLTableRowElement, id: string): HTMLTableCellElement {
    const box = element('input', '');
    box.type = 'checkbox';
    box.value = id;
    box.setAttribute('aria-label', `Choose ${row.querySelector('.runname')?.textContent ?? id}`);
    box.addEventListener('change', () => set(box.checked ? new Set([...chosen, id]) : chosen.difference(new Set([id]))));
    return element('td', 'pick', element('label', '', box));
  }

  function dress(): void {
    const head = table.tHead?.rows[0];
    if (head !== undefined && head.querySelector('.pick') === null) head.prepend(headCell('pick', element('label', '', all)));
    for (const row of table.tBodies[0]?.rows ?? []) {
      const id = row.dataset['run'];
      if (id !== undefined && row.querySelector('.pick') === null) row.prepend(boxOf(row, id));
    }
    refresh();
  }

  return {
    dress,
    keep(ids) {
      if (chosen.size === 0) return;
      const there = new Set(ids);
      if ([...chosen].some((id) => !there.has(id))) set(new Set([...chosen].filter((id) => there.has(id))));
    },
  };
}

/** What is said of so many chosen runs. */
export function choiceText(many: number): string {
  if (many === 0) return '';
  if (many === 1) return '1 chosen, tick another to compare';
  if (many <= MOST_RUNS) return `${count(many)} chosen`;
  return `${count(many)} chosen${many >= MOST_CHOSEN ? ', the most that an address can hold' : ''}; the curves of ${MOST_RUNS} can be read together`;
}

/** The compare page with these runs, or the first of them that it can show. */
export function compareAddress(page: string, runs: readonly string[]): string {
  return page + writeState({ runs: runs.slice(0, MOST_RUNS), metrics: [], over: 'step', logX: false, logY: false, smoothing: 0 });
}
