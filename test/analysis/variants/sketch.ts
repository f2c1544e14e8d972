import { variantsOf } from '../../../src/analysis/variants/variants.ts';
import type { Project } from '../../../src/model/project.ts';
import type { Run } from '../../../src/model/run.ts';
import { type Value, valueMap } from '../../../src/model/value.ts';
import type { KeyRole, Variants } from '../../../src/model/variant.ts';
import { projectOf, runOf, type Sketch } from '../../support/runs.ts';

/** A run with a configuration, its start given by its place in the list. */
export function configured(id: string, config: { readonly [key: string]: Value }, said: Partial<Sketch> = {}): Run {
  return runOf({ id, config: Object.assign(valueMap(), config), lines: { 'val/acc': [0.5, 0.6] }, ...said });
}

export function runsOf(
  configs: readonly { readonly [key: string]: Value }[],
  said: (at: number) => Partial<Sketch> = () => ({}),
): readonly Run[] {
  return configs.map((config, at) =>
    configured(`r${String(at).padStart(3, '0')}`, config, { startedAt: 1_795_000_000 + at * 60, ...said(at) }),
  );
}

export function find(runs: readonly Run[], project: Partial<Project> = {}): Variants {
  return variantsOf(projectOf(project), runs);
}

export function rolesIn({ keys }: Variants): Readonly<Record<string, KeyRole>> {
  return Object.fromEntries(keys.map(({ key, role }) => [key, role]));
}

/** Which runs are together, whatever their order. */
export function grouping({ list }: Variants): readonly string[] {
  return list
    .map(({ runs }) =>
      runs
        .map(({ id }) => id)
        .sort()
        .join(' '),
    )
    .sort();
}
