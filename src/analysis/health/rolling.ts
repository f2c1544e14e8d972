/** The last `size` values in order of size, for medians that move along a series: O(log size) to find, O(size) to shift. */
export interface Rolling {
  /** Takes a value in, and lets the oldest go once there are more than `size`. Only finite values. */
  push(value: number): void;
  clear(): void;
  count(): number;
  median(): number;
  /** 1.4826 times the median absolute deviation from the median: the standard deviation of normal data (Hampel 1974). */
  spread(): number;
  /** Ascending; valid until the next push. */
  sorted(): Float64Array;
}

export const NORMAL_MAD = 1.4826022185056018;

export function rolling(size: number): Rolling {
  const queue = new Float64Array(size);
  const order = new Float64Array(size + 1);
  let n = 0;
  let oldest = 0;
  /** The first place whose value is not below. */
  const find = (value: number) => {
    let low = 0;
    let high = n;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((order[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const middle = () => ((order[(n - 1) >> 1] as number) + (order[n >> 1] as number)) / 2;
  return {
    push(value) {
      if (n === size) {
        const gone = find(queue[oldest] as number);
        order.copyWithin(gone, gone + 1, n);
        n -= 1;
      }
      const place = find(value);
      order.copyWithin(place + 1, place, n);
      order[place] = value;
      n += 1;
      queue[oldest] = value;
      oldest = (oldest + 1) % size;
    },
    clear() {
      n = 0;
      oldest = 0;
    },
    count: () => n,
    median: middle,
    spread: () => NORMAL_MAD * deviation(order, n, middle()),
    sorted: () => order.subarray(0, n),
  };
}

/** Median distance from `centre` of the first `n` values of an ascending array: walks outward from the middle. */
function deviation(order: Float64Array, n: number, centre: number): number {
  let left = (n - 1) >> 1;
  while (left >= 0 && (order[left] as number) > centre) left -= 1;
  let right = left + 1;
  const wanted = [(n - 1) >> 1, n >> 1];
  let sum = 0;
  for (let rank = 0; rank <= (wanted[1] as number); rank += 1) {
    const below = left >= 0 ? centre - (order[left] as number) : Number.POSITIVE_INFINITY;
    const above = right < n ? (order[right] as number) - centre : Number.POSITIVE_INFINITY;
    const next = Math.min(below, above);
    if (below <= above) left -= 1;
    else right += 1;
    if (rank === wanted[0]) sum += next / 2;
    if (rank === wanted[1]) sum += next / 2;
  }
  return sum;
}

/** The median of the finite values of a stretch; NaN where there is none. */
export function medianOf(values: Float64Array, from = 0, to = values.length): number {
  const finite = values.slice(Math.max(0, from), to).filter(Number.isFinite).sort();
  const n = finite.length;
  return n === 0 ? Number.NaN : ((finite[(n - 1) >> 1] as number) + (finite[n >> 1] as number)) / 2;
}

/**
 * Noise of a series from point to point, free of its slope: 1.4826 MAD of the second differences, over √6 (their standard
 * deviation is √6 times that of independent noise).
 */
export function pointNoise(values: Float64Array): number {
  const finite = values.filter(Number.isFinite);
  const bends = finite.subarray(2).map((here, i) => here - 2 * (finite[i + 1] as number) + (finite[i] as number));
  const centre = medianOf(bends);
  return (NORMAL_MAD * medianOf(bends.map((bend) => Math.abs(bend - centre)))) / Math.sqrt(6);
}
