import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Bytes } from '../../model/folder.ts';
import { type Database, looksLikeDatabase, openDatabase } from './database.ts';

/** Whose a database has to be. */
export interface Owner {
  /** `MLflow database`. */
  readonly format: string;
  /** The name of the file says so, whatever is in it. */
  readonly named: boolean;
  owns(database: Database): boolean;
  /** Where the schema is damaged, it may have been: then what is wrong with it has to be said. */
  perhaps(database: Database): boolean;
}

/** The files at and beside the place of a database: what may be read of them, and whether one is there at all. */
export interface Place {
  readonly path: string;
  bytes(path: string): Bytes | null;
  has(path: string): boolean;
}

/** Opens a database with its log and journal if it is the owner's; null otherwise, without a word of files that are not his. */
export function openOwned({ path, bytes: read, has }: Place, owner: Owner, report: (diagnostic: Diagnostic) => void): Database | null {
  const { format, named } = owner;
  const bytes = read(path);
  if (bytes === null) return null;
  if (!looksLikeDatabase(bytes.read(0, 16))) {
    const ours = named && /\.(?:db|sqlite3?)$/i.test(path);
    if (ours && bytes.size === 0) report(diagnostic('empty-file', { path }, { format }));
    else if (ours)
      report(diagnostic('not-this-format', { path, offset: 0 }, { format: 'SQLite database', found: 'other bytes at its start' }));
    return null;
  }
  const faults: Diagnostic[] = [];
  let opened = false;
  const beside = (place: string) => {
    const content = read(place);
    return content === null ? null : { path: place, bytes: content };
  };
  const files = { path, bytes, log: beside(`${path}-wal`), journal: beside(`${path}-journal`), shared: has(`${path}-shm`) };
  const database = openDatabase(files, (one) => (opened ? report(one) : faults.push(one)));
  opened = true;
  const ours = database !== null && owner.owns(database);
  if (ours || named || database === null || database.tables.length === 0 || owner.perhaps(database))
    for (const fault of faults) report(fault);
  return ours ? database : null;
}
