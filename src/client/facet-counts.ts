import { byRuns, facetTexts } from '../model/facet-values.ts';
import { type Cells, printValue } from '../query/query.ts';

/** A value of a facet, with the places of the column's dictionary that hold it. */
export interface Option {
  /** null for runs that have none. */
  readonly label: string | null;
  /** As a query writes it. */
  readonly written: string;
  /** Runs of the whole table. */
  readonly runs: number;
}

/** The values of a facet, the most frequent first, and how to count them among some rows. */
export interface Counter {
  readonly options: readonly Option[];
  /** For each option, how many rows that are marked with 1 have it. */
  count(rows: Uint8Array): Uint32Array;
}

export function counterOf(kind: string, { values, codes }: Cells, rows: number): Counter {
  const labels = new Map<string | null, number>();
  const ofValue = values.map((value) =>
    (facetTexts(kind, value) ?? []).map((label) => {
      const place = labels.get(label) ?? labels.size;
      labels.set(label, place);
      return place;
    }),
  );
  const tally = (marked: Uint8Array): Uint32Array => {
    const perValue = new Uint32Array(values.length);
    for (let row = 0; row < rows; row += 1) {
      const value = codes === null ? row : (codes[row] as number);
      if (marked[row] === 1) perValue[value] = (perValue[value] as number) + 1;
    }
    const found = new Uint32Array(labels.size);
    ofValue.forEach((places, value) => {
      for (const place of places) found[place] = (found[place] as number) + (perValue[value] as number);
    });
    return found;
  };
  const all = tally(new Uint8Array(rows).fill(1));
  const order = [...labels.keys()]
    .map((label, place) => ({ label, place, runs: all[place] as number }))
    .filter(({ runs }) => runs > 0)
    .sort(byRuns);
  return {
    options: order.map(({ label, runs }) => ({ label, written: printValue(label ?? ''), runs })),
    count(marked) {
      const found = tally(marked);
      return Uint32Array.from(order, ({ place }) => found[place] as number);
    },
  };
}
