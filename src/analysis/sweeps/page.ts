import type { Memory } from '../../model/memory.ts';
import { columnFormat } from '../../model/number.ts';
import type { ObjectiveAnalysis, SweepPage, SweepParameter, SweepSummary } from '../../model/report/sweep.ts';
import { isoTime } from '../../model/time.ts';
import { linkTo, type Overview } from '../overview.ts';
import { footOf, newestTime } from '../provenance.ts';
import { meanSeconds } from './budget.ts';
import { sweepFailures } from './failures.ts';
import { frontOf } from './front.ts';
import { analysed, rankedBy, valuesOf } from './objective.ts';
import { countOutcomes } from './outcome.ts';
import type { VariedParameter } from './parameters.ts';
import { type Sweep, startOf } from './sweep.ts';
import { caveatOf, evidenceOf, headlineOf } from './words.ts';

export function summaryOf(sweep: Sweep): SweepSummary {
  const { slug, name, kind, rows, parameters, objectives } = sweep;
  const best = objectives[0]?.direction.better == null ? undefined : rankedBy(sweep, 0)[0];
  const row = best === undefined ? undefined : rows[best];
  const start = startOf(sweep);
  return {
    slug,
    name,
    kind,
    trials: rows.length,
    counts: countOutcomes(rows.map(({ outcome }) => outcome)),
    parameters: parameters.map(({ parameter }) => parameter.name),
    objective: objectives[0]?.metric ?? null,
    best: row === undefined ? null : { run: row.run, value: row.objectives[0] as number },
    startedAt: Number.isFinite(start) ? start : null,
  };
}

export function pageOf(view: Overview, sweep: Sweep, memory: Memory<ObjectiveAnalysis>): SweepPage {
  const { slug, name, kind, rows, parent, parameters, leftOut } = sweep;
  const counts = countOutcomes(rows.map(({ outcome }) => outcome));
  const objectives = analysed(sweep, memory);
  return {
    project: view.slug,
    slug,
    name,
    kind,
    headline: headlineOf(sweep, counts, objectives[0]?.best[0], columnFormat(valuesOf(sweep, 0))),
    evidence: evidenceOf(sweep, counts),
    caveat: objectives.length === 0 ? [] : caveatOf(sweep, counts.result),
    trials: rows.length,
    counts,
    parent: parent === null ? null : linkTo(parent),
    parameters: parameters.map((one) => parameterRow(one)),
    leftOut,
    objectives,
    front: frontOf(sweep),
    failures: sweepFailures(sweep),
    rows,
    meanSeconds: meanSeconds(sweep),
    foot: footOf(
      sweep.runs.flatMap(({ sources }) => sources.map(({ path }) => path)),
      isoTime(newestTime(sweep.runs)),
    ),
  };
}

function parameterRow({ parameter, source, also, texts }: VariedParameter): SweepParameter {
  const told = texts.filter((text) => text !== undefined);
  const number = parameter.kind === 'number' ? parameter : null;
  return {
    name: parameter.name,
    kind: parameter.kind,
    scale: number?.scale ?? 'linear',
    low: number?.low ?? null,
    high: number?.high ?? null,
    step: number?.step ?? null,
    choices: parameter.kind === 'category' ? parameter.choices : [],
    source,
    also,
    absent: texts.length - told.length,
    distinct: new Set(told).size,
  };
}
