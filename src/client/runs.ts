import { count, counted } from '../model/number.ts';
import { compileQuery, parseQuery } from '../query/query.ts';
import { element } from './elements.ts';
import { startChoice } from './run-choice.ts';
import { startCopy } from './run-copy.ts';
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

  const remember = (next: Partial<State>) => {
    state = { ...state, ...next };
    history.replaceState(null, '', `${location.pathname}${writeState(state)}${location.hash}`);
  };

  const change = async (next: Partial<State>, keepRows = false) => {
    remember(next);
    if (!keepRows) rows = page;
    try {
      show(await load());
    } catch {
      tally.textContent = 'The data of the table could not be loaded; what is shown is the page as it was built.';
    }
  };

  /** The runs that the query finds, in order, and what the query could not mean. */
  const find = (data: TableData) => {
    const all = data.ids.map((_, row) => row);
    const parsed = parseQuery(state.query);
    const ordered = (found: readonly number[]) => (state.sort === null ? found : sorted(data, found, state.sort));
    if ('error' in parsed) return { found: ordered(all), problem: ` Column ${parsed.error.column}: ${parsed.error.message}` };
    const { matches, warnings } = compileQuery(parsed.query, vocabularyOf(data));
    const at = subjectsOf(data);
    return { found: ordered(all.filter((row) => matches(at(row)))), problem: warnings.map(({ message }) => ` ${message}`).join('') };
  };

  const show = (data: TableData) => {
    const { found, problem } = find(data);
    const columns = chosen(data);
    const view = { rows: found.slice(0, rows), columns, sort: state.sort };
    // What the reader chose may be wider than the page: then it scrolls in its box.
    table.parentElement?.classList.toggle('fits', state.columns === null);
    table.tHead?.replaceChildren(headRow(view, sortBy));
    table.tBodies[0]?.replaceChildren(...bodyRows(data, view, address));
    choice?.dress();
    choice?.keep(data.ids);
    const total = counted(data.ids.length, 'run');
    const words = element('b', '', found.length === data.ids.length ? total : `${count(found.length)} of ${total}`);
    tally.replaceChildren(words, found.length > rows ? `, the first ${rows} shown` : '', element('span', 'say-error', problem));
    const button = part<HTMLButtonElement>('.runs-more');
    if (button !== null) button.disabled = found.length <= rows;
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
  const frame = part('.runs-table');
  const compare = section.dataset['compare'] ?? '';
  const choice = frame === null || compare === '' ? null : startChoice(table, frame, compare, state.runs, (runs) => remember({ runs }));
  choice?.dress();
  startCopy(section, async () => {
    const data = await load();
    return [data, { rows: find(data).found.slice(0, rows), columns: chosen(data) }];
  });
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
