import type { NumberFormat } from '../../model/number.ts';
import { counted, numberText, shortNumber } from '../../model/number.ts';
import type { BudgetFigure } from '../../model/report/sweep.ts';
import { duration } from '../../model/time.ts';
import { bestOfN } from '../statistics/best-of-n.ts';
import type { Search } from './sweep.ts';

const MOST_PLACES = 200;
const FEWEST = 4;

/**
 * What the best of n trials is expected to be, over n; trials without a result took budget and count as the worst value.
 * Null without a direction or with fewer than four results.
 */
export function budgetOf(sweep: Search, objective: number, format: NumberFormat): BudgetFigure | null {
  const goal = sweep.objectives[objective];
  const better = goal?.direction.better ?? null;
  if (goal === undefined || better === null) return null;
  const ended = sweep.rows.filter(({ outcome }) => outcome !== 'open');
  const values = ended.map(({ outcome, objectives }) => (outcome === 'result' ? (objectives[objective] ?? Number.NaN) : Number.NaN));
  const { expected, solid, trials, failed } = bestOfN(values, better);
  if (trials - failed < FEWEST) return null;
  const seconds = meanSeconds(sweep);
  const half = expected[Math.max(0, Math.ceil(trials / 2) - 1)] as number;
  const whole = expected.at(-1) as number;
  const worse = failed === 0 ? '' : `; ${counted(failed, 'trial')} without a result count${failed === 1 ? 's' : ''} as the worst value`;
  return {
    metric: goal.metric,
    format,
    expected: placesOf(trials).map((n) => [n, expected[n - 1] as number]),
    solid,
    soFar: soFarOf(values, better),
    trials,
    failed,
    meanSeconds: seconds?.value ?? null,
    better,
    title: [
      `Half of the budget would be expected to reach `,
      { strong: numberText(half, format) },
      `, all of it reached ${numberText(whole, format)}`,
    ],
    subtitle: [
      { code: goal.metric },
      ` expected of the best of n trials, were they run in any order${worse}. Dashed beyond half of the trials, where few decide it; thin: the best so far as they ran.`,
      ...(seconds === null ? [] : [` A trial takes ${duration(seconds.value)} on average.`]),
    ],
    alternative: `Expected best ${goal.metric} of n trials: ${shortNumber(expected[0] as number)} for one, ${shortNumber(half)} for ${Math.ceil(trials / 2)}, ${shortNumber(whole)} for all ${trials}`,
  };
}

/** Over the trials whose duration is recorded. */
export function meanSeconds({ rows }: Pick<Search, 'rows'>): { readonly value: number; readonly trials: number } | null {
  const known = rows.flatMap(({ seconds, outcome }) => (seconds === null || outcome === 'open' ? [] : [seconds]));
  return known.length === 0 ? null : { value: known.reduce((sum, value) => sum + value, 0) / known.length, trials: known.length };
}

/** All n up to the limit, else evenly spread ones, the first and the last among them. */
function placesOf(trials: number): number[] {
  if (trials <= MOST_PLACES) return Array.from({ length: trials }, (_, i) => i + 1);
  const places = Array.from({ length: MOST_PLACES }, (_, i) => Math.round(1 + ((trials - 1) * i * i) / (MOST_PLACES - 1) ** 2));
  return [...new Set(places)];
}

function soFarOf(values: readonly number[], better: 'higher' | 'lower'): readonly (readonly [number, number])[] {
  const places: [number, number][] = [];
  values.forEach((value, i) => {
    const before = places.at(-1)?.[1];
    if (Number.isFinite(value) && (before === undefined || (better === 'higher' ? value > before : value < before)))
      places.push([i + 1, value]);
  });
  return places;
}
