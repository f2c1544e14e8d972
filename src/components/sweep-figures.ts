import type { ChartSpec } from '../charts/spec.ts';
import { budgetFigure, parallelFigure, type SweepWords, slicesFigure } from '../charts/sweep-figure.ts';
import { budgetSpec, parallelSpec, slicesSpec } from '../charts/sweep-spec.ts';
import { count, counted } from '../model/number.ts';
import { phraseText } from '../model/phrase-text.ts';
import type { ObjectiveAnalysis, SweepPage } from '../model/report/sweep.ts';

export type SweepFigureName = 'slices' | 'parallel' | 'budget';

/** Objectives of a sweep whose figures are documents too. */
const MOST_OBJECTIVES = 4;

export interface SweepFigure {
  readonly name: string;
  readonly words: SweepWords;
  /** For those who do not see it. */
  readonly alternative: string;
  readonly objective: ObjectiveAnalysis;
  /** Still with the variables of the style sheet for colours. */
  svg(): string;
  spec(): ChartSpec;
}

/** `slices`, `parallel`, `budget` of the first objective, `slices-2` of the second. */
export function figureNames({
  objectives,
}: SweepPage): readonly { readonly name: string; readonly kind: SweepFigureName; readonly at: number }[] {
  return objectives.slice(0, MOST_OBJECTIVES).flatMap(({ slices, parallel, budget }, at) => {
    const kinds: readonly SweepFigureName[] = [
      ...(slices.length > 0 ? (['slices'] as const) : []),
      ...(parallel !== null ? (['parallel'] as const) : []),
      ...(budget !== null ? (['budget'] as const) : []),
    ];
    return kinds.map((kind) => ({ name: at === 0 ? kind : `${kind}-${at + 1}`, kind, at }));
  });
}

export function figureOfName(page: SweepPage, name: string): SweepFigure | undefined {
  const found = figureNames(page).find((one) => one.name === name);
  const objective = found === undefined ? undefined : page.objectives[found.at];
  return found === undefined || objective === undefined ? undefined : figureOf(page, objective, found.kind, name);
}

function figureOf(page: SweepPage, objective: ObjectiveAnalysis, kind: SweepFigureName, name: string): SweepFigure | undefined {
  const { metric, unit, direction, slices, parallel, budget, n } = objective;
  const better = direction.better === null ? '' : `; ${direction.better} is better`;
  const of = `${page.name}: ${counted(n, 'trial')} with a result. ${metric}${unit === null ? '' : `, ${unit}`}${better}; single trials, not tested.`;
  if (kind === 'slices') {
    const words = {
      title: `${metric} over each parameter`,
      subtitle: of,
      caption: `${dotsText(objective)} ${edgeText(objective)}`.trimEnd(),
    };
    const alternative = slices.map((slice) => slice.alternative).join('; ');
    return { name, words, alternative, objective, svg: () => slicesFigure(words, slices), spec: () => slicesSpec(slices) };
  }
  if (kind === 'parallel' && parallel !== null) {
    const words = {
      title: `All parameters at once, to ${metric}`,
      subtitle: of,
      caption: `${phraseText(parallel.subtitle)}. From the parameter that matters most to the objective. A line that breaks has no value there.`,
    };
    const { alternative } = parallel;
    return { name, words, alternative, objective, svg: () => parallelFigure(words, parallel), spec: () => parallelSpec(parallel) };
  }
  if (kind !== 'budget' || budget === null) return undefined;
  const words = {
    title: phraseText(budget.title),
    subtitle: `${page.name}: ${phraseText(budget.subtitle)}`,
    caption: budgetSource(budget.failed),
  };
  return {
    name,
    words,
    alternative: budget.alternative,
    objective,
    svg: () => budgetFigure(words, budget),
    spec: () => budgetSpec(budget),
  };
}

/** What the dots of slices are, and which trials they leave out. */
export function dotsText({ n, drawn, beyond, direction }: ObjectiveAnalysis): string {
  const within = n - beyond;
  const dots =
    drawn < within
      ? `${count(drawn)} of ${counted(within, 'trial')} drawn as dots, the best of them and others evenly by rank.`
      : 'Every dot a trial.';
  const side = direction.better === 'lower' ? 'above' : 'below';
  return beyond === 0
    ? dots
    : `${dots} The axis shows the better part: ${counted(beyond, 'trial')} ${beyond === 1 ? 'lies' : 'lie'} ${side} it.`;
}

/** What stands at the edges of slices; empty where nothing does. */
export function edgeText({ slices, beyond }: ObjectiveAnalysis): string {
  const marks = [
    ...(slices.some(({ failed }) => failed.length > 0) ? ['crosses above a frame are trials that failed'] : []),
    ...(slices.some(({ pruned }) => pruned.length > 0) ? ['bars above a frame are trials that were pruned'] : []),
    ...(beyond > 0 ? ['a triangle counts the trials beyond the axis'] : []),
  ].join(', ');
  return marks === '' ? '' : `${marks.charAt(0).toUpperCase()}${marks.slice(1)}.`;
}

/** How the expected best is computed. */
export function budgetSource(failed: number): string {
  const lost =
    failed === 0
      ? ''
      : `; ${counted(failed, 'trial')} without a result count${failed === 1 ? 's' : ''} as the worst value, for they took budget`;
  return `Unbiased, without replacement (Tang et al. 2020)${lost}.`;
}
