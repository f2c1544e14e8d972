import { type Overview, overviewOf } from '../../src/analysis/overview.ts';
import type { Project, ProjectMetric } from '../../src/model/project.ts';
import type { Run } from '../../src/model/run.ts';
import type { Value } from '../../src/model/value.ts';
import { columnsOf, projectInputOf, projectOf, runOf, type Sketch } from './runs.ts';

/** One variant of a design: what it configures, and the last value of each of its seeds. */
export interface Arm {
  readonly config: { readonly [key: string]: Value };
  readonly values: readonly number[];
  /** The same for all its runs. */
  readonly said?: Partial<Omit<Sketch, 'id'>>;
}

const NO_METRIC: ProjectMetric = {
  ...{ direction: null, unit: null, aliases: [], range: null, scale: 'linear', noiseFloor: null, nEval: null, target: null },
};

export const METRIC = 'val/score';

/** A metric of which only this is said. */
export function metricOf(said: Partial<ProjectMetric>): ProjectMetric {
  return { ...NO_METRIC, ...said };
}

/** Runs of arms, one a value, in the order of arms and seeds; each starts a minute after the one before. */
export function runsOf(arms: readonly Arm[]): readonly Run[] {
  let minute = 0;
  return arms.flatMap(({ config, values, said }, arm) =>
    values.map((value, seed) => {
      minute += 1;
      const startedAt = 1_700_000_000 + 60 * minute;
      return runOf({
        id: `run-${arm}-${seed}`,
        startedAt,
        config: { ...config, seed },
        seeds: { seed },
        lines: { [METRIC]: [value / 2, value] },
        ...said,
      });
    }),
  );
}

export function overviewFor(runs: readonly Run[], said: Partial<Project> = {}): Overview {
  const project = projectOf({ metrics: new Map([[METRIC, metricOf({ direction: 'higher' })]]), primary: METRIC, ...said });
  return overviewOf(projectInputOf(runs, { project }), columnsOf);
}
