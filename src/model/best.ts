import type { Column } from './report/table.ts';
import type { Value } from './value.ts';

type Measured = Pick<Column, 'direction' | 'distinct'> & { readonly cells: readonly (Value | null | undefined)[] };

/** The best finite value of a metric's column; undefined where no direction is known or all values are equal. */
export function bestOf({ direction, cells, distinct }: Measured): number | undefined {
  if (direction === null || distinct < 2) return undefined;
  let best: number | undefined;
  for (const cell of cells) {
    if (typeof cell !== 'number' || !Number.isFinite(cell)) continue;
    if (best === undefined || (direction === 'higher' ? cell > best : cell < best)) best = cell;
  }
  return best;
}
