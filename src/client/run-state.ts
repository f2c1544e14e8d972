import { runsOf } from './compare-state.ts';
import { MOST_CHOSEN } from './run-choice.ts';
import type { Sort } from './run-order.ts';

/** What the address of the runs page says of its table. */
export interface State {
  readonly query: string;
  readonly sort: Sort | null;
  /** Keys of the columns that are shown; null: as the page was built. */
  readonly columns: readonly string[] | null;
  /** Ids of the runs that are chosen to be compared. */
  readonly runs: readonly string[];
}

const LONGEST = 2000;

export function readState(search: string): State {
  const said = new URLSearchParams(search.slice(0, LONGEST * 4));
  const sort = said.get('sort');
  const columns = said.getAll('col');
  return {
    query: (said.get('q') ?? '').slice(0, LONGEST),
    sort: sort === null || sort === '' ? null : { key: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
    columns: columns.length === 0 ? null : columns,
    runs: runsOf(said.get('runs'), MOST_CHOSEN),
  };
}

/** The query part of an address, empty for the page as it was built. */
export function writeState({ query, sort, columns, runs }: State): string {
  const said = new URLSearchParams();
  if (query !== '') said.set('q', query);
  if (sort !== null) said.set('sort', `${sort.descending ? '-' : ''}${sort.key}`);
  for (const key of columns ?? []) said.append('col', key);
  // Commas stay as they are, so that the address can be read.
  const parts = [said.toString(), runs.length > 0 ? `runs=${runs.join(',')}` : ''].filter((part) => part !== '');
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
