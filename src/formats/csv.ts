import type { Bytes } from '../model/folder.ts';
import { type Line, type LineOptions, readLines } from './lines.ts';

/** One row of a table, as the text of its cells. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Bytes from the start of the file, and line from 1, of the row's first line. */
  readonly offset: number;
  readonly line: number;
  /** False only for a last row that no line break ends: its writer may have been stopped within it. */
  readonly terminated: boolean;
  /** `open-quote`: a quoted cell never ends; the row is its first line alone. `too-long`: the end of the line is missing. */
  readonly fault?: 'open-quote' | 'too-long';
}

export interface CsvOptions {
  /** One character (default a comma). */
  readonly delimiter?: string;
  /** A quoted cell may hold line breaks (default true). Without, a stray quote costs no more than its own line. */
  readonly quotedBreaks?: boolean;
}

const MAX_ROW = 16 * 1024 * 1024;

/**
 * Rows of a table with separated cells, of any size, as Python's csv module writes it: cells in quotes, a quote inside
 * doubled; CRLF, LF or CR; byte order mark. Empty lines are no rows. Rows may be shorter or longer than the first.
 */
export function* readCsv(bytes: Bytes, options: CsvOptions = {}): Generator<CsvRow, void, undefined> {
  const { delimiter = ',', quotedBreaks = true } = options;
  let from: LineOptions['from'];
  do {
    const lines: Iterator<Line> = readLines(bytes, { loneReturn: true, ...(from === undefined ? {} : { from }) });
    from = undefined;
    for (let next = lines.next(); next.done !== true; next = lines.next()) {
      const line = next.value;
      if (line.text === '' && line.cut === 0) continue;
      const row: CsvRow = { cells: [], offset: line.offset, line: line.number, terminated: line.end !== '' };
      const cells = line.text.includes('"') ? null : line.text.split(delimiter);
      if (cells !== null) {
        yield line.cut > 0 ? { ...row, cells, fault: 'too-long' } : { ...row, cells };
        continue;
      }
      const open = openRow();
      feed(open, line.text, delimiter);
      const own = open.inQuotes ? [...open.cells, open.cell] : open.cells;
      if (line.cut > 0) yield { ...row, cells: own, fault: 'too-long' };
      else if (!open.inQuotes) yield { ...row, cells: own };
      else if (!quotedBreaks) yield { ...row, cells: own, fault: 'open-quote' };
      else {
        const rest = continueRow(open, line.end, lines, delimiter);
        if (rest.closed) yield { ...row, cells: open.cells, terminated: rest.terminated };
        else {
          yield { ...row, cells: own, fault: 'open-quote' };
          from = rest.second;
          break;
        }
      }
    }
  } while (from !== undefined);
}

interface OpenRow {
  readonly cells: string[];
  cell: string;
  inQuotes: boolean;
}

function openRow(): OpenRow {
  return { cells: [], cell: '', inQuotes: false };
}

interface Rest {
  readonly closed: boolean;
  readonly terminated: boolean;
  /** The line after the row's first, to go on with where the quote never ends. */
  readonly second: LineOptions['from'];
}

/** Takes further lines until the quoted cell ends. */
function continueRow(row: OpenRow, firstEnd: string, lines: Iterator<Line>, delimiter: string): Rest {
  let end = firstEnd;
  let length = row.cell.length;
  let second: LineOptions['from'];
  for (let next = lines.next(); next.done !== true; next = lines.next()) {
    const line = next.value;
    second ??= { offset: line.offset, number: line.number };
    length += line.text.length + 2;
    if (length > MAX_ROW || line.cut > 0) break;
    row.cell += end;
    end = line.end;
    feed(row, line.text, delimiter);
    if (!row.inQuotes) return { closed: true, terminated: end !== '', second };
  }
  return { closed: false, terminated: false, second };
}

/** Takes one line into a row; its last cell stays open where a quote is. */
function feed(row: OpenRow, text: string, delimiter: string): void {
  for (let at = 0; at <= text.length; ) {
    if (row.inQuotes) {
      const quote = text.indexOf('"', at);
      if (quote < 0) {
        row.cell += text.slice(at);
        return;
      }
      row.cell += text.slice(at, quote);
      at = quote + 1;
      if (text[at] === '"') {
        row.cell += '"';
        at += 1;
        continue;
      }
      row.inQuotes = false;
    } else if (row.cell === '' && text[at] === '"') {
      row.inQuotes = true;
      at += 1;
      continue;
    }
    // Text after a closing quote belongs to the cell, as Python reads it.
    const cut = text.indexOf(delimiter, at);
    row.cells.push(row.cell + text.slice(at, cut < 0 ? text.length : cut));
    row.cell = '';
    if (cut < 0) return;
    at = cut + 1;
  }
}
