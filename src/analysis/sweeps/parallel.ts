import { count, counted, shortNumber } from '../../model/number.ts';
import type { Parallel, ParallelAxis } from '../../model/report/sweep.ts';
import { endsOf, type Parameter } from '../importance/space.ts';
import { limitsOf } from './limits.ts';
import type { Search } from './sweep.ts';

const MOST_AXES = 8;
const MOST_LINES = 500;

/**
 * Every trial a line through its parameters to the objective. `order`: indices of the parameters, the one that matters most
 * first; `ranked`: rows with a result, best first.
 */
export function parallelOf(sweep: Search, objective: number, ranked: readonly number[], order: readonly number[]): Parallel | null {
  if (ranked.length < 2 || order.length < 2) return null;
  const chosen = order.slice(0, MOST_AXES - 1);
  const most = Math.floor(MOST_LINES / sweep.objectives.length);
  const every = Math.ceil(ranked.length / (most * 0.8));
  const drawn = ranked.length <= most ? ranked : ranked.filter((_, i) => i < most / 5 || i % every === 0);
  const values = ranked.map((row) => sweep.rows[row]?.objectives[objective] ?? Number.NaN);
  const [low, high] = limitsOf(values);
  const goal = sweep.objectives[objective] as Search['objectives'][number];
  const axes = chosen.map((at) => axisOf((sweep.parameters[at] as Search['parameters'][number]).parameter));
  const last: ParallelAxis = {
    name: goal.metric,
    kind: 'objective',
    log: false,
    ticks: [low, high].map((value, at) => ({ at, label: `${beyond(values, value, at)}${shortNumber(value)}` })),
  };
  const lines = drawn.map((row) => [
    ...chosen.map((at) => placeOn((sweep.parameters[at] as Search['parameters'][number]).parameter, sweep.rows[row]?.values[at] ?? null)),
    shareOf(sweep.rows[row]?.objectives[objective] ?? low, low, high),
  ]);
  const best = Math.max(1, Math.floor(ranked.length / 10));
  const left = ranked.length - drawn.length;
  return {
    axes: [...axes, last],
    lines,
    best: Math.min(best, drawn.length),
    subtitle: [
      `Every trial with a result a line; the best ${counted(best, 'trial')} strong`,
      ...(left > 0 ? [`; ${count(drawn.length)} of ${count(ranked.length)} drawn`] : []),
      ...(order.length > chosen.length ? [`; ${counted(order.length - chosen.length, 'parameter')} more in the table`] : []),
    ],
    alternative: `${counted(drawn.length, 'trial')} through ${counted(chosen.length, 'parameter')} to ${goal.metric}, from ${shortNumber(values[0] ?? low)} (best) to ${shortNumber(values.at(-1) ?? high)}`,
    left,
    axesLeft: order.length - chosen.length,
  };
}

/** Where values lie beyond an end of the axis they stand on it, and it says so. */
function beyond(values: readonly number[], end: number, at: number): string {
  if (at === 0) return values.some((value) => value < end) ? '≤ ' : '';
  return values.some((value) => value > end) ? '≥ ' : '';
}

function axisOf(parameter: Parameter): ParallelAxis {
  const { name, kind } = parameter;
  if (kind === 'category')
    return { name, kind, log: false, ticks: parameter.choices.map((label, i) => ({ at: between(i, parameter.choices.length), label })) };
  return {
    name,
    kind,
    log: parameter.scale === 'log',
    ticks: [parameter.low, parameter.high].map((value, at) => ({ at, label: shortNumber(value) })),
  };
}

function placeOn(parameter: Parameter, value: number | string | null): number | null {
  if (value === null) return null;
  if (parameter.kind === 'category') {
    const at = parameter.choices.indexOf(String(value));
    return at < 0 ? null : between(at, parameter.choices.length);
  }
  const [low, high] = endsOf(parameter);
  const at = parameter.scale === 'log' ? Math.log(Number(value)) : Number(value);
  if (!Number.isFinite(at)) return null;
  return shareOf(at, low, high);
}

/** Where a value lies between two ends; halves, so that ends far apart do not overflow. */
function shareOf(value: number, low: number, high: number): number {
  return high > low ? Math.min(1, Math.max(0, (value / 2 - low / 2) / (high / 2 - low / 2))) : 0.5;
}

function between(at: number, of: number): number {
  return of < 2 ? 0.5 : at / (of - 1);
}
