import { counted, shortNumber } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Slice } from '../../model/report/sweep.ts';
import type { Goal } from './objectives.ts';
import type { Search } from './sweep.ts';

/** Trials with a result as indices of rows: best first, `ranked` empty where nobody knows what is better. */
export interface Field {
  readonly ranked: readonly number[];
  /** Those of them that are drawn, all within the axis; the others beyond its ends. */
  readonly drawn: readonly number[];
  readonly above: readonly number[];
  readonly below: readonly number[];
  readonly limits: readonly [number, number];
  readonly log: boolean;
}

/** The objective over one parameter. */
export function sliceOf(sweep: Search, parameter: number, objective: number, field: Field): Slice {
  const { ranked, drawn, above, below, limits, log: yLog } = field;
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
    yLog,
    limits,
    objective: goal.metric,
    points: drawn.filter(known).map(point),
    above: above.filter(known).length,
    below: below.filter(known).length,
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
