/** What a search could choose for one parameter. */
export type Parameter = NumberParameter | CategoryParameter;

export interface NumberParameter {
  readonly kind: 'number';
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly scale: 'linear' | 'log';
  /** Distance of the values that could be chosen; null for any number. */
  readonly step: number | null;
}

export interface CategoryParameter {
  readonly kind: 'category';
  readonly name: string;
  /** Canonical texts of its values, in the order in which they are shown. */
  readonly choices: readonly string[];
}

/** One trial of a search. */
export interface Trial {
  /** Number or canonical text of each parameter; a conditional parameter that it lacks is absent. */
  readonly values: ReadonlyMap<string, number | string>;
  /** What was searched for; null or not finite where the trial has no result. */
  readonly objective: number | null;
}

/** A trial with a result. */
export interface Result extends Trial {
  readonly objective: number;
}

export function resultsOf(trials: readonly Trial[]): readonly Result[] {
  return trials.filter((trial): trial is Result => trial.objective !== null && Number.isFinite(trial.objective));
}

/** Its place on the parameter's own scale: the number or its logarithm. NaN where the trial lacks it or it has none. */
export function placeOf({ values }: Trial, parameter: NumberParameter): number {
  const value = values.get(parameter.name);
  if (typeof value !== 'number' || !Number.isFinite(value)) return Number.NaN;
  return parameter.scale === 'log' ? (value > 0 ? Math.log(value) : Number.NaN) : value;
}

/** Ends of the range on the parameter's own scale. */
export function endsOf({ low, high, scale }: NumberParameter): readonly [low: number, high: number] {
  return scale === 'log' ? [Math.log(low), Math.log(high)] : [low, high];
}
