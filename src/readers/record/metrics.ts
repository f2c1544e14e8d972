import { readCsv } from '../../formats/csv.ts';
import { JsonError, parseJson } from '../../formats/json.ts';
import { readLines } from '../../formats/lines.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Bytes } from '../../model/folder.ts';
import { isMap, type Value } from '../../model/value.ts';
import type { Columns } from './columns.ts';
import { numberIn } from './fields.ts';
import { momentOf } from './time.ts';

const FORMAT = 'table of metrics';
const LINE_LIMIT = 16 * 1024 * 1024;
const MAX_FAULTS = 20;

/** Tells what is wrong with single cells and lines: the first twenty, then how many more. */
interface Faults {
  cell(line: number, key: string, text: string, wanted: string): void;
  line(line: number, offset: number, what: string): void;
  precision(line: number, key: string): void;
  tell(): Diagnostic[];
}

function faultsOf(path: string): Faults {
  const found: Diagnostic[] = [];
  const imprecise = new Set<string>();
  let more = 0;
  let last = 0;
  const add = (line: number, diagnostic: Diagnostic) => {
    if (found.length < MAX_FAULTS) found.push(diagnostic);
    else more += 1;
    last = line;
  };
  return {
    cell: (line, key, text, wanted) =>
      add(line, diagnostic('bad-value', { path, line }, { format: FORMAT, key, text: text.slice(0, 80), wanted })),
    line: (line, offset, what) => add(line, diagnostic('bad-line', { path, line, offset }, { format: FORMAT, what })),
    precision(line, key) {
      if (imprecise.has(key) || imprecise.size >= MAX_FAULTS) return;
      imprecise.add(key);
      found.push(diagnostic('integer-precision', { path, line }, { what: key }));
    },
    tell() {
      if (more > 0)
        found.push(diagnostic('bad-line', { path, line: last }, { format: FORMAT, what: `${more} more like these, up to here` }));
      return found;
    },
  };
}

/** The columns of a table by what they mean; names of metrics are keys of rows. */
interface Row {
  readonly line: number;
  readonly step: Value | undefined;
  readonly time: Value | undefined;
  readonly cells: Iterable<readonly [name: string, value: Value]>;
}

function addRow(row: Row, columns: Columns, faults: Faults): boolean {
  const step = numberOf(row.step);
  if (step === null || Number.isNaN(step)) {
    faults.cell(row.line, 'step', shown(row.step), 'a number');
    return true;
  }
  if (isImprecise(row.step, step)) faults.precision(row.line, 'step');
  let time = Number.NaN;
  if (!isEmpty(row.time)) {
    const seconds = typeof row.time === 'number' ? row.time : typeof row.time === 'string' ? timeIn(row.time.trim()) : null;
    if (seconds === null) faults.cell(row.line, 'time', shown(row.time), 'a time (ISO 8601)');
    else time = seconds;
  }
  for (const [name, value] of row.cells) {
    if (isEmpty(value) || name === '') continue;
    const number = numberOf(value);
    if (number === null) faults.cell(row.line, name, shown(value), 'a number');
    else {
      if (isImprecise(value, number)) faults.precision(row.line, name);
      if (!columns.add(name, step, number, time)) return false;
    }
  }
  return true;
}

/** Reads `metrics.csv`, wide or long. */
export function* readMetricsCsv(path: string, bytes: Bytes, columns: Columns): Generator<Diagnostic, void, undefined> {
  const faults = faultsOf(path);
  let header: readonly string[] | null = null;
  let make: ReturnType<typeof rowMaker> = rowMaker([]);
  for (const row of readCsv(bytes)) {
    if (row.fault !== undefined) {
      faults.line(row.line, row.offset, row.fault === 'open-quote' ? 'a quoted cell never ends' : 'it is too long');
      continue;
    }
    if (header === null) {
      header = row.cells.map((cell) => cell.trim());
      yield* headerFaults(path, header);
      if (!header.includes('step')) return;
      make = rowMaker(header);
      continue;
    }
    if (row.cells.length < header.length && !row.terminated) {
      yield diagnostic('torn-tail', { path, line: row.line, offset: row.offset }, { format: FORMAT, bytes: bytes.size - row.offset });
      continue;
    }
    if (row.cells.length > header.length) faults.line(row.line, row.offset, `${row.cells.length} cells, the header has ${header.length}`);
    if (!addRow(make(row.cells, row.line), columns, faults)) {
      yield diagnostic('limit-reached', { path, line: row.line }, { what: 'metrics', limit: columns.names.size });
      break;
    }
  }
  yield* faults.tell();
}

function* headerFaults(path: string, header: readonly string[]): Generator<Diagnostic, void, undefined> {
  const seen = new Set<string>();
  for (const name of header) {
    if (seen.has(name)) yield diagnostic('duplicate-key', { path, line: 1 }, { key: name });
    seen.add(name);
  }
  if (!seen.has('step')) {
    const found = header.slice(0, 5).join(', ').slice(0, 80);
    yield diagnostic('not-this-format', { path, line: 1 }, { format: FORMAT, found: `no step column: ${found}` });
  }
}

/** Makes rows of cells: where which column stands is found once. */
function rowMaker(header: readonly string[]): (cells: readonly string[], line: number) => Row {
  const [step, time, metric, value] = ['step', 'time', 'metric', 'value'].map((name) => header.lastIndexOf(name)) as [
    number,
    number,
    number,
    number,
  ];
  const wide = header.flatMap((name, at): [string, number][] =>
    name === '' || at === step || at === time || header.lastIndexOf(name) !== at ? [] : [[name, at]],
  );
  if (metric >= 0 && value >= 0)
    return (cells, line) => ({ line, step: cells[step], time: cells[time], cells: [[cells[metric] ?? '', cells[value] ?? '']] });
  return (cells, line) => ({
    line,
    step: cells[step],
    time: cells[time],
    cells: wide.map(([name, at]) => [name, cells[at] ?? ''] as const),
  });
}

/** Reads `metrics.jsonl`: the columns are keys. */
export function* readMetricsJsonl(path: string, bytes: Bytes, columns: Columns): Generator<Diagnostic, void, undefined> {
  const faults = faultsOf(path);
  for (const line of readLines(bytes, { limit: LINE_LIMIT })) {
    if (line.text.trim() === '' && line.cut === 0) continue;
    if (line.cut > 0) {
      faults.line(line.number, line.offset, 'it is too long');
      continue;
    }
    let value: Value;
    try {
      value = parseJson(line.text);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      if (line.end === '')
        yield diagnostic(
          'torn-tail',
          { path, line: line.number, offset: line.offset },
          { format: FORMAT, bytes: bytes.size - line.offset },
        );
      else faults.line(line.number, line.offset, error.message);
      continue;
    }
    if (!isMap(value)) {
      faults.line(line.number, line.offset, 'no object with keys');
      continue;
    }
    if (!addRow(rowOf(new Map(Object.entries(value)), line.number), columns, faults)) {
      yield diagnostic('limit-reached', { path, line: line.number }, { what: 'metrics', limit: columns.names.size });
      break;
    }
  }
  yield* faults.tell();
}

/** Long where there are both a `metric` and a `value`, else wide. */
function rowOf(byName: Map<string, Value>, line: number): Row {
  const step = byName.get('step');
  const time = byName.get('time');
  const metric = byName.get('metric');
  if (metric !== undefined && byName.has('value')) {
    const name = typeof metric === 'string' ? metric : String(metric);
    return { line, step, time, cells: [[name, byName.get('value') as Value]] };
  }
  byName.delete('step');
  byName.delete('time');
  byName.delete('');
  return { line, step, time, cells: byName };
}

function numberOf(value: Value | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? numberIn(value) : null;
}

function timeIn(text: string): number | null {
  return momentOf(text)?.seconds ?? null;
}

function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Whether digits of an integer are lost; the digits that a program writes for a number of this size lose none. */
function isImprecise(value: Value | undefined, number: number): boolean {
  if (typeof value === 'bigint') return Number.isFinite(number) && String(number) !== String(value) && BigInt(number) !== value;
  if (typeof value !== 'string' || value.length < 16 || value.length > 400) return false;
  const text = value.trim().replace('+', '');
  return /^-?\d+$/.test(text) && Number.isFinite(number) && text !== String(number) && BigInt(text) !== BigInt(number);
}

function shown(value: Value | undefined): string {
  return value === undefined
    ? ''
    : typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? 'a list'
        : 'a map'
      : String(value);
}
