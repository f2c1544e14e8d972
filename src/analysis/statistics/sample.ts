/** Values of one variant, one a run. Those that are not finite stand apart, counted and never used as numbers. */
export interface Sample {
  readonly values: readonly number[];
  readonly n: number;
  readonly notFinite: number;
}

export function sampleOf(values: Iterable<number>): Sample {
  const all: readonly number[] = Array.isArray(values) ? values : [...values];
  const finite = all.every(Number.isFinite) ? all : all.filter(Number.isFinite);
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
  return allEqual(values) ? first : meanOf(sorted(values));
}

/** Numbers in a row, of which those of many take no object each. */
type Row = Float64Array | number[];

/** Of sorted, finite values. */
function meanOf(values: Row): number {
  const total = sum(values);
  return Number.isFinite(total) ? total / values.length : sum(values.map((value) => value / values.length));
}

/** Sum with Neumaier's correction (ZAMM 54, 1974), of sorted values. */
function sum(values: Row): number {
  let total = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    const next = total + value;
    rest += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + rest;
}

/** Samples are mostly of a few values, for which a sort by insertion is the fastest. */
const FEW = 24;

function sorted(values: Row | readonly number[]): Row {
  if (values.length > FEW) return new Float64Array(values).sort();
  const all = Array.from(values);
  for (let i = 1; i < all.length; i += 1) {
    const value = all[i] as number;
    let at = i;
    while (at > 0 && (all[at - 1] as number) > value) {
      all[at] = all[at - 1] as number;
      at -= 1;
    }
    all[at] = value;
  }
  return all;
}

/** Sample standard deviation, divisor n − 1; exactly 0 for equal values, NaN for fewer than two or one that is not finite. */
export function sd(values: readonly number[]): number {
  return meanAndSd(values).sd;
}

/** `mean` and `sd` in one go. */
export function meanAndSd(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const [first] = values;
  if (first === undefined || !values.every(Number.isFinite)) return { mean: Number.NaN, sd: Number.NaN };
  if (values.length < 2) return { mean: first, sd: Number.NaN };
  if (allEqual(values)) return { mean: first, sd: 0 };
  const ordered = sorted(values);
  const centre = meanOf(ordered);
  let scale = 0;
  for (let i = 0; i < ordered.length; i += 1) scale = Math.max(scale, Math.abs((ordered[i] as number) - centre));
  if (!Number.isFinite(scale)) return { mean: centre, sd: 4 * sd(values.map((value) => value / 4)) };
  // In the order of the values, which that of what they are away from their mean is too.
  const away = ordered.map((value) => (value - centre) / scale);
  const squares = sum(sorted(away.map((value) => value ** 2)));
  const drift = sum(away);
  return { mean: centre, sd: scale * Math.sqrt((squares - (drift * drift) / values.length) / (values.length - 1)) };
}
