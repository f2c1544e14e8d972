import { probabilityName } from '../../model/correction.ts';
import { EXCLUSION_WORDS } from '../../model/exclusion.ts';
import { count, counted } from '../../model/number.ts';
import type { MeasuredTable } from '../../model/report/ablation.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Exclusion } from '../../model/variant.ts';
import { METHOD_WORDS } from '../statistics/words.ts';

/** What the numbers of a table are: ±, n, test, correction, selection rule, marks, what was left out (of its rows, unless `excluded` is given). */
export function captionOf(
  table: Omit<MeasuredTable, 'finding' | 'caption'>,
  excluded: readonly Exclusion[] = table.rows.flatMap((row) => row.excluded.map(({ reason }) => reason)),
): Phrase {
  const { rows, level, alpha, selection, pairing, tests, correction } = table;
  const percent = `${Number((100 * level).toPrecision(4))} %`;
  const marks = new Set(rows.map(({ mark }) => mark));
  const intervals = rows.some(({ interval }) => interval !== null);
  const sentences = [
    intervals ? `Mean ± half of the ${percent} interval (Student t) over n runs, ${selection}.` : `Mean over n runs, ${selection}.`,
    ...otherIntervals(table),
    ...(tests === 0
      ? []
      : [
          `Δ: row minus baseline${pairing === 'seed' ? ', over the seeds that both have,' : ''} with its ${percent} interval; p: ${pairing === 'seed' ? METHOD_WORDS.paired : METHOD_WORDS.welch}${corrected(correction, tests)}.`,
        ]),
    ...(marks.has('*') ? [`* ${probabilityName(table)} < ${alpha}.`] : []),
    ...(marks.has('≈') ? ['≈ not told apart from the baseline.'] : []),
    ...(marks.has('‡') ? ['‡ undecided: its own runs scatter, or are too few.'] : []),
    ...(marks.has('⚠') ? ['⚠ more than the configuration differs.'] : []),
    ...(table.best !== null && tests > 0 ? ['Bold: the best mean and all rows tied with it.'] : []),
    ...(intervals ? ['Whether two intervals overlap is no test.'] : []),
    ...(excluded.length === 0 ? [] : [`Not counted: ${excludedWords(excluded)}.`]),
    ...identicalWords(table),
  ];
  return [sentences.join(' ')];
}

function corrected(correction: MeasuredTable['correction'], tests: number): string {
  if (tests === 1) return '; one test, so that no correction was needed';
  if (correction === 'none') return ', not corrected for several rows';
  return `, ${METHOD_WORDS[correction]} for ${counted(tests, 'test')} of this table and metric`;
}

/** Intervals that are not the plain one are not symmetric. */
function otherIntervals({ rows }: Pick<MeasuredTable, 'rows'>): readonly string[] {
  const others = new Map<string, number>();
  for (const { interval, method } of rows)
    if (interval !== null && method !== METHOD_WORDS.t) others.set(method, (others.get(method) ?? 0) + 1);
  return [...others].map(([method, having]) => `${counted(having, 'row')}: ${method}.`);
}

/** `3 runs (2 failed, 1 killed)`, `3 runs (failed)`. */
export function excludedWords(excluded: readonly Exclusion[]): string {
  const reasons = new Map<Exclusion, number>();
  for (const reason of excluded) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const number = (runs: number) => (reasons.size === 1 ? '' : `${count(runs)} `);
  const parts = [...reasons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, runs]) => `${number(runs)}${EXCLUSION_WORDS[reason]}`);
  return `${counted(excluded.length, 'run')} (${parts.join(', ')})`;
}

function identicalWords({ rows }: Pick<MeasuredTable, 'rows'>): readonly string[] {
  const same = rows.filter(({ identicalUnderSeeds }) => identicalUnderSeeds).length;
  const missing = rows.filter(({ seedsMissing }) => seedsMissing > 0).length;
  return [
    ...(same === 0 ? [] : [`${counted(same, 'row')} with identical results under different seeds: the seed may reach nothing.`]),
    ...(missing === 0 ? [] : [`${counted(missing, 'row')} with runs that record no seed: n may count repetitions.`]),
  ];
}
