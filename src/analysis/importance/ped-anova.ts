import { categoryDensity, countsOf, numberDensity } from './parzen.ts';
import { type Parameter, type Result, resultsOf, type Trial } from './space.ts';

/** What matters to be among the best tenth of the trials: another question than what moves the objective. */
export interface TopImportance {
  /** In the order of the parameters; adds up to 1. Null for one that cannot be judged. */
  readonly shares: readonly (number | null)[];
  /** γ² times Pearson's divergence, before the shares were made. */
  readonly raw: readonly (number | null)[];
  /** Trials with a result, and how many of them count as the best. */
  readonly n: number;
  readonly top: number;
  readonly lack: 'few_trials' | 'no_parameter' | 'no_spread' | null;
}

export interface TopOptions {
  /** Share of the trials that count as the best. */
  readonly quantile?: number;
  /** Against the trials of this search, else against an even spread over the ranges. */
  readonly against?: 'trials' | 'range';
}

const FEWEST_TOP = 2;

/**
 * PED-ANOVA (Watanabe et al., IJCAI 2023): γ²·∫p(q/p − 1)², p the density of all trials and q that of the best share γ, both on a
 * grid. Optuna's default since version 5. A parameter that some trials lack is judged among those that have it, weighted by
 * how often the best have it (conditional PED-ANOVA, KDD 2026, the part within a regime).
 */
export function topImportance(
  trials: readonly Trial[],
  parameters: readonly Parameter[],
  better: 'higher' | 'lower',
  { quantile = 0.1, against = 'trials' }: TopOptions = {},
): TopImportance {
  const results = resultsOf(trials);
  const none = { shares: parameters.map(() => null), raw: parameters.map(() => null), n: results.length, top: 0 };
  if (parameters.length === 0) return { ...none, lack: 'no_parameter' };
  if (results.length < FEWEST_TOP + 1) return { ...none, lack: 'few_trials' };
  const best = bestOf(results, better, quantile);
  if (best.length === results.length) return { ...none, top: best.length, lack: 'no_spread' };
  const gamma = best.length / results.length;
  const raw = parameters.map((parameter) => {
    const has = (trial: Trial) => trial.values.has(parameter.name);
    const [among, ahead] = [results.filter(has), best.filter(has)];
    if (ahead.length < FEWEST_TOP || singleValued(parameter)) return singleValued(parameter) ? 0 : null;
    const [region, target] = [among.length / results.length, ahead.length / best.length];
    return gamma ** 2 * region * (target / region) ** 2 * divergence(ahead, among, parameter, against);
  });
  const sum = raw.reduce<number>((all, value) => all + (value ?? 0), 0);
  const shares = raw.map((value) => (value === null || !(sum > 0) ? null : value / sum));
  return { shares, raw, n: results.length, top: best.length, lack: sum > 0 ? null : 'no_spread' };
}

function singleValued(parameter: Parameter): boolean {
  return parameter.kind === 'number' ? !(parameter.high > parameter.low) : parameter.choices.length < 2;
}

/** All that are as good as the one at the quantile, two at least. */
function bestOf(results: readonly Result[], better: 'higher' | 'lower', quantile: number): readonly Result[] {
  const sign = better === 'lower' ? 1 : -1;
  const losses = results.map(({ objective }) => sign * objective).sort((a, b) => a - b);
  const at = Math.max(FEWEST_TOP - 1, Math.ceil(quantile * losses.length - 1e-9) - 1);
  const worst = losses[at] as number;
  return results.filter(({ objective }) => sign * objective <= worst);
}

function divergence(best: readonly Trial[], all: readonly Trial[], parameter: Parameter, against: 'trials' | 'range'): number {
  const density = parameter.kind === 'number' ? numberDensity : categoryDensity;
  const nothing = 1e-12;
  const top = density(countsOf(best, parameter)).map((share) => share + nothing);
  const every = against === 'trials' ? density(countsOf(all, parameter)).map((share) => share + nothing) : top.map(() => 1 / top.length);
  return top.reduce((sum, share, at) => sum + (every[at] as number) * (share / (every[at] as number) - 1) ** 2, 0);
}
