import { counted, levelText, type NumberFormat, numberText } from '../../model/number.ts';
import type { Ablations, MeasuredRow, MeasuredTable } from '../../model/report/ablation.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import { roundingOf } from '../../model/rounding.ts';
import type { Measured, Variant } from '../../model/variant.ts';
import { excludedWords } from '../ablations/caption.ts';
import type { Overview } from '../overview.ts';
import { borrowedInterval, type PooledNoise } from '../statistics/pooled-noise.ts';
import { successRate } from '../statistics/wilson.ts';
import { attemptsOf, noAttempts } from '../variants/records.ts';

/** How many attempts gave a value, with Wilson's interval, and how many runs were none; nothing where every attempt did. */
export function successWords({ replicates, values }: Measured, level: number): string {
  const attempts = attemptsOf(replicates);
  const { interval } = successRate(values.length, attempts, level);
  if (interval === null || attempts === values.length) return '';
  const percent = (share: number) => numberText(100 * share, { kind: 'fixed', digits: 0 });
  const others = noAttempts(replicates);
  const rest = others.length === 0 ? '' : `; not taken for attempts: ${excludedWords(others)}`;
  return ` ${values.length} of ${counted(attempts, 'run')} ended with a value (Wilson ${levelText(level)} interval ${percent(interval.low)} to ${percent(interval.high)} %)${rest}.`;
}

/** Where the variant stands in a table, by the metric. */
interface Place {
  readonly table: Ablations['tables'][number];
  readonly measured: MeasuredTable;
  readonly row: MeasuredRow;
}

function placesOf(variant: Variant, metric: string, { tables }: Ablations): readonly Place[] {
  return tables.flatMap((table) => {
    const at = table.rows.findIndex((row) => row.variant?.slug === variant.slug);
    const measured = table.metrics.find((one) => one.metric === metric);
    const row = at < 0 ? undefined : measured?.rows[at];
    return measured === undefined || row === undefined ? [] : [{ table, measured, row }];
  });
}

/** The scatter that one run can borrow: of the first table that has the variant and knows one, else what `noise_floor` declares. */
export function borrowable(view: Overview, variant: Variant, metric: string, tables: Ablations): PooledNoise | null {
  const lent = placesOf(variant, metric, tables).find(({ measured }) => measured.noise.sd !== null && measured.noise.sd > 0)?.measured
    .noise;
  if (lent !== undefined) return { ...lent, groups: 0, lack: null };
  const floor = view.project.metrics.get(metric)?.noiseFloor ?? null;
  return floor === null || floor === 0 ? null : { sd: floor, df: Number.POSITIVE_INFINITY, groups: 0, lack: null };
}

/** Of one run the interval that the noise of others would give it, said to be borrowed. */
export function borrowedWords(values: readonly number[], noise: PooledNoise | null, level: number, format: NumberFormat): string {
  if (values.length !== 1 || noise === null || noise.sd === null) return '';
  const { interval } = borrowedInterval(values, noise, level);
  if (interval === null) return '';
  const rounded = roundingOf([(interval.high - interval.low) / 2], [interval.low, interval.high], format);
  const end = (value: number) => numberText(value, rounded);
  const source = Number.isFinite(noise.df)
    ? `the scatter of the other rows of its table (standard deviation ${numberText(noise.sd, { kind: 'significant', digits: 2 })}, ${noise.df} degrees of freedom)`
    : `the noise floor of project.yaml (standard deviation ${numberText(noise.sd, { kind: 'significant', digits: 2 })})`;
  return ` Were ${source} its own, the interval would be ~ ${end(interval.low)} to ${end(interval.high)}; it is borrowed, and tests nothing.`;
}

/** Whether the verdicts on this variant stand if runs that failed or diverged count as the worst value of the table. */
export function worstWords(variant: Variant, { name }: MetricRow, tables: Ablations): Phrase {
  const judged = placesOf(variant, name, tables).filter(({ row }) => row.worstCase !== null && row.contrast?.pAdjusted != null);
  const flipped = judged.filter(({ row }) => row.worstCase?.flips);
  if (judged.length === 0) return [];
  const subject = ' Were runs that failed or diverged counted as the worst value seen, ';
  return flipped.length === 0
    ? [`${subject}its verdict${judged.length === 1 ? '' : 's'} would stand.`]
    : [
        `${subject}its verdict would change in `,
        ...flipped.flatMap(({ table }, at): Phrase => (at === 0 ? table.title : ['; ', ...table.title])),
        '.',
      ];
}

/** What the page tells of the tables of a variant and what other variants change. */
export function accountKey(variant: Variant, primary: MetricRow | null, tables: Ablations): readonly unknown[] {
  if (primary === null) return [];
  const lent = placesOf(variant, primary.name, tables).map(({ row, measured }) => (row.n === 1 ? measured.noise : null));
  return [lent, worstWords(variant, primary, tables)];
}
