import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Bytes } from '../../model/folder.ts';
import { claimPages } from './claims.ts';
import { type Header, magicBytes, readHeader } from './header.ts';
import { readJournal } from './journal.ts';
import { type Overlay, openPages, type Pages } from './pages.ts';
import { type Ground, type Rows, scanTable } from './scan.ts';
import { readCreateTable, type TableShape } from './schema.ts';
import { textDecoding } from './text.ts';
import { type Tree, walkTree } from './tree.ts';
import { readWal } from './wal.ts';

/** A database opened for reading whole tables; nothing is ever written. */
export interface Database {
  /** Names as declared, in the order of the schema. */
  readonly tables: readonly string[];
  /** Whether the database has this table; names compare without case. */
  has(table: string): boolean;
  /** The number of a column, -1 where the table or the column is not there. */
  column(table: string, column: string): number;
  columns(table: string): readonly string[];
  /** All rows; none, and a diagnostic, where the table cannot be read. */
  rows(table: string): Rows;
  /** To be called at the end: what concerns the whole file. */
  finish(): void;
}

export interface DatabaseFiles {
  readonly path: string;
  readonly bytes: Bytes;
  /** The `-wal` file beside it, null where there is none. */
  readonly log: { readonly path: string; readonly bytes: Bytes } | null;
  /** The `-journal` file beside it: a transaction that never ended is undone by it. */
  readonly journal: { readonly path: string; readonly bytes: Bytes } | null;
  /** A `-shm` file lies beside it: some process had the database open. */
  readonly shared: boolean;
}

const FORMAT = 'SQLite database';
const MOST_FAULTS = 200;
const LONGEST_SQL = 1 << 20;
const SCHEMA: TableShape = {
  name: 'sqlite_schema',
  columns: ['type', 'name', 'tbl_name', 'rootpage', 'sql'].map((name, stored) => ({ name, type: '', missing: null, stored })),
  storedColumns: 5,
  rowidColumn: -1,
  withoutRowid: false,
};

/** True for bytes that are, or were before damage, the start of a database. */
export function looksLikeDatabase(start: Uint8Array): boolean {
  return magicBytes(start) >= 12;
}

/** Opens a database; null, and a diagnostic, where it is none. */
export function openDatabase(files: DatabaseFiles, report: (diagnostic: Diagnostic) => void): Database | null {
  const { path } = files;
  const header = readHeader(files.bytes.read(0, 100));
  if (typeof header === 'string') {
    report(diagnostic('not-this-format', { path, offset: 0 }, { format: FORMAT, found: header }));
    return null;
  }
  const overlay = overlayOf(files, header, report) ?? undone(files, header, report);
  const pages = openPages(path, files.bytes, currentHeader(header, overlay), overlay);
  let faults = 0;
  const lose = (page: number, what: string, bytes: number) => {
    faults += 1;
    const at = pages.place(page);
    if (faults <= MOST_FAULTS) report(diagnostic('damaged-bytes', at, { format: FORMAT, what, bytes }));
    else if (faults === MOST_FAULTS + 1)
      report(diagnostic('limit-reached', { path }, { what: `faults of the ${FORMAT}`, limit: MOST_FAULTS }));
  };
  const decoding = textDecoding(pages.header.encoding);
  const trees: Tree[] = [walkTree(pages, 1, 'table')];
  const shapes: (TableShape | null)[] = [SCHEMA];
  const tables = new Map<string, { name: string; place: number; unread: string }>();
  const schema = scanTable({ pages, decoding, trees, claims: null, shapes, lose }, 0, 'sqlite_schema');
  while (schema.next()) {
    const entry = schemaEntry(schema);
    if (entry.fault !== '') lose(1, `${entry.fault} in the schema`, 0);
    if (entry.kind === null) continue;
    const { kind, name, root, shape } = entry;
    const asTable = kind === 'table' && shape?.withoutRowid !== true;
    trees.push(walkTree(pages, root, asTable ? 'table' : 'index'));
    shapes.push(asTable ? shape : null);
    if (kind !== 'table' || tables.has(name.toLowerCase())) continue;
    const unread = shape === null ? 'a declaration that cannot be read' : shape.withoutRowid ? 'a table without row ids' : '';
    tables.set(name.toLowerCase(), { name, place: trees.length - 1, unread });
  }
  const ground: Ground = { pages, decoding, trees, claims: claimPages(pages, trees), shapes, lose };
  const { orphans } = ground.claims ?? { orphans: [] };
  if (orphans.length > 0)
    lose(orphans[0] as number, `${orphans.length} pages of rows to which no table points`, orphans.length * header.pageSize);
  if (overlay === null) missingLog(files, pages, tables.size, trees, report);
  cutShort(files, pages, overlay, report);

  const shapeOf = (table: string): TableShape | null => shapes[tables.get(table.toLowerCase())?.place ?? -1] ?? null;
  return {
    tables: [...tables.values()].map((table) => table.name),
    has: (table) => tables.has(table.toLowerCase()),
    column: (table, column) => shapeOf(table)?.columns.findIndex((one) => one.name.toLowerCase() === column.toLowerCase()) ?? -1,
    columns: (table) => shapeOf(table)?.columns.map((column) => column.name) ?? [],
    rows(table) {
      const found = tables.get(table.toLowerCase());
      if (found !== undefined && found.unread === '') return scanTable(ground, found.place, found.name);
      if (found !== undefined)
        report(
          diagnostic(
            'unsupported-version',
            { path },
            { format: `Table ${found.name}`, version: found.unread, supported: 'tables with row ids' },
          ),
        );
      return NO_ROWS;
    },
    finish() {
      const replaced = decoding.odd();
      if (replaced > 0) report(diagnostic('text-encoding', { path }, { encoding: 'Latin-1, in part', replaced: 0 }));
    },
  };
}

interface SchemaEntry {
  /** null: a view or trigger, or nothing that can be read. */
  readonly kind: 'table' | 'index' | null;
  readonly name: string;
  readonly root: number;
  readonly shape: TableShape | null;
  /** '' where the entry agrees with itself. */
  readonly fault: string;
}

/** Reads one row of the schema. It says a table's name three times: of damaged names the one that stands twice counts. */
function schemaEntry(row: Rows): SchemaEntry {
  const kind = row.text(0) ?? '';
  const names = [row.text(1) ?? '', row.text(2) ?? ''];
  const root = row.number(3);
  const sql = row.text(4) ?? '';
  const shape = sql.length <= LONGEST_SQL ? readCreateTable(sql) : null;
  if (shape !== null) names.push(shape.name);
  const isTable = kind === 'table' || shape !== null;
  const name = (isTable ? names.find((one, at) => names.indexOf(one) !== at) : undefined) ?? (names[0] as string);
  const rooted = Number.isInteger(root) && root > 0;
  let fault = '';
  if (isTable && (kind !== 'table' || new Set(names.map((one) => one.toLowerCase())).size > 1)) fault = `the names of table ${name}`;
  else if (!isTable && kind !== 'index' && kind !== 'view' && kind !== 'trigger') fault = `the entry ${names[0]}`;
  else if (shape !== null && !rooted) fault = `the place of table ${name}`;
  return { kind: rooted && (isTable || kind === 'index') ? (isTable ? 'table' : 'index') : null, name, root, shape, fault };
}

const NO_ROWS: Rows = { next: () => false, rowid: () => 0, number: () => Number.NaN, text: () => null, value: () => null };

function overlayOf(files: DatabaseFiles, header: Header, report: (diagnostic: Diagnostic) => void): Overlay | null {
  if (files.log === null) return null;
  const { path, bytes } = files.log;
  const wal = readWal(bytes, header.pageSize);
  for (const fault of wal.faults) {
    const place = { path, offset: fault.offset };
    if (fault.kind === 'torn') report(diagnostic('torn-tail', place, { format: 'write-ahead log', bytes: fault.bytes }));
    else if (fault.kind === 'checksum')
      report(diagnostic('bad-checksum', place, { format: 'write-ahead log', what: fault.what, bytes: fault.bytes }));
    else report(diagnostic('damaged-bytes', place, { format: 'write-ahead log', what: fault.what, bytes: fault.bytes }));
  }
  return wal.size === 0 ? null : { path, bytes, pages: wal.pages, size: wal.size };
}

/** The database as it was before a transaction that a crash cut short. */
function undone(files: DatabaseFiles, header: Header, report: (diagnostic: Diagnostic) => void): Overlay | null {
  if (files.journal === null || header.writeAhead) return null;
  const { path, bytes } = files.journal;
  const journal = readJournal(bytes, header.pageSize);
  if (journal === null) return null;
  report(diagnostic('torn-tail', { path, offset: 0 }, { format: 'last transaction of the database', bytes: bytes.size }));
  return { path, bytes, pages: journal.pages, size: journal.size };
}

/** The header as the last commit left it: the log may hold a newer first page. */
function currentHeader(header: Header, overlay: Overlay | null): Header {
  const newer = overlay?.pages.get(1);
  if (overlay === null || newer === undefined) return header;
  const read = readHeader(overlay.bytes.read(newer, 100));
  return typeof read === 'string' || read.pageSize !== header.pageSize ? header : read;
}

/** A log that stayed behind cannot be seen in the database itself, save where the database plainly lacks something. */
function missingLog(
  files: DatabaseFiles,
  pages: Pages,
  tables: number,
  trees: readonly Tree[],
  report: (diagnostic: Diagnostic) => void,
): void {
  if (!pages.header.writeAhead) return;
  const log =
    files.log === null || files.log.bytes.size === 0 ? 'no `-wal` file lies beside it' : 'the `-wal` file beside it holds no commit';
  const beyond = trees.some((tree) => tree.root > pages.count);
  const state = beyond
    ? `tables point behind the end of the file, and ${log}`
    : tables === 0
      ? `it holds no table, and ${log}`
      : files.shared && files.log === null
        ? 'a `-shm` file lies beside it, but no `-wal` file; newer rows may be missing'
        : '';
  if (state !== '') report(diagnostic('write-ahead-log', { path: files.path }, { state }));
}

function cutShort(files: DatabaseFiles, pages: Pages, overlay: Overlay | null, report: (diagnostic: Diagnostic) => void): void {
  if (overlay !== null) return;
  const { pageSize, pages: counted } = pages.header;
  const torn = files.bytes.size % pageSize;
  const wanted = counted === null ? files.bytes.size + (torn === 0 ? 0 : pageSize - torn) : counted * pageSize;
  if (files.bytes.size >= wanted) return;
  const args = { format: FORMAT, what: 'the end', bytes: wanted - files.bytes.size };
  report(diagnostic('damaged-bytes', { path: files.path, offset: files.bytes.size }, args));
}
