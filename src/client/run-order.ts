import type { Value } from '../model/value.ts';
import type { TableData } from './run-data.ts';

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

/** All rows in the order of one column, those without a value last, before them those that are not finite; equal ones as they were. */
export function ordered(data: TableData, { key, descending }: Sort): readonly number[] {
  const column = data.columns.find((known) => known.key === key);
  const cells = data.ids.map((_, row) => (key === 'name' ? data.names[row] : column?.at(row)));
  const sign = descending ? -1 : 1;
  const texts = new Intl.Collator('en', { numeric: true });
  const ranks = cells.map(rank);
  return cells
    .map((_, row) => row)
    .sort((a, b) => {
      const order = (ranks[a] as number) - (ranks[b] as number);
      if (order !== 0 || (ranks[a] as number) > 0) return order || a - b;
      const [x, y] = [cells[a], cells[b]];
      const both = typeof x === 'number' && typeof y === 'number' ? x - y : texts.compare(String(x), String(y));
      return sign * both || a - b;
    });
}

function rank(cell: Value | undefined): number {
  return cell === null || cell === undefined ? 2 : typeof cell === 'number' && !Number.isFinite(cell) ? 1 : 0;
}
