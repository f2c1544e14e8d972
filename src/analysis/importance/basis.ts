import { endsOf, type Parameter, placeOf, type Result } from './space.ts';

const MOST_DEGREE = 3;

/** Columns of one parameter in an additive model: Legendre polynomials on its own scale, or one column for each choice but one. */
export interface Component {
  readonly parameter: Parameter;
  /** Of the polynomial; 1 for choices. */
  readonly degree: number;
  readonly columns: readonly Float64Array[];
  /** Of a conditional parameter whether a trial has it; null where all have it, or none. */
  readonly presence: Float64Array | null;
}

/**
 * The columns of a conditional parameter are 0 in trials that do not have it, and it has one column more, whether a trial has
 * it: its component is what its value changes, and having it as far as no other parameter decides that.
 */
export function componentOf(parameter: Parameter, results: readonly Result[], mostDegree = MOST_DEGREE): Component {
  const has = results.map(({ values }) => values.has(parameter.name));
  const presence = has.every(Boolean) || !has.some(Boolean) ? null : Float64Array.from(has, Number);
  const columns: Float64Array[] = [];
  if (parameter.kind === 'category') {
    const seen = parameter.choices.filter((choice) => results.some(({ values }) => values.get(parameter.name) === choice));
    for (const choice of seen.slice(1))
      columns.push(Float64Array.from(results, ({ values }) => Number(values.get(parameter.name) === choice)));
    return { parameter, degree: 1, columns, presence };
  }
  const places = results.map((trial) => placeOf(trial, parameter));
  const distinct = new Set(places.filter((place) => !Number.isNaN(place))).size;
  const degree = Math.max(0, Math.min(mostDegree, distinct - 1));
  const known = places.filter((place) => !Number.isNaN(place));
  const [low, high] = endsOf(parameter).map((end, i) => (i === 0 ? Math.min : Math.max)(end, ...known)) as [number, number];
  const half = high / 2 - low / 2;
  const within = (place: number) => (place / 2 - low / 2) / (half / 2) - 1;
  for (let power = 1; power <= degree; power += 1)
    columns.push(Float64Array.from(places, (place) => (Number.isNaN(place) || half === 0 ? 0 : legendre(power, within(place)))));
  return { parameter, degree, columns, presence };
}

/** P₁, P₂, P₃ on −1 … 1 (Abramowitz & Stegun 22.4). */
function legendre(power: number, x: number): number {
  if (power === 1) return x;
  return power === 2 ? (3 * x * x - 1) / 2 : (5 * x * x * x - 3 * x) / 2;
}
