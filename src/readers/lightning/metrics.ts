import { type CsvRow, readCsv } from '../../formats/csv.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Bytes } from '../../model/folder.ts';
import type { Series } from '../../model/series.ts';

interface Column {
  readonly name: string;
  readonly step: number[];
  readonly value: number[];
  /** Cells that are no number. */
  bad: number;
}

const FORMAT = 'metrics.csv';
const MAX_FAULTS = 20;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const WORD: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);

/**
 * Series of a `metrics.csv` of Lightning: a row for each call of `log`, an empty cell where a metric was not in it. null
 * where the header has neither `step` nor `epoch`, so that it is the file of another program.
 * A row whose cells are not as many as the columns is reported and passed over: its values could be those of others.
 */
export function readMetrics(path: string, bytes: Bytes, report: (diagnostic: Diagnostic) => void): Series[] | null {
  const rows = readCsv(bytes, { quotedBreaks: false });
  const head = rows.next();
  if (head.done === true) {
    report(diagnostic('empty-file', { path }, { format: FORMAT }));
    return null;
  }
  const header = head.value.cells;
  if (!header.includes('step') && !header.includes('epoch')) return null;
  const stepAt = header.lastIndexOf('step');
  const columns = columnsOf(header, stepAt, (name) => report(diagnostic('duplicate-key', { path, line: head.value.line }, { key: name })));
  if (!head.value.terminated) report(diagnostic('torn-tail', { path, offset: head.value.offset }, { format: FORMAT, bytes: bytes.size }));

  let badRows = 0;
  let badSteps = 0;
  let count = 0;
  const badRow = (row: CsvRow, what: string) => {
    badRows += 1;
    if (badRows <= MAX_FAULTS) report(diagnostic('bad-line', { path, line: row.line, offset: row.offset }, { format: FORMAT, what }));
  };
  const badValue = (row: CsvRow, key: string, text: string, wanted: string) =>
    report(diagnostic('bad-value', { path, line: row.line, offset: row.offset }, { format: FORMAT, key, text: text.slice(0, 80), wanted }));

  for (const row of rows) {
    if (!row.terminated) {
      report(diagnostic('torn-tail', { path, offset: row.offset }, { format: FORMAT, bytes: bytes.size - row.offset }));
      break;
    }
    const { cells } = row;
    if (row.fault !== undefined) badRow(row, row.fault === 'open-quote' ? 'a quote that does not end' : 'it is too long');
    else if (cells.length !== header.length && !(cells.length > header.length && cells.slice(header.length).every((cell) => cell === '')))
      badRow(row, `${cells.length} cells, not ${header.length}`);
    else if (header.every((name, i) => name === cells[i])) badRow(row, 'the header once more');
    else {
      const step = stepAt < 0 ? count : numberOf(cells[stepAt] as string);
      count += 1;
      if (step === null || !Number.isFinite(step)) {
        badSteps += 1;
        if (badSteps <= MAX_FAULTS) badValue(row, 'step', cells[stepAt] as string, 'a number; the row is passed over');
      } else take(row, step);
    }
  }
  for (const [what, bad] of [
    ['rows', badRows],
    ['rows without a step', badSteps],
  ] as const)
    if (bad > MAX_FAULTS) report(diagnostic('bad-line', { path }, { format: FORMAT, what: `${bad - MAX_FAULTS} more ${what}` }));
  for (const column of columns)
    if (column !== null && column.bad > MAX_FAULTS)
      report(diagnostic('bad-line', { path }, { format: FORMAT, what: `${column.bad - MAX_FAULTS} more cells of ${column.name}` }));
  return columns
    .filter((column) => column !== null && column.value.length > 0 && !isPlaceholder(column))
    .map((column) => seriesOf(column as Column));

  function take(row: CsvRow, step: number): void {
    for (let i = 0; i < columns.length; i += 1) {
      const column = columns[i] as Column | null;
      const cell = row.cells[i] as string;
      if (column === null || cell === '') continue;
      const value = numberOf(cell);
      if (value === null) {
        column.bad += 1;
        if (column.bad <= MAX_FAULTS) badValue(row, column.name, cell, 'a number');
        continue;
      }
      column.step.push(step);
      column.value.push(value);
    }
  }
}

/** A column for each metric; null for the step, and for all but the last of columns that share a name. */
function columnsOf(header: readonly string[], stepAt: number, twice: (name: string) => void): (Column | null)[] {
  const names = header.map((name, i) => (name === '' ? `column ${i + 1}` : name));
  return names.map((name, i) => {
    if (i === stepAt) return null;
    if (name !== 'step' && names.lastIndexOf(name) === i) return { name, step: [], value: [], bad: 0 };
    twice(name);
    return null;
  });
}

/** As Python's `float`, for what `str` of a number can be; null for any other text. */
function numberOf(text: string): number | null {
  if (NUMBER.test(text)) return Number(text);
  return WORD.get(text.trim().toLowerCase()) ?? null;
}

/** Lightning's metric for the hparams tab, where the user gave none. */
function isPlaceholder({ name, value }: Column): boolean {
  return name === 'hp_metric' && value.length === 1 && value[0] === -1;
}

function seriesOf({ name, step, value }: Column): Series {
  return {
    name,
    kind: 'metric',
    rule: 'last-per-step',
    bits: 64,
    step: Float64Array.from(step),
    value: Float64Array.from(value),
    time: new Float64Array(value.length).fill(Number.NaN),
  };
}
