import type { ColumnSource } from '../../model/report/input.ts';
import type { Run } from '../../model/run.ts';
import type { Exclusion, Measured, Replicate, Variant, Variants } from '../../model/variant.ts';
import { seriesOf } from '../selection.ts';

/** What measuring needs of a project; an overview has it. */
export interface Measuring {
  readonly variants: Variants;
  readonly columns: ColumnSource;
  /** The number of a metric by the project's selection rule, which is the same for all runs. */
  value(run: Run, metric: string): number | undefined;
}

/** What `measuredAnew` gives; several tables show the same variant, so that it is kept as long as the variants are. */
export function measured(of: Measuring, variant: Variant, metric: string): Measured {
  const known = taken(made, of.value, () => new WeakMap<Variant, Map<string, Measured>>());
  const metrics = taken(known, variant, () => new Map<string, Measured>());
  const before = metrics.get(metric);
  if (before !== undefined) return before;
  const found = measuredAnew(of, variant, metric);
  metrics.set(metric, found);
  return found;
}

/** By the function that gives values, which stands for the project and its rules. */
const made = new WeakMap<Measuring['value'], WeakMap<Variant, Map<string, Measured>>>();

function taken<K extends WeakKey, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

/**
 * One metric of one variant with every run accounted for: a value counts if its run ended well (or never says how it
 * ended), has the metric, is the last of its seed, and ended in a finite number. `among` narrows to the runs of a
 * comparison; the others are then not there at all.
 */
export function measuredAnew(of: Measuring, variant: Variant, metric: string, among: (run: Run) => boolean = () => true): Measured {
  const { variants } = of;
  const runs = variant.runs.filter(among);
  const values = runs.map((run) => of.value(run, metric) ?? null);
  const latest = new Map<string, number>();
  const repeated = runs.map((run) => (runs.length < 2 ? null : variants.repetitionOf(run)));
  runs.forEach((run, at) => {
    const same = repeated[at] ?? null;
    if (same !== null && values[at] !== null && variants.standing(run) === null) latest.set(same, at);
  });
  const isLatest = (same: string | null, at: number) => same === null || latest.get(same) === at;
  const replicates = runs.map((run, at): Replicate => {
    const seed = variants.seedOf(run);
    const value = values[at] as number | null;
    return { run, seed, value, excluded: exclusion(variants.standing(run), value, isLatest(repeated[at] ?? null, at)) };
  });
  const counted = replicates.filter(({ excluded }) => excluded === null);
  return {
    variant,
    metric,
    replicates,
    values: counted.map(({ value }) => value as number),
    identicalUnderSeeds: identical(of, counted, metric),
    seedsMissing: counted.filter(({ seed }) => seed === null).length,
  };
}

function exclusion(standing: Exclusion | null, value: number | null, isLatest: boolean): Exclusion | null {
  if (standing !== null) return standing;
  if (value === null) return 'no_value';
  if (!isLatest) return 're_run';
  return Number.isFinite(value) ? null : 'not_finite';
}

/** Whether two different seeds gave the very same curve, point for point, which is no straight line. */
function identical({ columns }: Measuring, counted: readonly Replicate[], metric: string): boolean {
  const curves = new Map<string, Replicate[]>();
  for (const replicate of counted) {
    const stats = seriesOf(replicate.run, metric)?.stats;
    if (replicate.seed === null || stats === undefined || stats.points < 2 || stats.min === stats.max) continue;
    const shape = [stats.points, stats.first, stats.last, stats.min, stats.minStep, stats.max, stats.maxStep].join();
    curves.set(shape, [...(curves.get(shape) ?? []), replicate]);
  }
  for (const [first, ...others] of curves.values()) {
    if (first === undefined) continue;
    if (others.some((other) => other.seed !== first.seed && samePoints(columns, first.run, other.run, metric))) return true;
  }
  return false;
}

function samePoints(columns: ColumnSource, a: Run, b: Run, metric: string): boolean {
  const [x, y] = [seriesOf(a, metric), seriesOf(b, metric)];
  if (x === undefined || y === undefined) return false;
  const [one, two] = [columns(a, x).value, columns(b, y).value];
  return one.length === two.length && one.every((value, at) => Object.is(value, two[at]));
}
