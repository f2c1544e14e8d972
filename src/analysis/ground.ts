import type { Ground } from './ablations/ablations.ts';
import type { Overview } from './overview.ts';
import { measured } from './variants/measure.ts';

/** A project as tables of variants need it. What was measured is kept: several tables and pages ask for the same. */
export function groundOf(view: Overview): Ground {
  const known = new Map<string, ReturnType<typeof measured>>();
  return {
    project: view.project,
    runs: view.runs,
    variants: view.variants,
    metrics: view.metrics,
    primary: view.primary,
    measured(variant, metric) {
      const whole = view.variants.list.includes(variant);
      if (!whole) return measured(view, variant, metric);
      const key = `${variant.key}\0${metric}`;
      const made = known.get(key) ?? measured(view, variant, metric);
      known.set(key, made);
      return made;
    },
  };
}
