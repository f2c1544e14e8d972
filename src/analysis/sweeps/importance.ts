import { count, counted, shortNumber } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { SweepImportance } from '../../model/report/sweep.ts';
import { collinearityOf } from '../importance/collinearity.ts';
import { type EffectImportance, effectImportance } from '../importance/effects.ts';
import { type TopImportance, topImportance } from '../importance/ped-anova.ts';
import { type Search, trialsOf } from './sweep.ts';

const ALIKE = 0.7;

/** Two opinions on what matters, each with what it rests on; null without a direction. */
export function sweepImportance(sweep: Search, objective: number): SweepImportance | null {
  const better = sweep.objectives[objective]?.direction.better ?? null;
  if (better === null) return null;
  const trials = trialsOf(sweep, objective);
  const parameters = sweep.parameters.map(({ parameter }) => parameter);
  const effects = effectImportance(trials, parameters);
  const top = topImportance(trials, parameters, better);
  const together = collinearityOf(trials, parameters);
  const rows = parameters.map(({ name }, i) => ({
    parameter: name,
    effect: effects.effects[i]?.share ?? null,
    adjustedP: effects.effects[i]?.adjustedP ?? null,
    top: top.top >= FEWEST_TOP ? (top.shares[i] ?? null) : null,
    inflation: together.inflation[i] ?? null,
  }));
  const { closest, aliased } = together;
  const remarks: Phrase[] = aliased.map(
    (names): Phrase => [...list(names), ' always changed together: nobody can tell which of them did it.'],
  );
  if (closest !== null && closest.r >= ALIKE && closest.r < 1 - 1e-9)
    remarks.push([
      { code: closest.a },
      ' and ',
      { code: closest.b },
      ` changed together (|r| = ${closest.r.toFixed(2)}): what one does is hard to tell from what the other does.`,
    ]);
  return {
    rows: rows.sort((a, b) => (b.effect ?? -1) - (a.effect ?? -1) || (b.top ?? -1) - (a.top ?? -1)),
    looR2: effects.looR2,
    degree: effects.degree,
    n: effects.n,
    top: top.top,
    effectsLack: effectsLack(effects, parameters.length),
    topLack: topLack(top),
    remarks,
    subtitle: [
      effects.lack === null
        ? `An additive model of ${counted(effects.n, 'trial')} foretells ${Math.round(100 * (effects.looR2 ?? 0))} % of the variance of trials it has not seen (leave-one-out R²)`
        : `${counted(effects.n, 'trial')} with a result`,
    ],
  };
}

/** Optuna's advice: at least five trials among the best. */
const FEWEST_TOP = 5;

function effectsLack({ lack, n, looR2 }: EffectImportance, parameters: number): Phrase | null {
  if (lack === null) return null;
  if (lack === 'poor_fit')
    return [
      `Withheld: an additive model foretells too little (leave-one-out R² = ${shortNumber(looR2 ?? 0, 2)}, at least 0.3 is asked for). Noise, or parameters that work only together.`,
    ];
  if (lack === 'few_trials')
    return [
      `Withheld: ${counted(n, 'trial')} with a result; 30 are asked for, and four for each of the model’s columns (${counted(parameters, 'parameter')}).`,
    ];
  return [lack === 'no_spread' ? 'Withheld: all trials reached the same value.' : 'Nothing varied.'];
}

function topLack({ lack, top, n }: TopImportance): Phrase | null {
  if (lack === 'no_spread') return ['Withheld: the best tenth cannot be told from the rest.'];
  if (lack !== null || top < FEWEST_TOP)
    return [`Withheld: the best tenth of ${count(n)} is ${counted(top, 'trial')}; five are asked for.`];
  return null;
}

function list(names: readonly string[]): Phrase {
  return names.flatMap((name, i): Phrase => [...(i === 0 ? [] : [i === names.length - 1 ? ' and ' : ', ']), { code: name }]);
}
