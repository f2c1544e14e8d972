import type { Columns } from '../model/report/input.ts';
import type { SeriesHead } from '../model/series.ts';

/**
 * Columns that were asked for lately, up to `bytes` of them: pages that are made one after the other ask for the same
 * ones, those of a variant's runs above all. Nobody may change what he gets.
 */
export function recentColumns(read: (head: SeriesHead) => Columns, bytes: number): (head: SeriesHead) => Columns {
  const kept = new Map<string, Columns>();
  let size = 0;
  return (head) => {
    const key = `${head.ref.claim}\0${head.ref.index}`;
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const columns = read(head);
    kept.set(key, columns);
    size += bytesOf(columns);
    for (const [oldest, old] of kept) {
      if (size <= bytes) break;
      kept.delete(oldest);
      size -= bytesOf(old);
    }
    return columns;
  };
}

function bytesOf({ step }: Columns): number {
  return step.length * 3 * Float64Array.BYTES_PER_ELEMENT;
}
