import type { Effects } from '../../model/report/ablation.ts';
import type { Measured } from '../../model/variant.ts';
import { type Correction, correct } from '../statistics/correction.ts';
import { factorial } from '../statistics/factorial.ts';
import { METHOD_WORDS } from '../statistics/words.ts';
import { bounds } from './contrast.ts';
import type { Plan } from './plan.ts';

/** Main effects and interactions of a grid, of all runs that count; null for another shape, or where nothing could be fitted. */
export function effectsOf(
  { grid, members }: Plan,
  rows: readonly Measured[],
  { level, alpha, correction }: { readonly level: number; readonly alpha: number; readonly correction: Correction },
): Effects | null {
  if (grid.length === 0) return null;
  const values = rows.flatMap((row, at) => row.values.map((value) => ({ levels: members[at]?.cell ?? [], value })));
  const fit = factorial(
    grid.map(({ factor, levels }) => ({ name: factor, levels })),
    values,
    { level, alpha },
  );
  const { residual } = fit;
  if (residual === null || residual.sd === null || fit.terms.length === 0) return null;
  const tests = fit.terms.map((term) => (fit.preferred === 'III' ? term.typeIII : term.typeII));
  const { adjusted } = correct(
    tests.map(({ p }) => p),
    correction,
  );
  return {
    terms: fit.terms.map((term, at) => {
      return {
        factors: term.factors,
        effect: term.effect?.estimate ?? null,
        interval: bounds(term.effect?.interval ?? null),
        deviations: term.deviations.map(({ levels, estimate, interval }) => ({ levels, value: estimate, interval: bounds(interval) })),
        df: term.df,
        f: tests[at]?.f ?? null,
        p: tests[at]?.p ?? null,
        pAdjusted: adjusted[at] ?? null,
        share: term.eta2,
      };
    }),
    residual: { df: residual.df, sd: residual.sd },
    balanced: fit.balanced,
    type: fit.preferred,
    r2: fit.r2,
    order: fit.order,
    method: METHOD_WORDS[fit.method],
  };
}
