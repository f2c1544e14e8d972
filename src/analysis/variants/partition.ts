/** Rows in classes: at first all in one, then split by one column of codes after the other. */
export interface Partition {
  split(codes: ArrayLike<number>): void;
  /** The number of the class of a row, from 0 by first member. */
  of(row: number): number;
  readonly classes: number;
}

export function partitionOf(rows: number): Partition {
  let classOf = new Int32Array(rows);
  let classes = rows === 0 ? 0 : 1;
  return {
    split(codes) {
      if (classes === rows) return;
      const next = new Int32Array(rows);
      const seen = new Map<number, number>();
      for (let row = 0; row < rows; row += 1) {
        const pair = (classOf[row] as number) * 4294967296 + (codes[row] as number);
        let place = seen.get(pair);
        if (place === undefined) {
          place = seen.size;
          seen.set(pair, place);
        }
        next[row] = place;
      }
      classOf = next;
      classes = seen.size;
    },
    of: (row) => classOf[row] as number,
    get classes() {
      return classes;
    },
  };
}
