import type { NumberFormat } from '../../model/number.ts';
import { count, counted, numberText, shortNumber } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import { type OutcomeCounts, SWEEP_KINDS } from '../../model/report/sweep.ts';
import { utc } from '../../model/time.ts';
import type { AtBoundary } from '../importance/boundary.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { pooledNoise } from '../statistics/pooled-noise.ts';
import { type Sweep, startOf } from './sweep.ts';

/** `57 with a result, 3 pruned`. */
export function countsText(counts: OutcomeCounts): string {
  const parts: readonly (readonly [number, string])[] = [
    [counts.result, 'with a result'],
    [counts.pruned, 'pruned'],
    [counts.failed, 'failed'],
    [counts.without, 'without a value'],
    [counts.open, 'running or waiting'],
  ];
  return parts.flatMap(([number, words]) => (number > 0 ? [`${count(number)} ${words}`] : [])).join(', ');
}

/** The best trial by the first objective, or why none can be named. */
export function headlineOf(sweep: Sweep, counts: OutcomeCounts, best: number | undefined, format: NumberFormat): Phrase {
  const [goal] = sweep.objectives;
  const trials = counted(sweep.rows.length, 'trial');
  if (goal === undefined) return [`${trials}; no metric was recorded that they could be ranked by.`];
  if (best === undefined)
    return counts.result === 0
      ? [`${trials}, none with a value of `, { code: goal.metric }, '.']
      : [`${trials}; which way `, { code: goal.metric }, ' is better is not known.'];
  const row = sweep.rows[best] as Sweep['rows'][number];
  const value = `${numberText(row.objectives[0] as number, format)}${goal.unit === null ? '' : ` ${goal.unit}`}`;
  const equal = sweep.rows.filter(({ outcome, objectives }) => outcome === 'result' && objectives[0] === row.objectives[0]).length - 1;
  return [
    { run: row.run },
    equal === 0 ? '' : ` and ${counted(equal, 'other trial')}`,
    ` ${equal === 0 ? 'has' : 'have'} the ${goal.direction.better === 'lower' ? 'lowest' : 'highest'} `,
    { code: goal.metric },
    ' of ',
    trials,
    ': ',
    { strong: value },
    '.',
  ];
}

export function evidenceOf(sweep: Sweep, counts: OutcomeCounts): Phrase {
  const [goal] = sweep.objectives;
  const start = startOf(sweep);
  const when = Number.isFinite(start) ? utc(start) : null;
  return [
    `${SWEEP_KINDS[sweep.kind]}: ${countsText(counts)}; ${counted(sweep.parameters.length, 'parameter')} varied`,
    ...(when === null ? [] : [`, from ${when.slice(0, 16)} UTC`]),
    '. ',
    ...(goal === undefined
      ? []
      : [
          `Objective: ${goal.selection} of `,
          { code: goal.metric },
          goal.direction.better === null
            ? ', which way is better is unknown.'
            : `, ${goal.direction.better} is better: ${SOURCES[goal.direction.source]}.`,
        ]),
  ];
}

const SOURCES = { declared: 'declared', tracker: 'said by the tracker', guessed: 'guessed from its name', unknown: 'unknown' } as const;

/**
 * That the best of single trials owes something to luck, and how much: the expected largest of n standard normal values, by
 * Blom's approximation (1958), in units of the noise of one configuration.
 */
export function caveatOf(sweep: Sweep, results: number): Phrase {
  if (results < 2) return [];
  const luck = normalQuantile((results - 0.375) / (results + 0.25));
  const noise = noiseOf(sweep);
  return [
    { strong: 'Single trials: not tested.' },
    ` Were all ${count(results)} equally good, the best would still lie about ${luck.toFixed(1)} standard deviations of the noise ahead of their mean. `,
    ...(noise === null
      ? ['No configuration was run twice, so the noise is not known: run the best few again with other seeds before one is chosen.']
      : [`Trials of equal parameters scatter by s = ${shortNumber(noise.sd, 2)} (${counted(noise.df, 'degree')} of freedom).`]),
  ];
}

/** Of the first objective, over trials with equal parameters. */
function noiseOf({ rows }: Sweep): { readonly sd: number; readonly df: number } | null {
  const groups = new Map<string, number[]>();
  for (const { values, objectives, outcome } of rows) {
    const [value] = objectives;
    if (outcome !== 'result' || value === null || value === undefined) continue;
    const key = JSON.stringify(values);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  const { sd, df } = pooledNoise(groups.values());
  return sd === null || sd === 0 ? null : { sd, df };
}

export function boundaryText({ parameter, end, value, near, best }: AtBoundary, recorded: boolean): Phrase {
  return [
    `${near === best ? `All ${count(best)}` : `${count(near)} of the ${count(best)}`} best trials lie at the ${end === 'low' ? 'lower' : 'upper'} end of `,
    { code: parameter },
    ` (${shortNumber(value)}). Beyond it nothing was tried${recorded ? ': a wider range may hold better ones.' : '.'}`,
  ];
}
