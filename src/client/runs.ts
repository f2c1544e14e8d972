import { count, counted } from '../model/number.ts';
import { compileQuery, parseQuery } from '../query/query.ts';
import { decode, sorted, subjectsOf, type TableColumn, type TableData, vocabularyOf } from './run-data.ts';
import { bodyRows, headRow } from './run-rows.ts';
import { readState, type State, writeState } from './run-state.ts';

const section = document.querySelector<HTMLElement>('.runs');
if (section !== null) start(section);

/** Makes the built table live: filter, order, columns, more rows. The data is fetched when something is asked for. */
function start(section: HTMLElement): void {
  const part = <T extends HTMLElement>(selector: string) => section.querySelector<T>(selector);
  const [query, tally, columnBox, table] = [
    part<HTMLInputElement>('#runs-query'),
    part('.runs-count'),
    part('.runs-columns'),
    part<HTMLTableElement>('table'),
  ];
  if (query === null || tally === null || table === null) return;
  const page = Number(section.dataset['rows'] ?? 100);
  const address = section.dataset['runs'] ?? '';
  let state: State = readState(location.search);
  let rows = page;
  let loading: Promise<TableData> | null = null;

  const load = () => {
    loading ??= fetch(section.dataset['table'] ?? '')
      .then((answer) => answer.json() as Promise<TableData>)
      .then(decode);
    return loading;
  };

  const change = async (next: Partial<State>, keepRows = false) => {
    state = { ...state, ...next };
    if (!keepRows) rows = page;
    history.replaceState(null, '', `${location.pathname}${writeState(state)}${location.hash}`);
    try {
      show(await load());
    } catch {
      tally.textContent = 'The data of the table could not be loaded; what is shown is the page as it was built.';
    }
  };

  const show = (data: TableData) => {
    const all = data.ids.map((_, row) => row);
    const parsed = parseQuery(state.query);
    const problem = document.createElement('span');
    problem.className = 'say-error';
    let found: readonly number[] = all;
    if ('error' in parsed) problem.textContent = ` Column ${parsed.error.column}: ${parsed.error.message}`;
    else {
      const { matches, warnings } = compileQuery(parsed.query, vocabularyOf(data));
      const at = subjectsOf(data);
      found = all.filter((row) => matches(at(row)));
      problem.textContent = warnings.map(({ message }) => ` ${message}`).join('');
    }
    const ordered = state.sort === null ? found : sorted(data, found, state.sort);
    const columns = chosen(data);
    const view = { rows: ordered.slice(0, rows), columns, sort: state.sort };
    // What the reader chose may be wider than the page: then it scrolls in its box.
    table.parentElement?.classList.toggle('fits', state.columns === null);
    table.tHead?.replaceChildren(headRow(view, sortBy));
    table.tBodies[0]?.replaceChildren(...bodyRows(data, view, address));
    const words = document.createElement('b');
    words.textContent =
      found.length === all.length ? counted(all.length, 'run') : `${count(found.length)} of ${counted(all.length, 'run')}`;
    const more = ordered.length > rows ? `, the first ${rows} shown` : '';
    tally.replaceChildren(words, more, problem);
    const button = part<HTMLButtonElement>('.runs-more');
    if (button !== null) button.disabled = ordered.length <= rows;
    fillColumns(data, columns);
  };

  const chosen = ({ columns, shown }: TableData): readonly TableColumn[] =>
    state.columns === null ? columns.slice(0, shown) : columns.filter(({ key }) => state.columns?.includes(key));

  /** A metric is first shown best first, anything else from its start; a second click turns it round. */
  const sortBy = async (key: string) => {
    const column = (await load()).columns.find((known) => known.key === key);
    const first = column?.kind === 'metric' && column.direction !== 'lower';
    void change({ sort: { key, descending: state.sort?.key === key ? !state.sort.descending : first } });
  };

  const fillColumns = ({ columns }: TableData, shown: readonly TableColumn[]) => {
    if (columnBox === null || columnBox.childElementCount > 0) return;
    part('.runs-folded')?.remove();
    columnBox.append(
      ...columns.map(({ key, label }) => {
        const box = document.createElement('label');
        const tick = document.createElement('input');
        tick.type = 'checkbox';
        tick.checked = shown.some((column) => column.key === key);
        tick.value = key;
        tick.addEventListener('change', () => {
          const ticked = [...columnBox.querySelectorAll<HTMLInputElement>('input:checked')].map(({ value }) => value);
          void change({ columns: ticked }, true);
        });
        const name = document.createElement('bdi');
        name.textContent = label;
        box.append(tick, name);
        return box;
      }),
    );
  };

  for (const head of table.querySelectorAll<HTMLElement>('thead th')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => void sortBy(head.dataset['key'] ?? 'name'));
    head.append(button);
  }
  let waiting = 0;
  query.addEventListener('focus', () => void load().catch(() => null));
  query.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void change({ query: query.value.trim() }), 120);
  });
  part('.cols')?.addEventListener('toggle', () => void change({}, true));
  part('.runs-more')?.addEventListener('click', () => {
    rows += page * 2;
    void change({}, true);
  });
  if (location.search !== '') {
    query.value = state.query;
    void change({}, true);
  }
}
