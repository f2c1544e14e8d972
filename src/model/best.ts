import type { Column } from './report/table.ts';

/** The best finite value of a metric's column; undefined where no direction is known or all values are equal. */
export function bestOf({ direction, cells, distinct }: Pick<Column, 'direction' | 'cells' | 'distinct'>): number | undefined {
  if (direction === null || distinct < 2) return undefined;
  let best: number | undefined;
  for (const cell of cells) {
    if (typeof cell !== 'number' || !Number.isFinite(cell)) continue;
    if (best === undefined || (direction === 'higher' ? cell > best : cell < best)) best = cell;
  }
  return best;
}
