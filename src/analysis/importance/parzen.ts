import { normalCdf } from '../statistics/normal.ts';
import { type CategoryParameter, endsOf, type NumberParameter, placeOf, type Trial } from './space.ts';

const GRID = 50;
const PRIOR_WEIGHT = 1;
/** So that nine tenths of a kernel fit into its own place of the grid. */
const NARROWEST = 0.5 / 1.64;

/** How many trials fall on each place of a parameter's grid, or on each choice. */
export function countsOf(trials: readonly Trial[], parameter: NumberParameter | CategoryParameter): readonly number[] {
  if (parameter.kind === 'category') {
    const counts = new Map(parameter.choices.map((choice) => [choice, 0]));
    for (const { values } of trials) {
      const value = values.get(parameter.name);
      if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts.values()];
  }
  const places = gridOf(parameter);
  const counts = places.map(() => 0);
  const half = ((places[1] as number) - (places[0] as number)) / 2;
  for (const trial of trials) {
    const at = placeOf(trial, parameter) - half;
    if (Number.isNaN(at)) continue;
    let place = 0;
    while (place < places.length - 1 && (places[place] as number) < at) place += 1;
    counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}

/** Even places on the parameter's scale: as many as a stepped parameter has values, one more than log₂ of a logarithmic integer's, 50 at most. */
function gridOf(parameter: NumberParameter): number[] {
  const [low, high] = endsOf(parameter);
  const { step, scale } = parameter;
  const values = step === null ? GRID : Math.round((parameter.high - parameter.low) / step) + 1;
  const places = Math.max(2, Math.min(GRID, step !== null && scale === 'log' ? Math.ceil(Math.log2(values)) + 1 : values));
  return Array.from({ length: places }, (_, i) => low + ((high - low) * i) / (places - 1));
}

/**
 * Density on the places of the grid: a kernel at every place that has trials, of Scott's bandwidth
 * 1.059·min(IQR/1.34, σ)·n^−0.2 and cut at the ends, and one as wide as the range with the weight of one trial
 * (PED-ANOVA, Watanabe et al., IJCAI 2023, as Optuna has it).
 */
export function numberDensity(counts: readonly number[]): number[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const places = counts.flatMap((count, at) => (count > 0 ? [{ at, count }] : []));
  const centre = places.reduce((sum, { at, count }) => sum + at * (count / n), 0);
  const variance = places.reduce((sum, { at, count }) => sum + (at - centre) ** 2 * count, 0) / Math.max(1, n - 1);
  let reached = 0;
  const cumulated = places.map(({ count }) => {
    reached += count;
    return reached;
  });
  const low = cumulated.findIndex((sum) => sum >= Math.floor(n / 4));
  const above = cumulated.findIndex((sum) => sum > Math.floor((n * 3) / 4));
  const spread = (places[above === -1 ? places.length - 1 : above]?.at ?? 0) - (places[low]?.at ?? 0);
  const sigma = Math.max(NARROWEST, 1.059 * Math.min(spread / 1.34, Math.sqrt(variance)) * n ** -0.2);
  const kernels = [
    ...places.map(({ at, count }) => ({ at, sigma, weight: count })),
    { at: (counts.length - 1) / 2, sigma: counts.length, weight: PRIOR_WEIGHT },
  ];
  const total = n + PRIOR_WEIGHT;
  const densities = kernels.map((kernel) => ({ share: kernel.weight / total, inside: cut(kernel.at, kernel.sigma, counts.length) }));
  return counts.map((_, at) => densities.reduce((sum, { share, inside }) => sum + share * (inside[at] as number), 0));
}

/** A normal kernel's share of each of the places 0 … n − 1, half a place to either side, adding up to 1. */
function cut(centre: number, sigma: number, n: number): number[] {
  const edges = Array.from({ length: n + 1 }, (_, i) => (i - 0.5 - centre) / sigma);
  const shares = edges.slice(1).map((upper, i) => between(edges[i] as number, upper));
  const whole = between(edges[0] as number, edges[n] as number);
  return shares.map((share) => share / whole);
}

function between(low: number, high: number): number {
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

/** The same for choices: a kernel of each seen choice spreads the prior's weight over all. */
export function categoryDensity(counts: readonly number[]): number[] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const seen = counts.filter((count) => count > 0).length;
  const kernels = seen + 1;
  const rest = PRIOR_WEIGHT / kernels;
  const own = 1 + rest * counts.length;
  const total = n + PRIOR_WEIGHT;
  return counts.map((count) => {
    const fromOthers = ((n - count) / total) * (rest / own);
    const fromOwn = (count / total) * ((1 + rest) / own);
    return fromOthers + fromOwn + PRIOR_WEIGHT / total / counts.length;
  });
}
