import type { ForestRow } from '../charts/forest.ts';
import type { LadderStep } from '../charts/waterfall.ts';
import { probabilityName } from '../model/correction.ts';
import { type NumberFormat, numberText } from '../model/number.ts';
import { phraseText } from '../model/phrase-text.ts';
import type { AblationTable, Contrast, MeasuredRow, MeasuredTable } from '../model/report/ablation.ts';

/** What the forest plot draws of each row: differences to the baseline, the runs where they stand against its mean. */
export function forestRows(table: AblationTable, { rows }: MeasuredTable): readonly ForestRow[] {
  const reference = rows[table.baseline]?.mean ?? null;
  return rows.map((cells, i): ForestRow => {
    const { contrast, replicates, confounded, verdict } = cells;
    return {
      label: phraseText(table.rows[i]?.label ?? []),
      value: i === table.baseline ? (cells.mean === null ? null : 0) : (contrast?.delta ?? null),
      interval: contrast?.interval ?? null,
      dots: reference === null ? [] : replicates.map(({ value }) => value - reference),
      filled: verdict === 'different' || verdict === 'baseline',
      confounded,
    };
  });
}

/** What filled, open and square marks mean, and the dots. */
export function marksText(measured: MeasuredTable, ladder: boolean): string {
  const { alpha, rows, tests } = measured;
  const dots = rows.some(({ replicates }) => replicates.length > 0) ? ' Small dots: single runs.' : '';
  const filled = tests > 0 ? `Filled: ${probabilityName(measured)} < ${alpha}; open: not, or no test.` : 'Open: no test.';
  const square = !ladder && rows.some(({ confounded }) => confounded) ? ' Square: not only this differs.' : '';
  return `${filled}${square}${dots}`;
}

/** Of a ladder: from the mean of the row before to its own. */
export function ladderSteps(table: AblationTable, { rows, alpha }: MeasuredTable): readonly LadderStep[] {
  return rows.map((cells, i): LadderStep => {
    const before = table.rows[i]?.previous ?? null;
    const p = (cells.step ?? cells.contrast)?.pAdjusted ?? null;
    return {
      label: phraseText(table.rows[i]?.label ?? []),
      from: before === null ? null : (rows[before]?.mean ?? null),
      to: cells.mean,
      dots: cells.replicates.map(({ value }) => value),
      filled: p !== null && p < alpha,
    };
  });
}

/** `± 0.004`, or both ends where they are not alike. */
export function meanText({ mean, interval, n }: MeasuredRow, format: NumberFormat): string {
  if (mean === null || interval === null) return n === 1 ? 'n = 1' : '';
  const [down, up] = [mean - interval.low, interval.high - mean];
  if (Math.abs(up - down) <= 1e-9 * Math.max(up, down)) return `± ${numberText(up, format)}`;
  return `${numberText(interval.low, format)} to ${numberText(interval.high, format)}`;
}

/** The verdict in words, with its mark. */
export function verdictWords(cells: MeasuredRow, contrast: Contrast | null): string {
  const { verdict, confounded, seedsNeeded, mark } = cells;
  if (verdict === 'baseline') return '';
  if (confounded) return '⚠ not only this differs';
  if (verdict === 'different')
    return `${contrast?.better === null || contrast === null ? 'different' : contrast.better ? 'better' : 'worse'} *`;
  if (verdict === 'one_run') return 'n = 1: no test';
  if (verdict === 'no_test') return contrast?.lack ?? 'no test';
  const seeds =
    seedsNeeded === null
      ? ''
      : seedsNeeded.more
        ? '; more than 99 runs each'
        : seedsNeeded.seeds === null
          ? ''
          : `; about ${seedsNeeded.seeds} runs each`;
  return verdict === 'alike' ? '≈ cannot be told apart' : `${mark === '' ? '‡' : mark} undecided${seeds}`;
}
