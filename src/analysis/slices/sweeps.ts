import type { Memory } from '../../model/memory.ts';
import { counted } from '../../model/number.ts';
import type { ObjectiveAnalysis, SweepPage, Sweeps, SweepsPage } from '../../model/report/sweep.ts';
import type { Overview } from '../overview.ts';
import { projectFoot } from '../provenance.ts';
import { pageOf, summaryOf } from '../sweeps/page.ts';
import { type Sweep, sweepsOf } from '../sweeps/sweep.ts';

/** The sweeps of a project, found once. `memory`: what was found in them before. */
export function sweepsSlice(view: Overview, memory: Memory<ObjectiveAnalysis> = new Map()): Sweeps {
  let found: readonly Sweep[] | undefined;
  const pages = new Map<string, SweepPage>();
  const all = () => {
    found ??= sweepsOf(view);
    return found;
  };
  return {
    get page() {
      return listOf(view, all());
    },
    get slugs() {
      return all().map(({ slug }) => slug);
    },
    sweep(slug) {
      const one = all().find((sweep) => sweep.slug === slug);
      if (one === undefined) return undefined;
      const page = pages.get(slug) ?? pageOf(view, one, memory);
      pages.set(slug, page);
      return page;
    },
  };
}

function listOf(view: Overview, sweeps: readonly Sweep[]): SweepsPage {
  const list = sweeps.map(summaryOf);
  const trials = list.reduce((sum, sweep) => sum + sweep.trials, 0);
  return {
    headline: list.length === 0 ? ['No sweep was found.'] : [`${counted(list.length, 'sweep')} with ${counted(trials, 'trial')}.`],
    evidence: [
      'A sweep is what a tracker recorded as one: an Optuna study, a W&B sweep, a Hydra multirun, the runs of one parent, or a group, the last three with at least eight configurations. Seeds and paths are no parameters.',
    ],
    list,
    foot: projectFoot(view.input),
  };
}
