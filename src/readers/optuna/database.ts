import { type Database, looksLikeDatabase, openDatabase } from '../../formats/sqlite/database.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Fragment } from '../../model/fragment.ts';
import type { Claim } from '../reader.ts';
import { fragmentsOf } from './fragment.ts';
import { nameOf } from './paths.ts';
import { readStudies } from './tables.ts';

type Report = (diagnostic: Diagnostic) => void;

/** Tables beside `studies` and `trials` of which every version has had some. */
const MARKS = ['version_info', 'trial_params', 'trial_values', 'trial_user_attributes', 'trial_system_attributes'];

const OWN_TABLE = /^(?:studies|trials|version_info|(?:trial|study)_.*)$/i;

/** Reads all trials of a database; nothing at all of one that is not Optuna's. */
export function* readDatabase(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const { path } = claim;
  const found: Diagnostic[] = [];
  const report: Report = (one) => found.push(one);
  const database = open(claim, index, files, report);
  if (database === null) {
    yield* found;
    return;
  }
  const { studies, head, library } = readStudies(database, path, report);
  database.finish();
  const writer = library === undefined ? '' : `, made by ${library}`;
  const format = `Optuna database${head === undefined ? '' : `, head ${head}`}${writer}`;
  const own = [path, `${path}-wal`, `${path}-journal`].filter((place) => claim.files.includes(place));
  yield* fragmentsOf(studies, { claim, format, own, index, files, report });
  yield* found;
}

function open(claim: Claim, index: DirectoryIndex, files: Files, report: Report): Database | null {
  const { path } = claim;
  const named = /optuna/i.test(nameOf(path));
  const bytes = files.bytes(path);
  if (bytes === null) return null;
  if (!looksLikeDatabase(bytes.read(0, 16))) {
    const ours = named && /\.(?:db|sqlite3?)$/i.test(path);
    if (ours && bytes.size === 0) report(diagnostic('empty-file', { path }, { format: 'Optuna database' }));
    else if (ours)
      report(diagnostic('not-this-format', { path, offset: 0 }, { format: 'SQLite database', found: 'other bytes at its start' }));
    return null;
  }
  const faults: Diagnostic[] = [];
  let opened = false;
  const beside = (place: string) => {
    const content = claim.files.includes(place) ? files.bytes(place) : null;
    return content === null ? null : { path: place, bytes: content };
  };
  const log = beside(`${path}-wal`);
  const journal = beside(`${path}-journal`);
  const shared = index.file(`${path}-shm`) !== undefined;
  const database = openDatabase({ path, bytes, log, journal, shared }, (one) => (opened ? report(one) : faults.push(one)));
  opened = true;
  const ours = database !== null && isOptuna(database);
  // A database whose schema is damaged may have been Optuna's: then what is wrong with it has to be said.
  const perhaps = database === null || database.tables.length === 0 || database.tables.some((table) => OWN_TABLE.test(table));
  if (ours || named || perhaps) for (const fault of faults) report(fault);
  return ours ? database : null;
}

/** By tables and columns, never by version: a damaged schema may have lost some of them. */
function isOptuna(database: Database): boolean {
  const marks = MARKS.filter((table) => database.has(table)).length;
  const trials = database.column('trials', 'trial_id') >= 0 && database.column('trials', 'state') >= 0;
  const studies = database.column('studies', 'study_name') >= 0;
  return trials ? marks >= (studies ? 1 : 3) : studies && marks >= 3;
}
