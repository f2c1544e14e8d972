/** Values of one variant, one a run. Those that are not finite stand apart, counted and never used as numbers. */
export interface Sample {
  readonly values: readonly number[];
  readonly n: number;
  readonly notFinite: number;
}

export function sampleOf(values: Iterable<number>): Sample {
  const all = [...values];
  const finite = all.filter(Number.isFinite);
  return { values: finite, n: finite.length, notFinite: all.length - finite.length };
}

/** Whether all values are the same number. */
export function allEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/**
 * Arithmetic mean; of equal values exactly that value. NaN where there is no value or one is not finite. The sum is
 * Neumaier's, of the sorted values, so that their order does not change a bit of it.
 */
export function mean(values: readonly number[]): number {
  const [first] = values;
  if (first === undefined || !values.every(Number.isFinite)) return Number.NaN;
  if (allEqual(values)) return first;
  const total = sum(values);
  return Number.isFinite(total) ? total / values.length : sum(values.map((value) => value / values.length));
}

/** Sum with Neumaier's correction (ZAMM 54, 1974), of the sorted values. */
function sum(values: readonly number[]): number {
  let total = 0;
  let rest = 0;
  for (const value of values.toSorted((a, b) => a - b)) {
    const next = total + value;
    rest += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + rest;
}

/** Sample standard deviation, divisor n − 1; exactly 0 for equal values, NaN for fewer than two or one that is not finite. */
export function sd(values: readonly number[]): number {
  if (values.length < 2 || !values.every(Number.isFinite)) return Number.NaN;
  if (allEqual(values)) return 0;
  const centre = mean(values);
  const away = values.map((value) => value - centre);
  const scale = Math.max(...away.map(Math.abs));
  if (!Number.isFinite(scale)) return 4 * sd(values.map((value) => value / 4));
  const squares = sum(away.map((value) => (value / scale) ** 2));
  const drift = sum(away.map((value) => value / scale));
  return scale * Math.sqrt((squares - (drift * drift) / values.length) / (values.length - 1));
}
