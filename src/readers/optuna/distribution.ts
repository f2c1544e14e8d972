import { JsonError, parseJson } from '../../formats/json.ts';
import { isMap, type Value, type ValueMap } from '../../model/value.ts';

/** From where the values of one parameter were drawn. */
export type Distribution = NumberDistribution | ChoiceDistribution;

export interface NumberDistribution {
  readonly type: 'float' | 'int';
  readonly low: number | bigint;
  readonly high: number | bigint;
  readonly log: boolean;
  /** Distance of neighbouring values; null where every number between the ends can be drawn. */
  readonly step: number | bigint | null;
}

export interface ChoiceDistribution {
  readonly type: 'categorical';
  readonly choices: readonly Value[];
}

/** Classes up to Optuna 2, which a migrated database may still hold, beside those of today. */
const CLASSES: ReadonlyMap<string, (attributes: ValueMap) => Distribution | undefined> = new Map([
  ['FloatDistribution', (of: ValueMap) => numbers('float', of, of.log === true, of.step)],
  ['UniformDistribution', (of: ValueMap) => numbers('float', of, false, null)],
  ['LogUniformDistribution', (of: ValueMap) => numbers('float', of, true, null)],
  ['DiscreteUniformDistribution', (of: ValueMap) => numbers('float', of, false, of.q)],
  ['IntDistribution', (of: ValueMap) => numbers('int', of, of.log === true, of.step ?? 1)],
  ['IntUniformDistribution', (of: ValueMap) => numbers('int', of, false, of.step ?? 1)],
  ['IntLogUniformDistribution', (of: ValueMap) => numbers('int', of, true, of.step ?? 1)],
  ['CategoricalDistribution', (of: ValueMap) => choices(of)],
]);

/** Reads the JSON of a distribution, with a class name or in the short form; undefined where it is neither. */
export function readDistribution(json: string): Distribution | undefined {
  let found: Value;
  try {
    found = parseJson(json);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
  if (!isMap(found)) return undefined;
  if (typeof found.name === 'string') return isMap(found.attributes) ? CLASSES.get(found.name)?.(found.attributes) : undefined;
  if (found.type === 'categorical') return choices(found);
  if (found.type === 'float') return numbers('float', found, found.log === true, found.step);
  return found.type === 'int' ? numbers('int', found, found.log === true, found.step ?? 1) : undefined;
}

function numbers(type: 'float' | 'int', { low, high }: ValueMap, log: boolean, step: Value | undefined): Distribution | undefined {
  if (!isNumber(low) || !isNumber(high) || !(step === undefined || step === null || isNumber(step))) return undefined;
  return { type, low, high, log, step: step ?? null };
}

function choices(of: ValueMap): Distribution | undefined {
  return Array.isArray(of.choices) ? { type: 'categorical', choices: of.choices as readonly Value[] } : undefined;
}

function isNumber(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The parameter that a stored number stands for: of choices it is the index. undefined where it stands for none. */
export function decode(stored: number, distribution: Distribution): Value | undefined {
  if (distribution.type === 'categorical') return Number.isInteger(stored) ? distribution.choices[stored] : undefined;
  if (Number.isNaN(stored)) return undefined;
  return distribution.type === 'int' ? Math.trunc(stored) : stored;
}

/** Whether Optuna takes the two for one and the same parameter of a study. */
export function compatible(a: Distribution, b: Distribution): boolean {
  if (a.type === 'categorical' || b.type === 'categorical')
    return a.type === b.type && JSON.stringify(a, exact) === JSON.stringify(b, exact);
  return a.type === b.type && a.log === b.log;
}

function exact(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? `${value}` : value;
}
