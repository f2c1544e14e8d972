import type { Columns } from '../model/report/input.ts';
import type { SeriesHead } from '../model/series.ts';

/** What was asked for lately by a name, up to a number of bytes; the oldest goes first, and what is larger is not kept. */
export interface Recent<T> {
  get(name: string): T | undefined;
  keep(name: string, value: T): void;
}

export function recent<T>(bytes: number, bytesOf: (value: T) => number): Recent<T> {
  const kept = new Map<string, T>();
  let size = 0;
  return {
    get(name) {
      const known = kept.get(name);
      if (known === undefined) return undefined;
      kept.delete(name);
      kept.set(name, known);
      return known;
    },
    keep(name, value) {
      if (bytesOf(value) > bytes) return;
      kept.set(name, value);
      size += bytesOf(value);
      for (const [oldest, old] of kept) {
        if (size <= bytes) break;
        kept.delete(oldest);
        size -= bytesOf(old);
      }
    },
  };
}

/**
 * Columns that were asked for lately, up to `bytes` of them: pages that are made one after the other ask for the same
 * ones, those of a variant's runs above all. Nobody may change what he gets.
 */
export function recentColumns(read: (head: SeriesHead) => Columns, bytes: number): (head: SeriesHead) => Columns {
  const lately = recent<Columns>(bytes, ({ step }) => step.length * 3 * Float64Array.BYTES_PER_ELEMENT);
  return (head) => {
    const name = `${head.ref.claim}\0${head.ref.row}\0${head.ref.index}`;
    const known = lately.get(name);
    if (known !== undefined) return known;
    const columns = read(head);
    lately.keep(name, columns);
    return columns;
  };
}
