import { correct } from '../statistics/correction.ts';
import { fSurvival } from '../statistics/f-distribution.ts';
import { type Basis, basisOf, coefficients, contrastVariance, dot, residuals } from '../statistics/least-squares.ts';
import { mean } from '../statistics/sample.ts';
import { type Component, componentOf } from './basis.ts';
import { type Parameter, resultsOf, type Trial } from './space.ts';

/** How much of the objective's variance each parameter moves by itself, by a model whose fit is printed with it. */
export interface EffectImportance {
  /** In the order of the parameters; null where importance is withheld or the parameter always changes with another. */
  readonly effects: readonly (ParameterEffect | null)[];
  /** Trials with a result. */
  readonly n: number;
  /** Columns of the model, the constant one included. */
  readonly columns: number;
  /** Highest degree of the polynomials: lowered until there are four trials for each column. */
  readonly degree: number;
  /** Share of the variance that the model foretells of a trial it has not seen (leave-one-out); may be below 0. */
  readonly looR2: number | null;
  readonly lack: 'few_trials' | 'poor_fit' | 'no_parameter' | 'no_spread' | null;
}

export interface ParameterEffect {
  /** Variance of its component over the trials, without what noise adds to it, as a share of the objective's variance. */
  readonly share: number;
  /** Of the hypothesis that it changes nothing. */
  readonly f: number | null;
  readonly p: number | null;
  /** Holm over the parameters. */
  readonly adjustedP: number | null;
}

const FEWEST = 30;
const ROWS_PER_COLUMN = 4;
const LEAST_R2 = 0.3;

/**
 * Additive model by least squares: Legendre polynomials of degree 3 at most on each parameter's scale, a column for each choice.
 * Component variances are corrected for the variance of their coefficients, bᵀSb − tr(S·Cov b); LOO-R² by PRESS (Allen,
 * Technometrics 16, 1974). Withheld below 30 trials, below four trials for each column, and where LOO-R² is below .3.
 */
export function effectImportance(trials: readonly Trial[], parameters: readonly Parameter[]): EffectImportance {
  const results = resultsOf(trials);
  const n = results.length;
  const none = { effects: parameters.map(() => null), n, columns: 0, degree: 0, looR2: null };
  if (parameters.length === 0) return { ...none, lack: 'no_parameter' };
  if (n < FEWEST) return { ...none, lack: 'few_trials' };
  const centre = mean(results.map(({ objective }) => objective));
  const scale = results.reduce((most, { objective }) => Math.max(most, Math.abs(objective - centre)), 0);
  if (!(scale > 0) || !Number.isFinite(scale)) return { ...none, lack: 'no_spread' };
  const y = Float64Array.from(results, ({ objective }) => (objective - centre) / scale);
  for (let degree = 3; degree >= 1; degree -= 1) {
    const components = parameters.map((parameter) => componentOf(parameter, results, degree));
    const columns = components.reduce((sum, { columns: own, presence }) => sum + own.length + Number(presence !== null), 1);
    if (n < ROWS_PER_COLUMN * columns) continue;
    return { ...fitted(components, y), n, columns, degree: Math.max(...components.map((component) => component.degree)) };
  }
  return { ...none, lack: 'few_trials' };
}

function fitted(components: readonly Component[], y: Float64Array): Pick<EffectImportance, 'effects' | 'looR2' | 'lack'> {
  const n = y.length;
  // Presence comes last: where another parameter decides it, that one keeps it.
  const presences = components.flatMap(({ presence }) => (presence === null ? [] : [presence]));
  const all = [new Float64Array(n).fill(1), ...components.flatMap(({ columns }) => columns), ...presences];
  const placeOf = (column: Float64Array) => fit.columns.findIndex((kept) => all[kept] === column);
  const fit = basisOf(all);
  const rest = residuals(fit.q, y);
  const df = n - fit.q.length;
  const noise = dot(rest, rest) / df;
  const around = residuals(fit.q.slice(0, 1), y);
  const total = dot(around, around);
  const looR2 = 1 - press(fit, rest, y) / total;
  const b = coefficients(fit, y);
  const inverse = inverseRows(fit);
  const raw = components.map(({ columns: values, presence }) => {
    const columns = presence !== null && placeOf(presence) >= 0 ? [...values, presence] : values;
    const at = columns.map(placeOf);
    if (at.length === 0 || at.includes(-1)) return null;
    const own = at.map((i) => b[i] as number);
    const rows = at.map((i) => inverse[i] as Float64Array);
    const f = noise > 0 ? contrastVariance(basisOf(rows), own) / own.length / noise : null;
    const share = componentVariance(columns, own, rows, noise) / (total / (n - 1));
    return { share: Math.max(0, share), f, p: f === null ? null : fSurvival(f, own.length, df) };
  });
  const family = correct(raw.map((effect) => effect?.p ?? null));
  const effects = raw.map((effect, i) => (effect === null ? null : { ...effect, adjustedP: family.adjusted[i] ?? null }));
  if (!(looR2 >= LEAST_R2)) return { effects: effects.map(() => null), looR2, lack: 'poor_fit' };
  return { effects, looR2, lack: null };
}

/** Σ(e/(1 − h))²: squares of what the model misses of each trial when fitted without it; all of it where a coefficient hangs on that trial alone. */
function press({ q }: Basis, rest: Float64Array, y: Float64Array): number {
  return rest.reduce((sum, e, row) => {
    const h = q.reduce((all, direction) => all + (direction[row] as number) ** 2, 0);
    return sum + (h < 1 - 1e-9 ? e / (1 - h) : (y[row] as number)) ** 2;
  }, 0);
}

/** bᵀSb − σ²·tr(S·C), S the covariance of the columns over the trials, C = (XᵀX)⁻¹ by its rows of R⁻¹. */
function componentVariance(columns: readonly Float64Array[], b: readonly number[], rows: readonly Float64Array[], noise: number): number {
  const ones = basisOf([new Float64Array(columns[0]?.length ?? 0).fill(1)]).q;
  const centred = columns.map((column) => residuals(ones, column));
  let variance = 0;
  centred.forEach((x, i) => {
    centred.forEach((y, j) => {
      variance += dot(x, y) * ((b[i] as number) * (b[j] as number) - noise * dot(rows[i] as Float64Array, rows[j] as Float64Array));
    });
  });
  return variance / ((columns[0]?.length ?? 0) - 1);
}

/** Rows of R⁻¹. */
function inverseRows({ r }: Basis): readonly Float64Array[] {
  const rows = r.map(() => new Float64Array(r.length));
  r.forEach((_, at) => {
    const b = r.map((__, i) => Number(i === at));
    for (let j = at; j >= 0; j -= 1) {
      const column = r[j] as readonly number[];
      b[j] = (b[j] as number) / (column[j] as number);
      for (let i = 0; i < j; i += 1) b[i] = (b[i] as number) - (column[i] as number) * (b[j] as number);
      (rows[j] as Float64Array)[at] = b[j] as number;
    }
  });
  return rows;
}
