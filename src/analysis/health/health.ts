import type { HealthEvent } from '../../model/report/health.ts';
import type { Columns } from '../../model/report/input.ts';
import type { Direction } from '../../model/report/metric.ts';
import type { Run, RunSeries } from '../../model/run.ts';
import { isCounter } from '../over.ts';
import { dead } from './dead.ts';
import { diverged } from './divergence.ts';
import { ending } from './ending.ts';
import { timeGap } from './gap.ts';
import { precursor, risesOf } from './gradient-norm.ts';
import { type Known, type Line, lineOf, worseSign } from './line.ts';
import { lossScale } from './loss-scale.ts';
import { inOrder, nonFinite } from './non-finite.ts';
import { overfit } from './overfit.ts';
import { inflatedSteps, repeatedSteps } from './rank-steps.ts';
import { roleOf } from './role.ts';
import { lossSpike, spikesOf } from './spike.ts';
import { throughputDrop } from './throughput.ts';

/** Gradient norms that are looked at beside one event, and events beside which they are. */
const NORMS = 4;
const FOLLOWED = 3;

/**
 * What the curves of a run show, by step. A function of the run's record and points and of the directions of its metrics,
 * nothing else. Every series is read at most once, and only where a detector has use for it by its name and figures.
 */
export function healthOf(
  run: Run,
  directionOf: (metric: string) => Direction,
  columns: (series: RunSeries) => Columns,
): readonly HealthEvent[] {
  const all = run.series.filter(({ kind, stats }) => kind === 'metric' && stats.points > 0).map((series) => knownOf(series, directionOf));
  const lines = new Map<Known, Line>();
  const line = ({ known, series }: Candidate): Line => {
    const read = lines.get(known) ?? lineOf(known, columns(series));
    lines.set(known, read);
    return read;
  };
  const learns = all.some(({ known }) => known.role.reward);
  const objectives = learns ? [] : all.filter(({ known: { role, better } }) => role.objective && better !== null);
  const events: (HealthEvent | null)[] = [];
  for (const one of all) if (one.known.stats.nan + one.known.stats.infinite > 0) events.push(nonFinite(line(one)));
  for (const one of objectives) {
    if (!moves(one)) continue;
    events.push(diverged(line(one)), dead(line(one)));
    if (!one.known.role.heldOut) events.push(lossSpike(line(one), spikesOf(line(one))));
  }
  for (const one of all) {
    const { role, stats } = one.known;
    if (role.throughput && moves(one)) events.push(throughputDrop(line(one)));
    if (role.gradientNorm && stats.last === stats.min) events.push(dead(line(one)));
    if (role.lossScale && (stats.min ?? 1) < 1) events.push(lossScale(line(one)));
    const training = counterpart(one, all);
    if (training !== undefined && endsWorse(one)) events.push(overfit(line(one), line(training)));
  }
  const shown = longestOf(all.filter(({ known: { role, better } }) => role.heldOut && better !== null)) ?? longestOf(objectives);
  if (shown !== undefined) events.push(ending(line(shown)));
  const longest = longestOf(objectives.length > 0 ? objectives : all);
  if (longest !== undefined) events.push(...ofRows(line(longest), run));
  const found = inOrder(events.filter((event) => event !== null));
  const norms = all.filter(({ known: { role, stats } }) => role.gradientNorm && stats.points > 0).slice(0, NORMS);
  return [...found, ...risesBefore(found, norms, objectives, line)].sort(
    (a, b) => a.from - b.from || (a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0) || (a.kind < b.kind ? -1 : 1),
  );
}

interface Candidate {
  readonly known: Known;
  readonly series: RunSeries;
}

function knownOf(series: RunSeries, directionOf: (metric: string) => Direction): Candidate {
  const { name, rule, stats } = series;
  return { series, known: { name, role: roleOf(name), better: directionOf(name).better, rule, stats } };
}

/** Enough points for a level, and more than one value. */
function moves({ known: { stats } }: Candidate): boolean {
  return stats.points - stats.putAside >= 32 && stats.min !== stats.max;
}

/** Figures alone tell that most curves cannot have overfitted: they end near their best. */
function endsWorse({ known: { better, stats } }: Candidate): boolean {
  const { last, min, max, points, putAside } = stats;
  if (last === null || min === null || max === null || points - putAside < 8) return false;
  const lost = worseSign(better) * (last - (better === 'higher' ? max : min));
  return !(lost <= 0.01 * (max - min));
}

/** The same metric of the training set. */
function counterpart({ known }: Candidate, all: readonly Candidate[]): Candidate | undefined {
  if (!known.role.heldOut || known.better === null) return undefined;
  const alike = all.filter(
    ({ known: other }) => other.role.stem === known.role.stem && !other.role.heldOut && other.better === known.better,
  );
  return alike.find(({ known: { role } }) => role.training) ?? alike[0];
}

function longestOf(all: readonly Candidate[]): Candidate | undefined {
  const used = all.filter(({ known: { name, stats } }) => !isCounter(name) && stats.points >= 20);
  return used.length === 0 ? undefined : used.reduce((a, b) => (b.known.stats.points > a.known.stats.points ? b : a));
}

function ofRows(line: Line, run: Run): (HealthEvent | null)[] {
  const repeated = repeatedSteps(line, run);
  return repeated === null ? [timeGap(line), inflatedSteps(line, run)] : [repeated];
}

function risesBefore(
  events: readonly HealthEvent[],
  norms: readonly Candidate[],
  objectives: readonly Candidate[],
  line: (candidate: Candidate) => Line,
): readonly HealthEvent[] {
  const losses = new Set(objectives.map(({ known: { name } }) => name));
  const kinds = new Set<HealthEvent['kind']>(['non-finite', 'non-finite-points', 'diverged', 'loss-spike']);
  const followed = events.filter(({ kind, metric }) => kinds.has(kind) && losses.has(metric)).sort((a, b) => a.from - b.from);
  if (followed.length === 0) return [];
  return norms.flatMap((norm) => {
    const rises = risesOf(line(norm));
    const found = followed.slice(0, FOLLOWED).flatMap((event) => precursor(rises, event) ?? []);
    return found.filter(({ from }, i) => found.findIndex((other) => other.from === from) === i);
  });
}
