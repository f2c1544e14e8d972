import { improvement } from './improvement.ts';
import { mean } from './sample.ts';
import type { Suite } from './suite.ts';
import type { Better } from './words.ts';

/**
 * Interquartile mean: of all scores of all tasks, a quarter (rounded down) is cut at either end and the rest averaged.
 * Of fewer than four it is the mean. Agarwal et al., NeurIPS 2021. NaN where a score is not finite.
 */
export function interquartileMean(suite: Suite): number {
  const scores = suite.flat().sort((a, b) => a - b);
  const cut = Math.floor(scores.length / 4);
  return scores.every(Number.isFinite) ? mean(scores.slice(cut, scores.length - cut)) : Number.NaN;
}

/** How far scores stay below `target` on average: target − mean(min(score, target)). NaN where one is not finite. */
export function optimalityGap(suite: Suite, target = 1): number {
  const scores = suite.flat();
  return scores.every(Number.isFinite) ? target - mean(scores.map((score) => Math.min(score, target))) : Number.NaN;
}

/** Of all scores of all tasks, the share above each threshold. NaN where a score is not finite. */
export function performanceProfile(suite: Suite, thresholds: readonly number[]): readonly number[] {
  const scores = suite.flat();
  const known = scores.length > 0 && scores.every(Number.isFinite);
  return thresholds.map((threshold) => (known ? scores.filter((score) => score > threshold).length / scores.length : Number.NaN));
}

/** Probability of improvement, averaged over the tasks (in the same order in both). NaN where they differ in number. */
export function suiteImprovement(baseline: Suite, variant: Suite, better: Better = 'higher'): number {
  if (baseline.length !== variant.length || [...baseline, ...variant].some((task) => !task.every(Number.isFinite))) return Number.NaN;
  return mean(baseline.map((task, i) => improvement(task, variant[i] as readonly number[], better).probability ?? Number.NaN));
}
