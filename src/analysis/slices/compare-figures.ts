import { count, counted } from '../../model/number.ts';
import type { ComparedRun, CompareFigure } from '../../model/report/compare.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase, Piece } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { isoTime } from '../../model/time.ts';
import { shortenMiddle } from '../../model/visible.ts';
import { isLogarithmic } from '../curve.ts';
import { isCounter, isHeldOut, type Laid, type Over } from '../over.ts';
import { type Laying, layOver } from '../overlay.ts';
import type { Overview } from '../overview.ts';
import { newestTime } from '../provenance.ts';
import { seriesOf } from '../selection.ts';
import { seriesOfRun } from '../series-file.ts';

/** Points a line in pictures that are part of a page, and of all lines of one picture together. */
const POINTS = 240;
const POINTS_OF_ALL = 1000;
/** Points a run that means are taken of. */
const POINTS_OF_MEANS = 20_000;
const MOST_OTHERS = 6;
/** Characters of a name in the words that stand for a figure. */
const NAME = 120;

export interface CompareFigures {
  readonly main: readonly CompareFigure[];
  readonly others: readonly CompareFigure[];
  /** Metrics that several of the runs have, beyond those drawn. */
  readonly othersLeft: number;
  /** Names of all the metrics that are drawn. */
  readonly metrics: readonly string[];
}

/** Runs that a metric needs to have a curve in: of one run alone there is nothing to lay over one another. */
function needed(runs: readonly Run[]): number {
  return Math.max(1, Math.min(2, runs.length));
}

/** The first metric over steps and over time, and the next ones over steps. */
export function figuresOf(
  view: Overview,
  runs: readonly Run[],
  shown: readonly ComparedRun[],
  declared: readonly string[],
): CompareFigures {
  const drawable = view.metrics.filter(
    ({ name }) => runs.filter((run) => (seriesOf(run, name)?.stats.points ?? 0) > 1).length >= needed(runs),
  );
  const named = declared.flatMap((name) => drawable.filter((metric) => metric.name === name));
  const ordered = named.length > 0 ? named : byWorth(drawable);
  const drawn = ordered.slice(0, MOST_OTHERS + 1);
  const [first, ...next] = drawn;
  if (first === undefined) return { main: [], others: [], othersLeft: 0, metrics: [] };
  const wanted = new Set(drawn.map(({ name }) => name));
  const laid = runs.map((run, i): Laid => {
    const series = run.series.filter(({ name, kind }) => kind === 'metric' && wanted.has(name));
    return {
      file: seriesOfRun(view, run, series, Math.min(POINTS, Math.ceil(POINTS_OF_ALL / runs.length))),
      label: shown[i]?.label ?? run.name,
      group: shown[i]?.group ?? null,
      slot: shown[i]?.slot ?? i,
    };
  });
  const grouped = laid.filter(({ group }) => group !== null);
  const whole = laid.map((run, i): Laid => {
    const own = runs[i];
    if (run.group === null || own === undefined || grouped.length < 2) return run;
    const series = own.series.filter(({ name, kind }) => kind === 'metric' && wanted.has(name));
    return { ...run, file: seriesOfRun(view, own, series, POINTS_OF_MEANS) };
  });
  const one = (metric: MetricRow, over: Over, name: string) => figureOf(view, runs, laid, whole, metric, over, name);
  const timed = laid.filter(({ file }) => file.metrics.some((columns) => columns.name === first.name && columns.time.length > 1));
  return {
    main: [one(first, 'step', 'main-steps'), ...(timed.length === laid.length ? [one(first, 'relative', 'main-time')] : [])],
    others: next.map((metric, i) => one(metric, 'step', `metric-${i + 2}`)),
    othersLeft: drawable.length - drawn.length,
    metrics: drawn.map(({ name }) => name),
  };
}

/** Metrics that any of some runs has a value of, those worth most first. */
export function valuedMetrics({ metrics }: Overview, runs: readonly Run[]): readonly string[] {
  return byWorth(metrics.filter(({ name }) => runs.some((run) => (seriesOf(run, name)?.stats.points ?? 0) > 0))).map(({ name }) => name);
}

/** Why nothing is drawn of some runs. */
export function curveless(runs: readonly Run[]): string {
  const points = runs.map(({ series }) =>
    series.reduce((most, { kind, stats }) => (kind === 'metric' ? Math.max(most, stats.points) : most), 0),
  );
  const [one, longest] = [runs.length === 1, Math.max(0, ...points)];
  if (longest === 0) return `${one ? 'This run has no' : 'None of these runs has a'} value of a metric, so there is no curve.`;
  if (longest > 1) return 'No metric has more than one point in two of these runs, so there are no curves to lay over one another.';
  if (points.includes(0)) return 'None of these runs has more than one point of a metric, so there is no curve.';
  return `${one ? 'This run has' : 'These runs have'} one point of each metric, so there is no curve.`;
}

function byWorth(metrics: readonly MetricRow[]): readonly MetricRow[] {
  return metrics.filter(({ name }) => !isCounter(name)).sort((a, b) => worth(a) - worth(b) || b.runs - a.runs);
}

/** The primary metric first, then held-out ones, then others whose direction is known. */
function worth({ primary, name, direction }: MetricRow): number {
  if (primary) return 0;
  return (direction.better === null ? 2 : 1) + (isHeldOut(name) ? 0 : 0.5);
}

function figureOf(
  view: Overview,
  runs: readonly Run[],
  laid: readonly Laid[],
  whole: readonly Laid[],
  metric: MetricRow,
  over: Over,
  name: string,
): CompareFigure {
  const choice = { metric: metric.name, over, logX: false, smoothing: 0, zoom: null };
  const linear = layOver(laid, { ...choice, logY: false }, whole);
  const pieces = linear.overlay.lines.flatMap(({ curve }) => curve.pieces);
  const logY =
    view.project.metrics.get(metric.name)?.scale === 'log' ? isPositive(pieces) : isLogarithmic({ pieces, holes: [], points: 0, drawn: 0 });
  const laying = logY ? layOver(laid, { ...choice, logY }, whole) : linear;
  return {
    name,
    title: titleOf(metric, laying),
    subtitle: subtitleOf(metric, laying),
    source: sourceOf(laying, runs),
    alternative: alternativeOf(metric, laying),
    overlay: { ...laying.overlay, format: metric.pointFormat },
  };
}

function isPositive(pieces: readonly (readonly number[])[]): boolean {
  return pieces.every((piece) => piece.every((value, i) => i % 2 === 0 || value > 0));
}

/** Who is ahead at the end of the lines; nothing but the name of the metric where that cannot be said. */
function titleOf({ name, direction }: MetricRow, { overlay }: Laying): Phrase {
  const groups = new Set(overlay.lines.map(({ group }) => group));
  if (!groups.has(null)) return [{ code: name }, ` over ${overlay.x.label}, ${counted(groups.size, 'variant')}`];
  const ahead = leaderOf(overlay.lines, direction.better);
  if (ahead === null) return [{ code: name }, ` over ${overlay.x.label}`];
  return [
    { code: name },
    ': ',
    { name: ahead },
    direction.better === 'higher' ? ' ends highest' : ' ends lowest',
    overlay.x.label === 'steps' ? '' : `, over ${overlay.x.label}`,
  ];
}

function leaderOf(lines: Laying['overlay']['lines'], better: 'higher' | 'lower' | null): string | null {
  const finite = lines.filter(({ last }) => last !== null);
  if (better === null || finite.length < 2) return null;
  const sign = better === 'higher' ? -1 : 1;
  const [first, second] = [...finite].sort((a, b) => sign * ((a.last as number) - (b.last as number)));
  return first === undefined || first.last === second?.last ? null : first.label;
}

function subtitleOf({ unit, direction }: MetricRow, { overlay, notFinite }: Laying): Phrase {
  if (overlay.x.label !== 'steps' && overlay.lines.length === 1) return ['The same run over time, counted from its first record.'];
  if (overlay.x.label !== 'steps') return ['The same runs over time, each counted from its own first record.'];
  const parts: Piece[] = [
    direction.better === null ? 'Which way is better is not known' : `${direction.better === 'higher' ? 'Higher' : 'Lower'} is better`,
    `${unit === null ? '' : `; ${unit}`}. ${linesText(overlay)}`,
    overlay.log ? ' Logarithmic axis.' : '',
    notFinite > 0 ? ' A line is broken where a value is not finite; a cross marks the place.' : '',
  ];
  return parts;
}

function linesText({ lines, bands }: Laying['overlay']): string {
  if (bands.length > 0) return bandsText(bands);
  if (lines.length === 1) return 'One run, n = 1: no interval, nothing is tested.';
  if (lines.every(({ group }) => group !== null))
    return 'Each line is one run, its colour that of its variant: no mean, no interval, nothing is tested.';
  return `${counted(lines.length, 'single run')}, n = 1 each: no interval, nothing is tested.`;
}

/** What the bands are; each place of x for itself, so that nobody reads them as a test of whole curves. */
function bandsText(bands: Laying['overlay']['bands']): string {
  const [fewest, most] = [Math.min(...bands.map(({ n }) => n[0])), Math.max(...bands.map(({ n }) => n[1]))];
  const n = fewest === most ? `n = ${most}` : `n = ${fewest} to ${most}`;
  const kind = bands.every(({ ranges, edges }) => ranges || edges.length === 0)
    ? 'lowest to highest'
    : `95 % Student t at each place for itself${bands.some(({ ranges }) => ranges) ? ', lowest to highest where two runs are left' : ''}`;
  return `Thick: mean of the runs of a variant (${n}); band: ${kind}; thin: single runs.`;
}

function sourceOf({ points, drawn, without }: Laying, runs: readonly Run[]): Phrase {
  const newest = isoTime(newestTime(runs))?.slice(0, 10);
  const thinned =
    points > drawn ? `${count(drawn)} of ${counted(points, 'point')} drawn; extremes kept` : `all ${counted(points, 'point')} drawn`;
  const lacking = without.length === 0 ? '' : ` Without it: ${counted(without.length, 'run')}.`;
  return [
    `${counted(runs.length - without.length, 'run')}, ${thinned}${newest === undefined ? '' : `, newest record ${newest}`}.${lacking}`,
  ];
}

function alternativeOf({ name }: MetricRow, { overlay }: Laying): string {
  const ends = overlay.lines.map(
    ({ label, last }) =>
      `${shortenMiddle(label, NAME)} ${last === null ? 'without a finite last value' : `ends at ${Number(last.toPrecision(5))}`}`,
  );
  return `Lines of ${shortenMiddle(name, NAME)} over ${overlay.x.label}: ${ends.slice(0, 8).join('; ')}${ends.length > 8 ? `; and ${ends.length - 8} more` : ''}.`;
}
