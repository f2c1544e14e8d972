/** The last `size` values in order of size, for medians that move along a series: O(log size) to find, O(size) to shift. */
export interface Rolling {
  /** Takes a value in, and lets the oldest go once there are more than `size`. Only finite values. */
  push(value: number): void;
  clear(): void;
  count(): number;
  median(): number;
  /** 1.4826 times the median absolute deviation from the median: the standard deviation of normal data (Hampel 1974). */
  spread(): number;
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
  const end = Math.min(to, values.length);
  const finite = new Float64Array(Math.max(0, end - Math.max(0, from)));
  let n = 0;
  for (let i = Math.max(0, from); i < end; i += 1) {
    const here = values[i] as number;
    if (Number.isFinite(here)) finite[n++] = here;
  }
  return n === 0 ? Number.NaN : middleOf(finite.subarray(0, n).sort());
}

/** The median of values in ascending order. */
export function middleOf(ascending: Float64Array): number {
  const n = ascending.length;
  return ((ascending[(n - 1) >> 1] as number) + (ascending[n >> 1] as number)) / 2;
}

/** 1.4826 times the median absolute deviation of ascending values from `centre`. */
export function spreadOf(ascending: Float64Array, centre: number): number {
  return NORMAL_MAD * deviation(ascending, ascending.length, centre);
}

/** Indices of the values that are finite. */
export function finiteIndex(values: Float64Array): Uint32Array {
  const index = new Uint32Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i += 1) if (Number.isFinite(values[i])) index[n++] = i;
  return index.subarray(0, n);
}

/**
 * Noise of a series from point to point, free of its slope: 1.4826 MAD of the second differences, over √6 (their standard
 * deviation is √6 times that of independent noise).
 */
export function pointNoise(values: Float64Array): number {
  const finite = finiteIndex(values);
  const bends = new Float64Array(Math.max(0, finite.length - 2));
  const at = (i: number) => values[finite[i] as number] as number;
  for (let i = 0; i < bends.length; i += 1) bends[i] = at(i) - 2 * at(i + 1) + at(i + 2);
  const centre = medianOf(bends);
  for (let i = 0; i < bends.length; i += 1) bends[i] = Math.abs((bends[i] as number) - centre);
  return (NORMAL_MAD * medianOf(bends)) / Math.sqrt(6);
}
