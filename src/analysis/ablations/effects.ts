import type { Effects } from '../../model/report/ablation.ts';
import type { Measured } from '../../model/variant.ts';
import { factorial } from '../statistics/factorial.ts';
import { METHOD_WORDS } from '../statistics/words.ts';
import { bounds } from './contrast.ts';
import type { Plan } from './plan.ts';

/** Main effects and interactions of a grid, of all runs that count; null for another shape, or where nothing could be fitted. */
export function effectsOf(
  { grid, members }: Plan,
  rows: readonly Measured[],
  { level, alpha }: { readonly level: number; readonly alpha: number },
): Effects | null {
  if (grid.length === 0) return null;
  const values = rows.flatMap((row, at) => row.values.map((value) => ({ levels: members[at]?.cell ?? [], value })));
  const fit = factorial(
    grid.map(({ factor, levels }) => ({ name: factor, levels })),
    values,
    { level, alpha },
  );
  if (fit.residual === null || fit.terms.length === 0) return null;
  return {
    terms: fit.terms.map((term) => {
      const test = fit.preferred === 'III' ? term.typeIII : term.typeII;
      return {
        factors: term.factors,
        effect: term.effect?.estimate ?? null,
        interval: bounds(term.effect?.interval ?? null),
        deviations: term.deviations.map(({ levels, estimate, interval }) => ({ levels, value: estimate, interval: bounds(interval) })),
        df: term.df,
        f: test.f,
        p: test.p,
        share: term.eta2,
      };
    }),
    residual: { df: fit.residual.df, sd: fit.residual.sd },
    balanced: fit.balanced,
    type: fit.preferred,
    r2: fit.r2,
    order: fit.order,
    method: METHOD_WORDS[fit.method],
  };
}
