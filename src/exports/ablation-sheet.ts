import { correctionHead, isAdjusted } from '../model/correction.ts';
import { type NumberFormat, numberText } from '../model/number.ts';
import { phraseText } from '../model/phrase-text.ts';
import { probabilityText } from '../model/probability.ts';
import type { AblationTable, Bounds, Contrast, MeasuredRow, MeasuredTable } from '../model/report/ablation.ts';
import type { TextCell, TextTable } from '../model/text-table.ts';

/** One metric of a table as it is read, ready for any notation. */
export interface AblationSheet {
  /** Unique among the sheets of a project; safe as a label. */
  readonly label: string;
  readonly title: string;
  readonly finding: string;
  readonly caption: string;
  readonly table: TextTable;
}

export function ablationSheets(table: AblationTable): readonly AblationSheet[] {
  return table.metrics.map((measured) => ({
    label: `${table.slug}-${measured.metric}`.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    title: phraseText(table.title),
    finding: phraseText(measured.finding),
    caption: phraseText(measured.caption),
    table: textTable(table, measured),
  }));
}

function textTable(table: AblationTable, measured: MeasuredTable): TextTable {
  const { direction, unit, format, deltaFormat } = measured;
  const arrow = direction.better === null ? '' : direction.better === 'higher' ? ' ↑' : ' ↓';
  const heads = [
    { text: '', numeric: false },
    { text: 'n', numeric: true },
    { text: `${measured.metric}${arrow}${unit === null ? '' : ` (${unit})`}`, numeric: true },
    { text: 'Δ', numeric: true },
    { text: !isAdjusted(measured) ? 'p' : `p (${correctionHead(measured)})`, numeric: true },
    { text: '', numeric: false },
  ];
  const rows = table.rows.map((about, at): readonly TextCell[] => {
    const row = measured.rows[at] as MeasuredRow;
    const best = measured.tests > 0 && (row.standing === 'best' || row.standing === 'tied');
    return [
      cell(phraseText(about.label)),
      cell(String(row.n)),
      { text: row.mean === null ? null : meanText(row.mean, row.interval, format), best },
      cell(row.contrast === null ? null : deltaText(row.contrast, deltaFormat)),
      cell(row.contrast?.pAdjusted == null ? null : probabilityText(row.contrast.pAdjusted)),
      cell(row.mark),
    ];
  });
  return { heads, rows };
}

function cell(text: string | null): TextCell {
  return { text, best: false };
}

/** `0.9797 ± 0.0095`; both ends where they are not alike. */
export function meanText(mean: number, interval: Bounds | null, format: NumberFormat): string {
  const text = numberText(mean, format);
  if (interval === null) return text;
  const [down, up] = [mean - interval.low, interval.high - mean];
  if (Math.abs(up - down) <= 1e-9 * Math.max(up, down)) return `${text} ± ${numberText(up, format)}`;
  return `${text} [${numberText(interval.low, format)}, ${numberText(interval.high, format)}]`;
}

function deltaText({ delta, interval }: Contrast, format: NumberFormat): string {
  const size = numberText(delta, format);
  const text = delta > 0 && /[1-9]/.test(size) ? `+${size}` : size;
  return interval === null ? text : `${text} [${numberText(interval.low, format)}, ${numberText(interval.high, format)}]`;
}
