import { type CsvField, csvRows } from '../model/csv.ts';
import { exactNumber, numberText } from '../model/number.ts';
import { show } from '../model/show.ts';
import type { TextTable } from '../model/text-table.ts';
import { durationText, isoTime, utc } from '../model/time.ts';
import type { Value } from '../model/value.ts';
import type { TableColumn, TableData } from './run-data.ts';

/** The rows and columns of the table that are asked for. */
export interface Extract {
  readonly rows: readonly number[];
  readonly columns: readonly TableColumn[];
}

/** A value as its column shows it; null where the run has none. */
export function cellText({ kind, format, unit }: TableColumn, value: Value | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === 'number') {
    if (kind === 'started') return utc(value)?.slice(unit === 'UTC' ? 0 : 11, -4) ?? '—';
    if (kind === 'duration') return durationText(value, unit, format);
    if (format !== null) return kind === 'metric' ? numberText(value, format) : exactNumber(value);
  }
  return kind === 'tags' && Array.isArray(value) ? value.join(', ') : show(value);
}

/** What is shown, with whole names and texts. */
export function textTable({ names }: TableData, { rows, columns }: Extract): TextTable {
  const heads = columns.map(({ label, unit, format }) => ({
    text: unit === null ? label : `${label} (${unit})`,
    numeric: format !== null,
  }));
  const cellsOf = (row: number) =>
    columns.map((column) => {
      const value = column.at(row);
      return { text: cellText(column, value), best: column.format !== null && value !== undefined && value === column.best() };
    });
  return {
    heads: [{ text: 'Run', numeric: false }, ...heads],
    rows: rows.map((at) => [{ text: names[at] ?? '', best: false }, ...cellsOf(at)]),
  };
}

/** What is shown as CSV: exact numbers, times of ISO 8601, columns by their keys. */
export function csvText({ ids, names }: TableData, { rows, columns }: Extract): string {
  const head = ['run', 'id', ...columns.map(({ key }) => key)];
  const lines = rows.map((at) => [names[at] ?? '', ids[at] ?? '', ...columns.map((column) => field(column.kind, column.at(at)))]);
  return csvRows([head, ...lines]);
}

function field(kind: string, value: Value | undefined): CsvField {
  if (kind === 'started' && typeof value === 'number') return isoTime(value) ?? value;
  if (value === undefined) return null;
  return value === null || typeof value === 'number' || typeof value === 'string' ? value : show(value);
}
