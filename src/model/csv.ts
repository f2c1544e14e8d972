/** A field of a CSV file: numbers as they are, nothing where there is nothing. */
export type CsvField = string | number | bigint | null;

/**
 * Rows as CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV
 * Injection"); numbers never do.
 */
export function csvRows(rows: Iterable<readonly CsvField[]>): string {
  const lines = Array.from(rows, (row) =>
    row.map((field) => (field === null ? '' : typeof field === 'string' ? csvText(field) : String(field))).join(','),
  );
  return lines.map((line) => `${line}\r\n`).join('');
}

function csvText(value: string): string {
  const plain = value.replaceAll('\0', '');
  const safe = /^[=+\-@\t\r\n|%]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
