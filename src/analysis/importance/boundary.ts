import { endsOf, type NumberParameter, type Parameter, placeOf, resultsOf, type Trial } from './space.ts';

/** The best trials lie at an end of what was tried: beyond it may be better ones. */
export interface AtBoundary {
  readonly parameter: string;
  readonly end: 'low' | 'high';
  /** The end itself. */
  readonly value: number;
  /** Of so many best trials so many lie within a tenth of the range of it. */
  readonly best: number;
  readonly near: number;
}

const BEST_SHARE = 0.05;
const FEWEST_BEST = 3;
const NEAR = 0.1;
const MOST_OF = 0.75;
const FEWEST_VALUES = 4;

/**
 * Number parameters whose best trials (one in twenty, three at least) lie, three quarters of them or more, within a tenth of
 * the range from one end, on the parameter's own scale. Parameters of fewer than four values are all ends, and left out.
 */
export function boundariesOf(
  trials: readonly Trial[],
  parameters: readonly Parameter[],
  better: 'higher' | 'lower',
): readonly AtBoundary[] {
  const results = resultsOf(trials);
  const sign = better === 'lower' ? 1 : -1;
  const sorted = results.toSorted((a, b) => sign * (a.objective - b.objective));
  const best = sorted.slice(0, Math.max(FEWEST_BEST, Math.ceil(BEST_SHARE * sorted.length)));
  if (best.length * 2 > results.length) return [];
  return parameters.flatMap((parameter) => (parameter.kind === 'number' ? atEnd(parameter, best, results) : []));
}

function atEnd(parameter: NumberParameter, best: readonly Trial[], all: readonly Trial[]): readonly AtBoundary[] {
  const [low, high] = endsOf(parameter);
  if (!(high > low) || new Set(all.map((trial) => placeOf(trial, parameter))).size < FEWEST_VALUES) return [];
  const shares = best.map((trial) => (placeOf(trial, parameter) - low) / (high - low)).filter((share) => !Number.isNaN(share));
  return (['low', 'high'] as const).flatMap((end) => {
    const near = shares.filter((share) => (end === 'low' ? share <= NEAR : share >= 1 - NEAR)).length;
    const enough = shares.length >= FEWEST_BEST && near >= MOST_OF * shares.length;
    return enough ? [{ parameter: parameter.name, end, value: parameter[end], best: shares.length, near }] : [];
  });
}
