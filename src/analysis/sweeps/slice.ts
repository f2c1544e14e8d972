import { counted, shortNumber } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Slice } from '../../model/report/sweep.ts';
import type { Goal } from './objectives.ts';
import type { Search } from './sweep.ts';

/** The objective over one parameter; `ranked` and `drawn` are indices of rows, best first, `ranked` empty where nobody knows what is better. */
export function sliceOf(sweep: Search, parameter: number, objective: number, ranked: readonly number[], drawn: readonly number[]): Slice {
  const varied = sweep.parameters[parameter] as Search['parameters'][number];
  const { parameter: space, source } = varied;
  const goal = sweep.objectives[objective] as Goal;
  const choices = space.kind === 'category' ? space.choices : [];
  const x = (row: number): number => {
    const value = sweep.rows[row]?.values[parameter] ?? null;
    if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
    return value === null ? Number.NaN : choices.indexOf(value);
  };
  const y = (row: number) => sweep.rows[row]?.objectives[objective] ?? Number.NaN;
  const point = (row: number) => [x(row), y(row)] as const;
  const known = (row: number) => !Number.isNaN(x(row));
  const places = (outcome: 'failed' | 'pruned') => sweep.rows.flatMap((row, at) => (row.outcome === outcome && known(at) ? [x(at)] : []));
  const values = (ranked.length > 0 ? ranked : drawn).map(y);
  const [first] = ranked;
  const all = sweep.rows.map((_, row) => x(row)).filter((value) => !Number.isNaN(value));
  const [low, high] =
    space.kind === 'number' ? [Math.min(space.low, ...all), Math.max(space.high, ...all)] : [0, Math.max(0, choices.length - 1)];
  const log = space.kind === 'number' && space.scale === 'log' && low > 0;
  const absent = sweep.rows.length - all.length;
  const subtitle: Phrase = [
    space.kind === 'number'
      ? `${source === 'recorded' ? 'range' : 'values tried'} ${shortNumber(low)} to ${shortNumber(high)}${log ? ', logarithmic' : ''}`
      : counted(choices.length, 'choice'),
    ...(source === 'guessed' && log ? [' (guessed)'] : []),
    ...(absent > 0 ? [`; ${counted(absent, 'trial')} without it`] : []),
  ];
  return {
    parameter: space.name,
    kind: space.kind,
    log,
    low,
    high,
    choices,
    yLog: logarithmic(values),
    limits: ranked.length > 0 ? limitsOf(values) : values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1],
    objective: goal.metric,
    points: drawn.filter(known).map(point),
    best: first !== undefined && known(first) ? point(first) : null,
    failed: places('failed'),
    pruned: places('pruned'),
    subtitle,
    alternative: alternative(sweep, parameter, objective, ranked, drawn.length),
  };
}

function alternative(sweep: Search, parameter: number, objective: number, ranked: readonly number[], drawn: number): string {
  const name = sweep.parameters[parameter]?.parameter.name ?? '';
  const metric = sweep.objectives[objective]?.metric ?? '';
  const value = (row: number) => {
    const found = sweep.rows[row]?.values[parameter] ?? null;
    return typeof found === 'number' ? shortNumber(found) : (found ?? 'none');
  };
  if (ranked.length === 0) return `${metric} of ${counted(drawn, 'trial')} over ${name}`;
  const top = ranked.slice(0, 3).map(value);
  return `${metric} of ${counted(ranked.length, 'trial')} over ${name}; the best ${top.length === 1 ? 'has' : 'have'} ${top.join(', ')}`;
}

/** A logarithmic axis where positive values span three decades. */
function logarithmic(values: readonly number[]): boolean {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low > 0 && high / low >= 1000;
}

/** From the best value (they come best first) to the worst; or, where a tenth lies far behind the rest, not much beyond that rest. */
export function limitsOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const best = values[0] as number;
  const worst = values.at(-1) as number;
  const most = values[Math.floor((values.length - 1) * 0.9)] as number;
  const cut = most + (most / 4 - best / 4);
  const far = values.length >= 10 && most !== best && Math.abs(worst / 4 - best / 4) > 2.5 * Math.abs(most / 4 - best / 4);
  const end = far && Number.isFinite(cut) ? cut : worst;
  return best < end ? [best, end] : [end, best];
}
