import type { Interval } from '../statistics/interval.ts';
import { successRate } from '../statistics/wilson.ts';
import { endsOf, type Parameter, placeOf, type Trial } from './space.ts';

/** How often trials failed in one part of a parameter's range. */
export interface FailureShare {
  /** Numbers: from `low` to `high`, both in it where it is the last part; choices: the choice; null: trials without the parameter. */
  readonly part: { readonly low: number; readonly high: number } | { readonly choice: string } | null;
  readonly trials: number;
  readonly failed: number;
  /** Wilson's interval of the share that failed. */
  readonly interval: Interval | null;
}

export interface FailuresBy {
  readonly parameter: string;
  readonly parts: readonly FailureShare[];
}

const PARTS = 4;
const FEWEST_FAILED = 3;

/**
 * Failed trials by parameter: quarters of the range on its own scale, or choices. Empty below three failures. A failed trial
 * has no result, so that importance cannot see what makes trials fail.
 */
export function failuresOf(
  trials: readonly Trial[],
  failed: (trial: Trial) => boolean,
  parameters: readonly Parameter[],
): readonly FailuresBy[] {
  if (trials.filter(failed).length < FEWEST_FAILED) return [];
  const share = (part: FailureShare['part'], members: readonly Trial[]): FailureShare[] => {
    const count = members.filter(failed).length;
    return members.length === 0
      ? []
      : [{ part, trials: members.length, failed: count, interval: successRate(count, members.length).interval }];
  };
  return parameters.map((parameter) => {
    const without = share(
      null,
      trials.filter(({ values }) => !values.has(parameter.name)),
    );
    if (parameter.kind === 'category')
      return {
        parameter: parameter.name,
        parts: [
          ...parameter.choices.flatMap((choice) =>
            share(
              { choice },
              trials.filter(({ values }) => values.get(parameter.name) === choice),
            ),
          ),
          ...without,
        ],
      };
    const [low, high] = endsOf(parameter);
    const edge = (i: number) => low + ((high - low) * i) / PARTS;
    const back = (place: number) => (parameter.scale === 'log' ? Math.exp(place) : place);
    const parts = Array.from({ length: PARTS }, (_, i) =>
      share(
        { low: i === 0 ? parameter.low : back(edge(i)), high: i === PARTS - 1 ? parameter.high : back(edge(i + 1)) },
        trials.filter((trial) => {
          const place = placeOf(trial, parameter);
          return (place >= edge(i) || (i === 0 && place < low)) && (place < edge(i + 1) || i === PARTS - 1);
        }),
      ),
    );
    return { parameter: parameter.name, parts: [...parts.flat(), ...without] };
  });
}
