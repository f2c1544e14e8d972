import { counted } from '../../model/number.ts';
import type { AblationRow, Change, MeasuredRow, MeasuredTable } from '../../model/report/ablation.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Leaderboard, LeaderRow } from '../../model/report/variant.ts';
import type { Measured, Variant } from '../../model/variant.ts';
import type { Ground } from '../ablations/ablations.ts';
import { captionOf } from '../ablations/caption.ts';
import { changesOf } from '../ablations/change.ts';
import { measuredTable } from '../ablations/measured-table.ts';
import type { Member, Plan } from '../ablations/plan.ts';
import { type Space, spaceOf } from '../ablations/space.ts';
import { linkTo } from '../overview.ts';
import { selectionText } from '../selection.ts';
import { mean } from '../statistics/sample.ts';
import { measured } from '../variants/measure.ts';
import { STUDY } from '../variants/studies.ts';
import { studyWords, subtitleOf, titleOf } from './leaderboard-words.ts';

/** Rows that a page shows, and variants that are tested against the best at most. */
const SHOWN = 14;
const MOST = 300;
const CHANGES = 3;

/** Variants of a project with their tests against the best and against the baseline; null without a metric, a direction or two variants. */
export function leaderboardOf(ground: Ground): Leaderboard | null {
  const { primary, project, variants } = ground;
  if (primary === null || primary.direction.better === null || variants.list.length < 2) return null;
  const { all, valued, taken, left, without } = contenders(ground, primary);
  if (taken.length < 2) return null;
  const home = taken.findIndex(({ variant }) => variant === variants.baseline?.variant);
  const space = spaceOf(variants.list, variants.factors);
  const table = tested(ground, primary, taken, Math.max(0, home));
  const order = taken.map((_, at) => at).sort((a, b) => meanAt(table, b, primary) - meanAt(table, a, primary) || a - b);
  const shown = order.slice(0, SHOWN);
  // The best of those that were run again may stand behind any number of single runs.
  for (const at of [table.best ?? -1, home]) if (at >= 0 && !shown.includes(at)) shown.push(at);
  const baseline = home < 0 ? null : (variants.baseline?.variant ?? null);
  const changes = tellingChanges(shown.map((at) => changesFrom(baseline, (taken[at] as Measured).variant, space)));
  const row = (at: number, place: number) => rowOf(taken[at] as Measured, table.rows[at] as MeasuredRow, changes[place] ?? [], baseline);
  const studies = new Set(valued.flatMap(({ variant }) => variant.factors.get(STUDY) ?? [])).size;
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
    tests: table.tests,
    correction: table.correction,
    caption: [
      ...captionOf(
        { ...table, rows: table.rows.map((one) => ({ ...one, mark: '' })) },
        all.flatMap(({ replicates }) => replicates.flatMap(({ excluded }) => excluded ?? [])),
      ),
      standingWords(table, shown),
      ...(studies > 1 ? [` ${studyWords(studies)}`] : []),
      ...(taken.length > shown.length
        ? [` Shown: ${shown.length} of ${counted(taken.length, 'variant')}${table.tests > 0 ? '; the tests count the others too' : ''}.`]
        : []),
    ],
    rows: shown.map(row),
    left: left + taken.length - shown.length,
    without,
    reference: home < 0 ? null : (table.rows[home]?.mean ?? null),
    singleAhead: singleAhead(valued, table, primary),
    spent: spentOf(ground),
    studies,
  };
}

/** Variants of one run that lie beyond the best of those with two: ranked, never tested. */
function singleAhead(valued: readonly Measured[], { rows, best }: MeasuredTable, { direction }: MetricRow): number {
  const leader = best === null ? null : (rows[best]?.mean ?? null);
  if (leader === null) return 0;
  const sign = direction.better === 'lower' ? -1 : 1;
  return valued.filter(({ values }) => values.length === 1 && sign * mean(values) > sign * leader).length;
}

/** Of all runs of the project, whether they count or not: they were paid for as well. */
function spentOf({ runs, project }: Ground): Leaderboard['spent'] {
  const known = runs.flatMap(({ durationSeconds }) =>
    durationSeconds !== null && Number.isFinite(durationSeconds) ? [durationSeconds] : [],
  );
  const cores = project.prices.find(({ coresPerRun }) => coresPerRun !== null)?.coresPerRun ?? null;
  const seconds = known.reduce((sum, one) => sum + one, 0);
  return { runs: known.length, seconds, coreHours: cores === null ? null : (seconds * cores) / 3600 };
}

/** Of the marks that stand in the rows that are shown. */
function standingWords({ rows, tests }: MeasuredTable, shown: readonly number[]): string {
  const has = (one: MeasuredRow['standing']) => shown.some((at) => rows[at]?.standing === one && rows[at].n > 1);
  return [
    tests > 0 && has('tied') ? ' ≈ neither the test nor the pooled noise tells it from the best.' : '',
    tests > 0 && has('undecided')
      ? ' ‡ undecided: the test does not tell it from the best, but only because its own runs scatter or are few.'
      : '',
  ].join('');
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
  return { all, valued, taken, left: valued.length - taken.length, without: all.length - valued.length };
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

function rowOf({ variant, replicates }: Measured, cells: MeasuredRow, changes: Phrase, baseline: Variant | null): LeaderRow {
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
    changes,
    seconds: seconds.length === 0 ? null : seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
  };
}

/** A variant of one run that nobody named is that run, and has no page of its own. */
export function hasPage({ runs, name }: Variant): boolean {
  return runs.length > 1 || name !== null;
}

function changesFrom(baseline: Variant | null, variant: Variant, space: Space): readonly Change[] {
  return baseline === null || baseline === variant ? [] : changesOf(space, baseline, variant);
}

/** Of each row the changes that the fewest rows share, first: what all of them change of the baseline tells none of them from another. */
function tellingChanges(rows: readonly (readonly Change[])[]): readonly Phrase[] {
  const shared = new Map<string, number>();
  const key = ({ factor, to }: Change) => JSON.stringify([factor, to]);
  for (const one of rows.flat()) shared.set(key(one), (shared.get(key(one)) ?? 0) + 1);
  return rows.map((changes) => {
    const sorted = [...changes].sort((a, b) => (shared.get(key(a)) ?? 0) - (shared.get(key(b)) ?? 0));
    const said = sorted.slice(0, CHANGES).flatMap(({ words }, i): Phrase => (i === 0 ? words : [', ', ...words]));
    return sorted.length > CHANGES ? [...said, ` and ${sorted.length - CHANGES} more`] : said;
  });
}
