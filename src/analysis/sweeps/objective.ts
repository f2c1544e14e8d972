import { hashOf } from '../../model/hash.ts';
import type { Memory } from '../../model/memory.ts';
import { columnFormat, spreadFormat } from '../../model/number.ts';
import type { ObjectiveAnalysis } from '../../model/report/sweep.ts';
import { boundariesOf } from '../importance/boundary.ts';
import { budgetOf } from './budget.ts';
import { sweepImportance } from './importance.ts';
import { limitsOf } from './limits.ts';
import type { Goal } from './objectives.ts';
import { parallelOf } from './parallel.ts';
import { type Field, sliceOf } from './slice.ts';
import { type Search, trialsOf } from './sweep.ts';
import { boundaryText } from './words.ts';

const MOST_BEST = 10;
const MOST_SLICES = 16;
/** Of all objectives together, so that a page stays small. */
const ALL_SLICES = 24;
const ALL_MARKS = 9600;
const MOST_MARKS = 600;
/** A logarithmic axis where positive values span three decades. */
const LOG_RATIO = 1000;

/** Rows with a result, best first; of equal ones the earlier. Without a direction in their own order. */
export function rankedBy({ rows, objectives }: Pick<Search, 'rows' | 'objectives'>, objective: number): readonly number[] {
  const better = objectives[objective]?.direction.better ?? null;
  const value = (row: number) => rows[row]?.objectives[objective] ?? Number.NaN;
  const results = rows.flatMap((row, at) => (row.outcome === 'result' ? [at] : []));
  return better === null ? results : results.sort((a, b) => (better === 'lower' ? value(a) - value(b) : value(b) - value(a)) || a - b);
}

/** What the trials with a result reached. */
export function valuesOf({ rows }: Pick<Search, 'rows'>, objective: number): readonly number[] {
  return rows.flatMap(({ outcome, objectives }) => (outcome === 'result' ? [objectives[objective] ?? Number.NaN] : []));
}

/** Every objective of a search, worked out only where the memory does not know the very same trials. */
export function analysed(search: Search, memory: Memory<ObjectiveAnalysis>): readonly ObjectiveAnalysis[] {
  const { parameters, objectives, rows } = search;
  const trials = hashOf(parameters, objectives, rows);
  return objectives.map((_, at) => {
    const key = `${trials}.${at}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const analysis = analyse(search, at);
    memory.set(key, analysis);
    return analysis;
  });
}

function analyse(sweep: Search, objective: number): ObjectiveAnalysis {
  const goal = sweep.objectives[objective] as Goal;
  const { metric, unit, direction, selection } = goal;
  const ranked = rankedBy(sweep, objective);
  const shown = Math.min(MOST_SLICES, Math.max(2, Math.floor(ALL_SLICES / sweep.objectives.length)), sweep.parameters.length);
  const field = fieldOf(sweep, objective, ranked, Math.min(MOST_MARKS, Math.floor(ALL_MARKS / (shown * sweep.objectives.length))));
  const values = valuesOf(sweep, objective);
  const format = columnFormat(values);
  const importance = sweepImportance(sweep, objective);
  const places = new Map(sweep.parameters.map(({ parameter }, at) => [parameter.name, at]));
  const order = importance?.rows.flatMap(({ parameter }) => places.get(parameter) ?? []) ?? [...places.values()];
  const parameters = sweep.parameters.map(({ parameter }) => parameter);
  const ends = direction.better === null ? [] : boundariesOf(trialsOf(sweep, objective), parameters, direction.better);
  return {
    metric,
    unit,
    direction,
    selection,
    format,
    n: ranked.length,
    best: direction.better === null ? [] : ranked.slice(0, MOST_BEST),
    slices: ranked.length === 0 ? [] : order.slice(0, shown).map((at) => sliceOf(sweep, at, objective, field)),
    drawn: field.drawn.length,
    beyond: field.above.length + field.below.length,
    parallel: direction.better === null ? null : parallelOf(sweep, objective, ranked, order),
    importance,
    budget: budgetOf(sweep, objective, spreadFormat(values)),
    boundaries: ends.map((end) => boundaryText(end, sweep.parameters[places.get(end.parameter) ?? 0]?.source === 'recorded')),
  };
}

/** The trials that slices show, at most so many of them; where the direction is known the axis may end before the worst. */
function fieldOf({ rows, objectives }: Search, objective: number, ranked: readonly number[], most: number): Field {
  const value = (row: number) => rows[row]?.objectives[objective] ?? Number.NaN;
  const values = ranked.map(value);
  const [low, high] = [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  const log = low > 0 && high / low >= LOG_RATIO;
  const known = objectives[objective]?.direction.better != null;
  const limits: readonly [number, number] = known ? limitsOf(values, log) : values.length > 0 ? [low, high] : [0, 1];
  return {
    ranked: known ? ranked : [],
    drawn: thinned(
      ranked.filter((row) => value(row) >= limits[0] && value(row) <= limits[1]),
      most,
    ),
    above: ranked.filter((row) => value(row) > limits[1]),
    below: ranked.filter((row) => value(row) < limits[0]),
    limits,
    log,
  };
}

/** The best quarter of the marks that are drawn, and the rest evenly by rank. */
function thinned(ranked: readonly number[], most: number): readonly number[] {
  if (ranked.length <= most) return ranked;
  const best = Math.floor(most / 4);
  const every = Math.ceil((ranked.length - best) / (most - best));
  return ranked.filter((_, i) => i < best || (i - best) % every === 0 || i === ranked.length - 1);
}
