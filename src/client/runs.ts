import { count, counted } from '../model/number.ts';
import { columnList } from './column-list.ts';
import { element } from './elements.ts';
import type { Wish } from './facet-box.ts';
import { startFacets } from './facets.ts';
import { startChoice } from './run-choice.ts';
import { startCopy } from './run-copy.ts';
import { readTable, type TableColumn, type TableData } from './run-data.ts';
import { type Finder, type Found, finderOf } from './run-finder.ts';
import { builtSort, type RunList, runList, whenIdle } from './run-list.ts';
import { readState, type State, writeState } from './run-state.ts';

const section = document.querySelector<HTMLElement>('.runs');
if (section !== null) start(section);

/** What is known once the data of the table is there. */
interface Loaded {
  readonly data: TableData;
  readonly finder: Finder;
  readonly list: RunList;
}

/** Makes the built table live: filter, facets, order, columns, more rows. The data is fetched when something is asked for. */
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
  let state: State = readState(location.search);
  let rows = page;
  let loading: Promise<Loaded> | null = null;
  let later = 0;
  let writing = 0;

  const load = () => {
    loading ??= fetch(section.dataset['table'] ?? '')
      .then((answer) => answer.text())
      .then((text) => {
        performance.mark('runs-fetched');
        const data = readTable(text);
        const list = runList(
          table,
          data,
          section.dataset['runs'] ?? '',
          (key) => void sortBy(key),
          () => choice?.dress(),
        );
        const finder = finderOf(data);
        const prepare = () => void (finder.prepare() || whenIdle(prepare));
        whenIdle(prepare);
        return { data, finder, list };
      });
    return loading;
  };

  const remember = (next: Partial<State>) => {
    state = { ...state, ...next };
    clearTimeout(writing);
    writing = window.setTimeout(write, 200);
  };

  const write = () => history.replaceState(null, '', `${location.pathname}${writeState(state)}${location.hash}`);

  const change = async (next: Partial<State>, keepRows = false) => {
    remember(next);
    if (!keepRows) rows = page;
    try {
      show(await load());
    } catch {
      tally.textContent = 'The data of the table could not be loaded; what is shown is the page as it was built.';
    }
  };

  const show = (loaded: Loaded) => {
    const { data, finder, list } = loaded;
    performance.mark('runs-filter');
    const found = findable(finder);
    const columns = chosen(data);
    // What the reader chose may be wider than the page: then it scrolls in its box.
    table.parentElement?.classList.toggle('fits', state.columns === null);
    choice?.keep(data.ids);
    list.show({ rows: found.rows.slice(0, rows), columns, sort: state.sort ?? builtSort(data) });
    say(data, found);
    performance.measure('runs-filter', 'runs-filter');
    clearTimeout(later);
    later = window.setTimeout(() => {
      facets.show(data, finder, found.query);
      if (columnBox !== null && columnBox.childElementCount === 0) fillColumns(columnBox, data, columns);
    });
  };

  /** Where a query is not clear and finds nothing, all rows stay: an empty table would look like an answer. */
  const findable = (finder: Finder): Found => {
    const found = finder.find(state.query, state.sort);
    const { problem } = found;
    return found.rows.length === 0 && problem !== '' ? { ...finder.find('', state.sort), problem } : found;
  };

  const say = (data: TableData, { rows: found, problem }: Found) => {
    const total = counted(data.ids.length, 'run');
    const words = element('b', '', found.length === data.ids.length ? total : `${count(found.length)} of ${total}`);
    tally.replaceChildren(
      words,
      found.length > rows ? `, the first ${rows} shown` : '',
      element('span', 'say-error', problem === '' ? '' : ` ${problem}`),
    );
    const button = part<HTMLButtonElement>('.runs-more');
    if (button !== null) button.disabled = found.length <= rows;
  };

  const chosen = ({ columns, shown }: TableData): readonly TableColumn[] =>
    state.columns === null ? columns.slice(0, shown) : columns.filter(({ key }) => state.columns?.includes(key));

  /** A metric is first shown best first, anything else from its start; a second click turns it round. */
  const sortBy = async (key: string) => {
    const column = (await load()).data.columns.find((known) => known.key === key);
    const first = column?.kind === 'metric' && column.direction !== 'lower';
    void change({ sort: { key, descending: state.sort?.key === key ? !state.sort.descending : first } });
  };

  const fillColumns = (box: HTMLElement, data: TableData, shown: readonly TableColumn[]) => {
    part('.runs-folded')?.remove();
    const keys = shown.map(({ key }) => key);
    columnList(box, data.columns, keys, (columns) => void change({ columns }, true));
  };

  const facets = startFacets(section, async (wish: Wish) => {
    try {
      const { data, finder } = await load();
      const next = facets.asked(wish, data, finder, state.query);
      if (next === null) {
        show(await load());
        return;
      }
      query.value = next;
      await change({ query: next });
    } catch {
      tally.textContent = 'The data of the table could not be loaded; what is shown is the page as it was built.';
    }
  });
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
    const { data, finder } = await load();
    return [data, { rows: finder.find(state.query, state.sort).rows.slice(0, rows), columns: chosen(data) }];
  });
  let waiting = 0;
  query.addEventListener('focus', () => void load().catch(() => null));
  query.addEventListener('input', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => void change({ query: query.value.trim() }));
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
