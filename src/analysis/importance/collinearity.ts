import { basisOf, dot, residuals } from '../statistics/least-squares.ts';
import { componentOf } from './basis.ts';
import { type Parameter, resultsOf, type Trial } from './space.ts';

/** How far the parameters of a search changed together: what one of them does is then hard to tell from what another does. */
export interface Collinearity {
  /** The two that are most alike, by the largest |r| of their columns; null with fewer than two. */
  readonly closest: { readonly a: string; readonly b: string; readonly r: number } | null;
  /** In the order of the parameters: variance inflation 1/(1 − R²) by all others, ∞ where they make it up; null where it never varied. */
  readonly inflation: readonly (number | null)[];
  /** Parameters that split the trials alike into a few levels, so that nobody can tell them apart. */
  readonly aliased: readonly (readonly string[])[];
}

/** Of linear columns on the parameters' own scales, and a column for each choice, over the trials with a result. */
export function collinearityOf(trials: readonly Trial[], parameters: readonly Parameter[]): Collinearity {
  const results = resultsOf(trials);
  const ones = basisOf([new Float64Array(results.length).fill(1)]).q;
  const centred = parameters.map((parameter) =>
    componentOf(parameter, results, 1)
      .columns.map((column) => residuals(ones, column))
      .filter((column) => dot(column, column) > 1e-18 * column.length),
  );
  let closest: Collinearity['closest'] = null;
  centred.forEach((own, i) => {
    for (let j = i + 1; j < centred.length; j += 1)
      for (const a of own)
        for (const b of centred[j] as readonly Float64Array[]) {
          const r = Math.min(1, Math.abs(dot(a, b)) / Math.sqrt(dot(a, a) * dot(b, b)));
          if (closest === null || r > closest.r)
            closest = { a: (parameters[i] as Parameter).name, b: (parameters[j] as Parameter).name, r };
        }
  });
  const inflation = centred.map((own, i) => {
    const others = basisOf(centred.flatMap((columns, j) => (j === i ? [] : columns))).q;
    const factors = own.map((column) => {
      const rest = residuals(others, column);
      const left = dot(rest, rest) / dot(column, column);
      return left > 1e-12 ? Math.max(1, 1 / left) : Number.POSITIVE_INFINITY;
    });
    return factors.length === 0 ? null : Math.max(...factors);
  });
  return { closest, inflation, aliased: aliasesOf(results, parameters) };
}

function aliasesOf(results: readonly Trial[], parameters: readonly Parameter[]): readonly (readonly string[])[] {
  const groups = new Map<string, { names: string[]; levels: number }>();
  const configurations = new Set(results.map(({ values }) => JSON.stringify(parameters.map(({ name }) => values.get(name) ?? null)))).size;
  for (const { name } of parameters) {
    const numbers = new Map<number | string | undefined, number>();
    const partition = results.map(({ values }) => {
      const value = values.get(name);
      if (!numbers.has(value)) numbers.set(value, numbers.size);
      return numbers.get(value) as number;
    });
    if (numbers.size < 2) continue;
    const key = partition.join();
    const group = groups.get(key) ?? { names: [], levels: numbers.size };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ names, levels }) => (names.length > 1 && levels * 2 <= configurations ? [names] : []));
}
