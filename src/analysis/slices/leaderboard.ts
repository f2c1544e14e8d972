import { counted, type NumberFormat, numberText } from '../../model/number.ts';
import { probabilityText } from '../../model/probability.ts';
import type { AblationRow, MeasuredRow, MeasuredTable } from '../../model/report/ablation.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Leaderboard, LeaderRow } from '../../model/report/variant.ts';
import type { Measured, Variant } from '../../model/variant.ts';
import type { Ground } from '../ablations/ablations.ts';
import { changesOf } from '../ablations/change.ts';
import { measuredTable } from '../ablations/measured-table.ts';
import type { Member, Plan } from '../ablations/plan.ts';
import { type Space, spaceOf } from '../ablations/space.ts';
import { linkTo } from '../overview.ts';
import { selectionText } from '../selection.ts';
import { mean } from '../statistics/sample.ts';
import { measured } from '../variants/measure.ts';

/** Rows that a page shows, and variants that are tested against the best at most. */
const SHOWN = 14;
const MOST = 300;
const CHANGES = 3;

/** Variants of a project with their tests against the best and against the baseline; null without a metric, a direction or two variants. */
export function leaderboardOf(ground: Ground): Leaderboard | null {
  const { primary, project, variants } = ground;
  if (primary === null || primary.direction.better === null || variants.list.length < 2) return null;
  const { taken, left, without } = contenders(ground, primary);
  if (taken.length < 2) return null;
  const home = taken.findIndex(({ variant }) => variant === variants.baseline?.variant);
  const space = spaceOf(variants.list, variants.factors);
  const table = tested(ground, primary, taken, Math.max(0, home));
  const order = taken.map((_, at) => at).sort((a, b) => meanAt(table, b, primary) - meanAt(table, a, primary) || a - b);
  const shown = order.slice(0, SHOWN);
  if (home >= 0 && !shown.includes(home)) shown.push(home);
  const row = (at: number) =>
    rowOf(taken[at] as Measured, table.rows[at] as MeasuredRow, space, home < 0 ? null : (variants.baseline?.variant ?? null));
  return {
    metric: primary.name,
    unit: primary.unit,
    direction: primary.direction,
    selection: selectionText(project.selection),
    level: table.level,
    format: table.format,
    deltaFormat: table.deltaFormat,
    title: titleOf(table, taken),
    subtitle: subtitleOf(primary, ground),
    caption: [
      ...table.caption,
      ...(taken.length > shown.length ? [` Tested: ${counted(taken.length, 'variant')}; shown: ${shown.length}.`] : []),
    ],
    rows: shown.map(row),
    left: left + taken.length - shown.length,
    without,
    reference: home < 0 ? null : (table.rows[home]?.mean ?? null),
  };
}

/** Every variant with a value; of very many those with the best means, replicated ones first. */
function contenders(ground: Ground, primary: MetricRow) {
  const { variants } = ground;
  const all = variants.list.map((variant) => measured(ground, variant, primary.name));
  const valued = all.filter(({ values }) => values.length > 0);
  const sign = primary.direction.better === 'lower' ? 1 : -1;
  const ranked = [...valued].sort(
    (a, b) => Number(a.values.length < 2) - Number(b.values.length < 2) || sign * (mean(a.values) - mean(b.values)),
  );
  const kept = new Set(ranked.slice(0, MOST));
  for (const one of valued) if (one.variant === variants.baseline?.variant) kept.add(one);
  const taken = valued.filter((one) => kept.has(one));
  return { taken, left: valued.length - taken.length, without: all.length - valued.length };
}

function tested({ project }: Ground, primary: MetricRow, taken: readonly Measured[], baseline: number): MeasuredTable {
  const members = taken.map(
    ({ variant }): Member => ({
      variant,
      whole: true,
      label: [{ name: variant.label }],
      changes: [],
      attributable: true,
      previous: null,
      x: null,
      cell: [],
    }),
  );
  const plan: Plan = {
    slug: 'leaderboard',
    title: ['All variants'],
    origin: 'detected',
    shape: 'comparison',
    rule: [],
    members,
    baseline,
    axis: null,
    grid: [],
    metrics: [primary.name],
    pairing: project.pairing,
  };
  const about = members.map(
    ({ label, variant }): AblationRow => ({
      key: variant.key,
      variant: null,
      name: variant.label,
      label,
      changes: [],
      attributable: true,
      previous: null,
      x: null,
      cell: [],
      slot: variant.slot,
      confounders: [],
      cost: { seconds: null, runs: variant.runs.length, coreHours: null },
    }),
  );
  return measuredTable(plan, about, taken, primary, project);
}

function meanAt({ rows }: MeasuredTable, at: number, { direction }: MetricRow): number {
  const value = rows[at]?.mean ?? null;
  return value === null ? Number.NEGATIVE_INFINITY : direction.better === 'lower' ? -value : value;
}

function rowOf({ variant, replicates }: Measured, cells: MeasuredRow, space: Space, baseline: Variant | null): LeaderRow {
  const seconds = variant.runs.flatMap(({ durationSeconds }) =>
    durationSeconds !== null && Number.isFinite(durationSeconds) ? [durationSeconds] : [],
  );
  const [only] = replicates;
  return {
    slug: hasPage(variant) ? variant.slug : null,
    run: hasPage(variant) || only === undefined ? null : linkTo(only.run),
    label: variant.label,
    slot: variant.slot,
    baseline: variant === baseline,
    runs: variant.runs.length,
    cells,
    changes: baseline === null || baseline === variant ? [] : changesText(space, baseline, variant),
    seconds: seconds.length === 0 ? null : seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
  };
}

/** A variant of one run that nobody named is that run, and has no page of its own. */
export function hasPage({ runs, name }: Variant): boolean {
  return runs.length > 1 || name !== null;
}

function changesText(space: Space, from: Variant, to: Variant): Phrase {
  const changes = changesOf(space, from, to);
  const said = changes.slice(0, CHANGES).flatMap(({ words }, i): Phrase => (i === 0 ? words : [', ', ...words]));
  return changes.length > CHANGES ? [...said, ` and ${changes.length - CHANGES} more`] : said;
}

/** Who leads, and of how many that can be said. */
function titleOf({ rows, best, metric }: MeasuredTable, taken: readonly Measured[]): Phrase {
  const leader = best === null ? undefined : taken[best]?.variant;
  if (best === null || leader === undefined) return ['Variants by ', { code: metric }, ': one run each, nothing can be tested'];
  const others = rows.filter((_, at) => at !== best);
  const behind = others.filter(({ standing }) => standing === 'below').length;
  const single = others.filter(({ n }) => n === 1).length;
  const open = others.filter(({ n, standing }) => n > 1 && (standing === 'tied' || standing === 'undecided')).length;
  const untested = single === 0 ? '' : `; ${single} with one run ${single === 1 ? 'is' : 'are'} not tested`;
  if (behind + open === 0) return [{ name: leader.label }, ' has the best mean', untested];
  if (open === 0) return [{ name: leader.label }, ' is ahead of ', behind === 1 ? 'the other variant' : `all ${behind} others`, untested];
  const clear = behind === 0 ? '' : `, ${behind} ${behind === 1 ? 'is' : 'are'} clearly behind`;
  return [{ name: leader.label }, ` has the best mean; ${open} of ${behind + open} others cannot be told apart from it${clear}`, untested];
}

function subtitleOf({ name, unit, direction }: MetricRow, { project, variants }: Ground): Phrase {
  const nEval = project.metrics.get(name)?.nEval;
  return [
    { code: name },
    `${unit === null ? '' : `, ${unit}`}; ${direction.better} is better${direction.source === 'guessed' ? ' (guessed from its name)' : ''}; ${selectionText(project.selection)} of each run${nEval == null ? '' : `, on ${counted(nEval, 'example')}`}. `,
    'All runs that are equal in everything but the seed are one variant.',
    variants.baseline === null ? '' : ' Dotted line: mean of the baseline.',
  ];
}

/** The headline of a project from its variants; null where no variant has two runs that count. */
export function saidOfBest(board: Leaderboard, runs: number): { readonly headline: Phrase; readonly evidence: Phrase } | null {
  const best = board.rows.find(({ cells }) => cells.standing === 'best');
  if (best === undefined || best.cells.mean === null) return null;
  const { cells } = best;
  const { format, deltaFormat } = board;
  const unit = board.unit === null ? '' : ` ${board.unit}`;
  const interval =
    cells.interval === null
      ? ''
      : `${Math.round(board.level * 100)} % CI ${numberText(cells.interval.low, format)}–${numberText(cells.interval.high, format)}, `;
  const headline: Phrase = [
    { name: best.label },
    ' reaches ',
    { code: board.metric },
    ' ',
    { strong: `${numberText(cells.mean ?? Number.NaN, format)}${unit}` },
    ` (${interval}n = ${cells.n})`,
    ...againstBaseline(best, board),
  ];
  const single = board.rows.filter((row) => row.cells.n === 1 && isAhead(row, cells.mean ?? Number.NaN, board)).length;
  const evidence: Phrase = [
    ...testWords(best, deltaFormat),
    ...(single > 0 ? [`${counted(single, 'single run')} ${single === 1 ? 'lies' : 'lie'} beyond it, untested. `] : []),
    `${counted(runs, 'run')}, ${counted(board.rows.length + board.left + board.without, 'variant')}.`,
  ];
  return { headline, evidence };
}

function isAhead({ cells }: LeaderRow, best: number, { direction }: Leaderboard): boolean {
  return cells.mean !== null && (direction.better === 'lower' ? cells.mean < best : cells.mean > best);
}

function againstBaseline({ baseline, cells }: LeaderRow, { deltaFormat, reference, unit }: Leaderboard): Phrase {
  if (baseline) return ['; it is the baseline.'];
  const { contrast, verdict } = cells;
  if (contrast === null || reference === null) return ['.'];
  const size = `${numberText(Math.abs(contrast.delta), deltaFormat)}${unit === null ? '' : ` ${unit}`}`;
  const way = contrast.delta > 0 ? 'above' : 'below';
  if (verdict === 'different') return [`, ${size} ${way} the baseline.`];
  return [`, ${size} ${way} the baseline; at this n they cannot be told apart.`];
}

function testWords({ cells: { contrast } }: LeaderRow, format: NumberFormat): Phrase {
  if (contrast === null) return [];
  const interval =
    contrast.interval === null ? '' : ` [${numberText(contrast.interval.low, format)}, ${numberText(contrast.interval.high, format)}]`;
  const p =
    contrast.pAdjusted === null
      ? `; ${contrast.lack ?? 'no test'}`
      : `, adjusted p ${probabilityText(contrast.pAdjusted).replace(/^(?=[.\d])/, '= ')} (${contrast.method})`;
  return [`Against the baseline ${numberText(contrast.delta, format)}${interval}${p}. `];
}
