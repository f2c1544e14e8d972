import { fSurvival } from './f-distribution.ts';
import { codedTerms, columnCount, type Term } from './factorial-coding.ts';
import { type Interval, tInterval } from './interval.ts';
import { type Basis, basisOf, coefficients, contrastVariance, dot, explained, residuals } from './least-squares.ts';
import { mean } from './sample.ts';
import type { Lack, Method } from './words.ts';

export interface FactorialFactor {
  readonly name: string;
  /** In the order in which they are to be shown. */
  readonly levels: readonly string[];
}

/** One run: its level of every factor, in the order of the factors. */
export interface FactorialValue {
  readonly levels: readonly string[];
  readonly value: number;
}

export interface TermTest {
  readonly ss: number;
  /** Null without residual degrees of freedom or residual spread. */
  readonly f: number | null;
  readonly p: number | null;
}

/** A figure of the fitted model in the metric's unit; no interval without residual degrees of freedom. */
export interface FactorialEffect {
  readonly levels: readonly string[];
  readonly estimate: number;
  readonly standardError: number | null;
  readonly interval: Interval | null;
}

/** A factor, or an interaction of several. */
export interface FactorialTerm {
  readonly factors: readonly string[];
  readonly df: number;
  /** Given all terms that do not contain this one: the test of a main effect where interactions do not matter. */
  readonly typeII: TermTest;
  /** Given all other terms. */
  readonly typeIII: TermTest;
  /** ss / total by type II; shares add up to 1 with the residual's only where the table is balanced. */
  readonly eta2: number | null;
  /** For each level (or combination) how far its mean over the other factors lies from the mean of all cells. */
  readonly deviations: readonly FactorialEffect[];
  /**
   * Of factors with two levels each: second level minus first; for an interaction AB half of (A at the second level of B minus A at
   * the first), and so on. Null for more levels.
   */
  readonly effect: FactorialEffect | null;
}

export interface Factorial {
  readonly n: number;
  readonly notFinite: number;
  /** Combinations of levels that have a value, of all there could be. */
  readonly cells: number;
  readonly possibleCells: number;
  /** Every combination has the same number of values: types II and III agree. */
  readonly balanced: boolean;
  /** Interactions of up to so many factors are in the model; 1: main effects alone. */
  readonly order: number;
  /** Why interactions of more factors are not: they are then part of the residual. */
  readonly left: Lack | null;
  /** Unweighted mean of all cells by the model. */
  readonly mean: number | null;
  readonly r2: number | null;
  readonly totalSs: number | null;
  readonly residual: { readonly df: number; readonly ss: number; readonly sd: number | null } | null;
  /** Main effects in the order of the factors, then interactions of two, of three … */
  readonly terms: readonly FactorialTerm[];
  /** Type III where an interaction matters (its p below alpha), else type II. */
  readonly preferred: 'II' | 'III';
  readonly method: Method;
  readonly lack: Lack | null;
}

export interface FactorialOptions {
  readonly level?: number;
  readonly alpha?: number;
  /** The highest interactions wanted. */
  readonly order?: number;
}

/**
 * Analysis of variance of a grid of variants, by least squares with sum-to-zero coding, balanced or not: tests of type II
 * and III (Yates 1934; Langsrud, Stat. Comput. 13, 2003), effects with t intervals at the residual's degrees of freedom.
 * Where a combination is missing, or no combination has two values, the highest interactions are left out, and it says so.
 */
export function factorial(
  factors: readonly FactorialFactor[],
  values: readonly FactorialValue[],
  { level = 0.95, alpha = 0.05, order: wanted = factors.length }: FactorialOptions = {},
): Factorial {
  const known = values.filter(({ value }) => Number.isFinite(value));
  const used = factors.map(({ name, levels }, at) => ({
    name,
    levels: levels.filter((one) => known.some((row) => row.levels[at] === one)),
  }));
  const rows = known.filter((row) => used.every(({ levels }, at) => levels.includes(row.levels[at] as string)));
  const counts = countCells(rows);
  const possibleCells = used.reduce((product, { levels }) => product * levels.length, 1);
  const shape = {
    n: rows.length,
    notFinite: values.length - known.length,
    cells: counts.length,
    possibleCells,
    balanced: counts.length === possibleCells && new Set(counts).size === 1,
    method: 'factorial',
  } as const;
  const none = { ...shape, order: 0, left: null, mean: null, r2: null, totalSs: null, residual: null, terms: [], preferred: 'II' } as const;
  if (rows.length === 0) return { ...none, lack: 'no_values' };
  if (factors.length === 0 || used.some(({ levels }) => levels.length < 2)) return { ...none, lack: 'one_level' };
  const centre = mean(rows.map(({ value }) => value));
  const scale = rows.reduce((most, { value }) => Math.max(most, Math.abs(value - centre)), 0);
  if (scale === 0) return { ...none, mean: centre, lack: 'no_spread' };
  const y = Float64Array.from(rows, ({ value }) => (value - centre) / scale);
  if (!y.every(Number.isFinite) || !(scale ** 2 * rows.length < Number.MAX_VALUE && scale ** 2 > 0)) return { ...none, lack: 'not_finite' };

  let left: Factorial['left'] = null;
  for (let order = Math.min(wanted, factors.length); order >= 1; order -= 1) {
    if (columnCount(used, order) > rows.length) {
      left = 'empty_cells';
      continue;
    }
    const terms = codedTerms(used, rows, order);
    const columns = [new Float64Array(rows.length).fill(1), ...terms.flatMap((term) => term.columns)];
    const fit = basisOf(columns);
    if (fit.columns.length < columns.length) {
      left = 'empty_cells';
      continue;
    }
    const df = rows.length - columns.length;
    if (df === 0 && order > 1) {
      left ??= 'no_replicates';
      continue;
    }
    const model = modelOf(fit, terms, y, df, { scale, level });
    const interaction = model.terms.some((term) => term.factors.length > 1 && term.typeIII.p !== null && term.typeIII.p < alpha);
    return {
      ...shape,
      ...model,
      mean: centre + model.mean,
      order,
      left,
      preferred: interaction ? 'III' : 'II',
      lack: df === 0 ? 'no_replicates' : null,
    };
  }
  return { ...none, lack: 'aliased' };
}

/** Figures of a fit to y, which is in units of `scale`. */
function modelOf(fit: Basis, terms: readonly Term[], y: Float64Array, df: number, { scale, level }: { scale: number; level: number }) {
  const b = coefficients(fit, y);
  const rest = residuals(fit.q, y);
  const residualSs = dot(rest, rest);
  const ones = new Float64Array(y.length).fill(1);
  const around = residuals(basisOf([ones]).q, y);
  const total = dot(around, around);
  const spread = df > 0 ? Math.sqrt(residualSs / df) : null;
  const exact = residualSs <= 1e-24 * total;
  const test = (term: Term, given: readonly Term[]): TermTest => {
    const before = basisOf([ones, ...given.flatMap(({ columns }) => columns)]).q;
    const ss = explained(basisOf(term.columns, before).q, y);
    if (spread === null || exact) return { ss: ss * scale ** 2, f: null, p: null };
    const f = ss / term.columns.length / spread ** 2;
    return { ss: ss * scale ** 2, f, p: fSurvival(f, term.columns.length, df) };
  };
  const figure = (levels: readonly string[], weights: readonly number[], from: number): FactorialEffect => {
    const contrast = b.map((_, i) => weights[i - from] ?? 0);
    const estimate = scale * contrast.reduce((sum, weight, i) => sum + weight * (b[i] as number), 0);
    const standardError = spread === null ? null : scale * spread * Math.sqrt(contrastVariance(fit, contrast));
    return { levels, estimate, standardError, interval: standardError === null ? null : tInterval(estimate, standardError, df, level) };
  };
  let from = 1;
  const found = terms.map((term): FactorialTerm => {
    const start = from;
    from += term.columns.length;
    const others = terms.filter((other) => other !== term);
    const typeII = test(
      term,
      others.filter((other) => !term.at.every((at) => other.at.includes(at))),
    );
    const sign = term.at.length % 2 === 0 ? 2 : -2;
    return {
      factors: term.factors,
      df: term.columns.length,
      typeII,
      typeIII: test(term, others),
      eta2: typeII.ss / scale ** 2 / total,
      deviations: term.combinations.map(({ levels, weights }) => figure(levels, weights, start)),
      effect: term.columns.length === 1 ? figure([], [sign], start) : null,
    };
  });
  return {
    mean: scale * (b[0] as number),
    r2: 1 - residualSs / total,
    totalSs: total * scale ** 2,
    residual: { df, ss: residualSs * scale ** 2, sd: spread === null ? null : spread * scale },
    terms: found,
  };
}

function countCells(rows: readonly FactorialValue[]): number[] {
  const counts = new Map<string, number>();
  for (const { levels } of rows) {
    const key = JSON.stringify(levels);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()];
}
