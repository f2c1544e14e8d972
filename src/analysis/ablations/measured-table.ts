import { markOf } from '../../model/mark.ts';
import type { NumberFormat } from '../../model/number.ts';
import type { Project } from '../../model/project.ts';
import type { AblationRow, Contrast, MeasuredRow, MeasuredTable } from '../../model/report/ablation.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import { roundingOf } from '../../model/rounding.ts';
import type { Measured } from '../../model/variant.ts';
import { isShare, methodWords, rangeOf } from '../metric-range.ts';
import { linkTo } from '../overview.ts';
import { selectionText } from '../selection.ts';
import { correct } from '../statistics/correction.ts';
import { estimate } from '../statistics/estimate.ts';
import { withinEvaluationNoise } from '../statistics/evaluation-noise.ts';
import { pooledNoise } from '../statistics/pooled-noise.ts';
import { minimalDetectable, seedsNeeded } from '../statistics/power.ts';
import { standingsOf } from '../statistics/tied.ts';
import { captionOf } from './caption.ts';
import { bounds, contrastOf, type Kind } from './contrast.ts';
import { effectsOf } from './effects.ts';
import { findingOf } from './finding.ts';
import type { Plan } from './plan.ts';
import { sampledOf, type Testing, testOf, verdictsOf } from './verdict.ts';
import { worstCases } from './worst-case.ts';

/** One metric of a plan. `rows` in the order of the plan's members, `about` as the table has them. */
export function measuredTable(
  plan: Plan,
  about: readonly AblationRow[],
  rows: readonly Measured[],
  metric: MetricRow,
  project: Project,
): MeasuredTable {
  const { baseline } = plan;
  const said = project.metrics.get(metric.name);
  const { better } = metric.direction;
  const testing: Testing = { pairing: plan.pairing, alpha: project.alpha, correction: project.correction };
  const level = 1 - project.alpha;
  const known = rangeOf(metric, said);
  const range = known?.range ?? null;
  const all = rows.flatMap(({ values }) => values);
  const kind: Kind = { better, share: isShare(metric.name, said?.range ?? null, all), log: said?.scale === 'log', range, level };

  const samples = rows.map(sampledOf);
  const sides = rows.map(({ values }) => ({ values, estimate: estimate(values, { level, range, scale: said?.scale ?? 'linear' }) }));
  const found = verdictsOf(samples, baseline, testing);
  const worst = worstCases(rows, baseline, better, testing, found);
  const standings =
    better === null
      ? null
      : standingsOf(
          rows.map(({ values }) => values),
          better,
          { ...testing, test: (best, row) => testOf(samples[best] ?? NOTHING, samples[row] ?? NOTHING, testing) },
        );
  const against = (home: number, at: number, difference: ReturnType<typeof testOf> | null, p: number | null) =>
    difference === null ? null : contrastOf(sides[home] ?? NO_SIDE, sides[at] ?? NO_SIDE, difference, p, kind);
  const contrasts = rows.map((_, at) => against(baseline, at, found.differences[at] ?? null, found.family.adjusted[at] ?? null));
  const unpaired = plan.pairing === 'seed' ? verdictsOf(samples, baseline, { ...testing, pairing: 'none' }) : null;
  const steps = stepsOf(plan, samples, testing);

  const made = rows.map((row, at): MeasuredRow => {
    const side = sides[at] ?? NO_SIDE;
    const contrast = contrasts[at] ?? null;
    const home = sides[baseline] ?? NO_SIDE;
    const verdict = found.verdicts[at] ?? 'no_test';
    const confounded = about[at]?.confounders.some(({ degree }) => degree === 'differs') ?? false;
    const noise = pooledPair(home.estimate.sd, side.estimate.sd);
    const nEval = said?.nEval ?? null;
    return {
      n: row.values.length,
      replicates: row.replicates.flatMap(({ run, seed, value, excluded }) =>
        excluded === null && value !== null && Number.isFinite(value) ? [{ run: linkTo(run), seed, value }] : [],
      ),
      excluded: row.replicates.flatMap(({ run, seed, value, excluded }) =>
        excluded === null ? [] : [{ run: linkTo(run), seed, reason: excluded, value }],
      ),
      mean: side.estimate.mean,
      sd: side.estimate.sd,
      interval: bounds(side.estimate.interval),
      method: methodWords(side.estimate, known),
      contrast,
      unpaired: unpaired === null ? null : against(baseline, at, unpaired.differences[at] ?? null, unpaired.family.adjusted[at] ?? null),
      step: against(plan.members[at]?.previous ?? 0, at, steps.differences[at] ?? null, steps.adjusted[at] ?? null),
      verdict,
      confounded,
      mark: markOf({ verdict, confounded }),
      standing: standings?.standings[at] ?? null,
      seedsNeeded: contrast === null || noise === null ? null : seedsOf(noise, contrast, project.alpha),
      worstCase: worst[at] ?? null,
      withinEvaluationNoise:
        contrast === null || nEval === null || !kind.share || home.estimate.mean === null || side.estimate.mean === null
          ? null
          : withinEvaluationNoise(home.estimate.mean, side.estimate.mean, nEval),
      identicalUnderSeeds: row.identicalUnderSeeds,
      seedsMissing: row.seedsMissing,
    };
  });

  const noise = pooledNoise(rows.map(({ values }) => values));
  const replicated = made.map(({ n }) => n).filter((n) => n >= 2);
  const smallest = replicated.length === 0 ? 0 : Math.min(...replicated);
  const formats = formatsOf(made, all, metric);
  const table = {
    metric: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    selection: selectionText(project.selection),
    pairing: plan.pairing,
    alpha: project.alpha,
    level,
    correction: project.correction,
    tests: found.family.tests,
    rows: made,
    best: standings?.best ?? null,
    noise: { sd: noise.sd, df: noise.df },
    detectable: { delta: minimalDetectable(noise.sd, smallest, { alpha: project.alpha }), n: smallest },
    ...formats,
    effects: effectsOf(plan, rows, { level, alpha: project.alpha, correction: project.correction }),
  };
  return { ...table, finding: findingOf(table, about, baseline), caption: captionOf(table) };
}

const NOTHING = { values: [], bySeed: new Map<string, number>() };
const NO_SIDE = { values: [], estimate: estimate([]) };

/** Every row with a previous one that is not the baseline against that one; a family of its own. */
function stepsOf(plan: Plan, samples: readonly ReturnType<typeof sampledOf>[], testing: Testing) {
  const differences = plan.members.map(({ previous }, at) =>
    previous === null || previous === plan.baseline ? null : testOf(samples[previous] ?? NOTHING, samples[at] ?? NOTHING, testing),
  );
  const { adjusted } = correct(
    differences.map((difference) => difference?.p ?? null),
    testing.correction,
  );
  return { differences, adjusted };
}

/** Root of the mean of the squares of two standard deviations. */
function pooledPair(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.hypot(a, b) / Math.SQRT2;
}

function seedsOf(noise: number, { delta }: Contrast, alpha: number): { seeds: number | null; more: boolean } {
  const { seeds, more } = seedsNeeded(noise, delta, { alpha });
  return { seeds, more };
}

/** One format a column, by the half-widths of what stands in it. */
function formatsOf(
  rows: readonly MeasuredRow[],
  values: readonly number[],
  { pointFormat }: MetricRow,
): { readonly format: NumberFormat; readonly deltaFormat: NumberFormat } {
  const half = (one: { readonly low: number; readonly high: number } | null | undefined) => (one == null ? [] : [(one.high - one.low) / 2]);
  const means = rows.flatMap(({ interval, sd }) => [...half(interval), ...(sd === null ? [] : [sd])]);
  const deltas = rows.flatMap(({ contrast }) => half(contrast?.interval));
  const rounded = roundingOf(means, values, pointFormat);
  return {
    format: rounded,
    deltaFormat: roundingOf(
      deltas,
      rows.flatMap(({ contrast }) => contrast?.delta ?? []),
      rounded,
    ),
  };
}
