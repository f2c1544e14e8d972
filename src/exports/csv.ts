import type { RunTable } from '../model/report/table.ts';
import { show } from '../model/show.ts';
import { isoTime } from '../model/time.ts';
import type { Value } from '../model/value.ts';

/**
 * A table of runs as CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, "CSV Injection"); numbers never do. A run that lacks a value has an empty field.
 */
export function csvTable({ rows, columns }: RunTable): string {
  const lines = [['run', 'id', ...columns.map(({ key }) => key)].map(text).join(',')];
  rows.forEach(({ id, name }, i) => {
    let line = `${text(name)},${text(id)}`;
    for (const { kind, cells } of columns) line += `,${field(kind === 'started' ? isoStart(cells[i]) : cells[i])}`;
    lines.push(line);
  });
  return `${lines.join('\r\n')}\r\n`;
}

function isoStart(value: Value | undefined): Value | undefined {
  return typeof value === 'number' ? (isoTime(value) ?? value) : value;
}

function field(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return text(typeof value === 'string' ? value : show(value));
}

function text(value: string): string {
  const plain = value.replaceAll('\0', '');
  const safe = /^[=+\-@\t\r\n|%]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
