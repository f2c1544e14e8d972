/** Columns of numbers, each of one length. */
export type Columns = readonly ArrayLike<number>[];

/** Orthonormal columns Q and the upper triangle R with X = QR; `columns` are those of X that the ones before do not already make up. */
export interface Basis {
  readonly q: readonly Float64Array[];
  /** r[j][i], i ≤ j: column j of R. */
  readonly r: readonly (readonly number[])[];
  /** Indices of the columns of X that are in the basis. */
  readonly columns: readonly number[];
}

/** Share of a column's length below which what is left of it counts as nothing. */
const NOTHING = 1e-9;

/**
 * Gram–Schmidt, every column twice (Giraud et al., Numer. Math. 101, 2005), so that Q is orthonormal to rounding. A column
 * that the earlier ones make up is left out. Directions of `beyond` are taken out first.
 */
export function basisOf(columns: Columns, beyond: readonly Float64Array[] = []): Basis {
  const q: Float64Array[] = [];
  const r: number[][] = [];
  const kept: number[] = [];
  columns.forEach((column, at) => {
    const left = Float64Array.from(column);
    const scale = lengthOf(left);
    if (!(scale > 0) || !Number.isFinite(scale)) return;
    const entries = q.map(() => 0);
    for (let pass = 0; pass < 2; pass += 1) {
      for (const direction of beyond) takeOut(left, direction);
      q.forEach((direction, i) => {
        entries[i] = (entries[i] as number) + takeOut(left, direction);
      });
    }
    const rest = lengthOf(left);
    if (!(rest > NOTHING * scale)) return;
    for (let i = 0; i < left.length; i += 1) left[i] = (left[i] as number) / rest;
    q.push(left);
    r.push([...entries, rest]);
    kept.push(at);
  });
  return { q, r, columns: kept };
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Σ(q·y)²: what the directions explain of y. */
export function explained(q: readonly Float64Array[], y: ArrayLike<number>): number {
  return q.reduce((sum, direction) => sum + dot(direction, y) ** 2, 0);
}

/** What is left of y beyond the directions. */
export function residuals(q: readonly Float64Array[], y: ArrayLike<number>): Float64Array {
  const left = Float64Array.from(y);
  for (let pass = 0; pass < 2; pass += 1) for (const direction of q) takeOut(left, direction);
  return left;
}

/** The coefficients b of Rb = Qᵀy. */
export function coefficients({ q, r }: Basis, y: ArrayLike<number>): number[] {
  return solveUpper(
    r,
    q.map((direction) => dot(direction, y)),
  );
}

/** ‖R⁻ᵀc‖²: the variance of c·b in units of the residual variance. */
export function contrastVariance({ r }: Basis, contrast: readonly number[]): number {
  const z: number[] = [];
  contrast.forEach((value, j) => {
    const column = r[j] as readonly number[];
    let rest = value;
    for (let i = 0; i < j; i += 1) rest -= (column[i] as number) * (z[i] as number);
    z.push(rest / (column[j] as number));
  });
  return z.reduce((sum, value) => sum + value * value, 0);
}

function solveUpper(r: readonly (readonly number[])[], right: readonly number[]): number[] {
  const b = [...right];
  for (let j = b.length - 1; j >= 0; j -= 1) {
    const column = r[j] as readonly number[];
    b[j] = (b[j] as number) / (column[j] as number);
    for (let i = 0; i < j; i += 1) b[i] = (b[i] as number) - (column[i] as number) * (b[j] as number);
  }
  return b;
}

function takeOut(from: Float64Array, direction: Float64Array): number {
  const share = dot(from, direction);
  for (let i = 0; i < from.length; i += 1) from[i] = (from[i] as number) - share * (direction[i] as number);
  return share;
}

function lengthOf(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(largest > 0) || !Number.isFinite(largest)) return largest;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}
