/** The last values of a series, for the few points that need more than the highest of them. */
export interface Latest {
  push(value: number): void;
  clear(): void;
  count(): number;
  highest(): number;
  /** A copy in ascending order. */
  sorted(): Float64Array;
}

export function latest(size: number): Latest {
  const values = new Float64Array(size);
  let n = 0;
  let oldest = 0;
  let high = Number.NEGATIVE_INFINITY;
  return {
    push(value) {
      const gone = n === size ? (values[oldest] as number) : Number.NEGATIVE_INFINITY;
      values[oldest] = value;
      oldest = (oldest + 1) % size;
      n = Math.min(size, n + 1);
      if (value >= high) high = value;
      else if (gone === high) high = values.subarray(0, n).reduce((a, b) => Math.max(a, b));
    },
    clear() {
      n = 0;
      oldest = 0;
      high = Number.NEGATIVE_INFINITY;
    },
    count: () => n,
    highest: () => high,
    sorted: () => values.slice(0, n).sort(),
  };
}
