import { isAdjusted } from '../../model/correction.ts';
import { counted, levelText, numberText, signedText } from '../../model/number.ts';
import { probabilityText } from '../../model/probability.ts';
import type { MeasuredTable } from '../../model/report/ablation.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Leaderboard, LeaderRow } from '../../model/report/variant.ts';
import { type Measured, saysBaseline } from '../../model/variant.ts';
import type { Ground } from '../ablations/ablations.ts';
import { selectionText } from '../selection.ts';
import { METHOD_WORDS } from '../statistics/words.ts';

/** Who leads, and of how many that can be said. What scatters too much to be told apart is no tie. */
export function titleOf({ rows, best, metric }: MeasuredTable, taken: readonly Measured[]): Phrase {
  const leader = best === null ? undefined : taken[best]?.variant;
  if (best === null || leader === undefined) return ['Variants by ', { code: metric }, ': one run each, nothing can be tested'];
  const others = rows.filter((_, at) => at !== best);
  const behind = others.filter(({ standing }) => standing === 'below').length;
  const single = others.filter(({ n }) => n === 1).length;
  const standing = (one: 'tied' | 'undecided') => others.filter((row) => row.n > 1 && row.standing === one).length;
  const [tied, undecided] = [standing('tied'), standing('undecided')];
  const untested = single === 0 ? '' : `; ${single} with one run ${areWord(single)} not tested`;
  const all = behind + tied + undecided;
  if (all === 0) return [{ name: leader.label }, ' has the best mean', untested];
  if (behind === all)
    return [
      { name: leader.label },
      ' is ahead of ',
      behind === 1 ? 'the other variant' : behind === 2 ? 'both others' : `all ${behind} others`,
      untested,
    ];
  const parts = [
    ...(tied === 0 ? [] : [`${tiedWords(tied, all)} be told apart from it`]),
    ...(undecided === 0 ? [] : [tied > 0 ? `${undecided} ${areWord(undecided)} undecided` : undecidedWords(undecided, all)]),
    ...(behind === 0 ? [] : [`${behind} ${areWord(behind)} clearly behind`]),
  ];
  return [{ name: leader.label }, ` has the best mean; ${parts.join(', ')}`, untested];
}

function tiedWords(tied: number, all: number): string {
  if (all === 1) return 'the other variant cannot';
  return tied === all ? `none of the ${all} others can` : `${tied} of ${all} others cannot`;
}

function undecidedWords(undecided: number, all: number): string {
  return all === 1 ? 'the other variant is undecided' : `${undecided} of ${all} others ${areWord(undecided)} undecided`;
}

function areWord(n: number): string {
  return n === 1 ? 'is' : 'are';
}

/** Metric, direction, selection rule, what a variant is. */
export function subtitleOf({ name, unit, direction }: MetricRow, { project, variants }: Ground): Phrase {
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
  const unit = board.unit === null ? '' : ` ${board.unit}`;
  const headline: Phrase = [
    { name: best.label },
    ' reaches ',
    { code: board.metric },
    ' ',
    { strong: `${numberText(best.cells.mean, board.format)}${unit}` },
    ` (${rangeWords(cells, board)}n = ${cells.n})`,
    ...againstBaseline(best, board),
  ];
  const { singleAhead } = board;
  const evidence: Phrase = [
    ...testWords(best, board),
    ...(board.studies > 1 ? [`${studyWords(board.studies)} `] : []),
    ...(singleAhead > 0 ? [`${counted(singleAhead, 'single run')} ${singleAhead === 1 ? 'lies' : 'lie'} beyond it, untested. `] : []),
    `${counted(runs, 'run')}, ${counted(board.rows.length + board.left + board.without, 'variant')}${spentWords(board, runs)}.`,
  ];
  return { headline, evidence };
}

/** Of trials whose objective is known by their study alone. */
export function studyWords(studies: number): string {
  return `⚠ The variants are of ${studies} studies; whether these measure the same, the records do not say.`;
}

function rangeWords({ interval, sd }: LeaderRow['cells'], { format, level }: Leaderboard): string {
  if (sd === 0) return 'the same in all, ';
  if (interval === null) return '';
  return `${levelText(level)} CI ${numberText(interval.low, format)} to ${numberText(interval.high, format)}, `;
}

function againstBaseline({ baseline, label, cells }: LeaderRow, { deltaFormat, reference, unit }: Leaderboard): Phrase {
  if (baseline) return [saysBaseline(label) ? '.' : '; it is the baseline.'];
  const { contrast, verdict } = cells;
  if (contrast === null || reference === null) return ['.'];
  const size = `${numberText(Math.abs(contrast.delta), deltaFormat)}${unit === null ? '' : ` ${unit}`}`;
  const way = contrast.delta > 0 ? 'above' : 'below';
  if (verdict === 'different') return [`, ${size} ${way} the baseline.`];
  if (verdict === 'one_run') return [`, ${size} ${way} the one run of the baseline; that is not tested.`];
  return [`, ${size} ${way} the baseline; at this n they cannot be told apart.`];
}

/** The test of the headline: both sides with their n, the interval as it is alone, p as it is among all tests. */
function testWords({ cells: { contrast } }: LeaderRow, { rows, deltaFormat, level, tests, correction }: Leaderboard): Phrase {
  const home = rows.find(({ baseline }) => baseline);
  if (contrast === null || home === undefined) return [];
  const { interval, pAdjusted, method, lack } = contrast;
  const signed = (value: number) => signedText(value, deltaFormat);
  const several = isAdjusted({ tests, correction });
  const range =
    interval === null
      ? ''
      : `, ${levelText(level)} interval [${signed(interval.low)}, ${signed(interval.high)}]${several ? ' before correction' : ''}`;
  const p =
    pAdjusted === null
      ? (lack ?? 'no test')
      : `${several ? 'adjusted ' : ''}p ${probabilityText(pAdjusted).replace(/^(?=[.\d])/, '= ')} (${method}${several ? `, ${METHOD_WORDS[correction]} for ${counted(tests, 'test')}` : ''})`;
  return ['Against ', { name: home.label }, ` (n = ${home.cells.n}): ${signed(contrast.delta)}${range}; ${p}. `];
}

/** Core-hours where the prices tell the cores, else the mean of a run. */
function spentWords({ spent: { runs, seconds, coreHours } }: Leaderboard, all: number): string {
  if (runs === 0) return '';
  const known = runs < all ? ` (${counted(runs, 'run')} with a duration)` : '';
  const two = { kind: 'significant', digits: 2 } as const;
  return coreHours === null
    ? `, ${numberText(seconds / runs, { kind: 'significant', digits: 3 })} s a run${known}`
    : `, ${numberText(coreHours, two)} core-hours${known}`;
}
