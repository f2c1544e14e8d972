import type { Database } from '../../formats/sqlite/database.ts';
import { type Owner, openOwned } from '../../formats/sqlite/owned.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
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
  const place = {
    path,
    bytes: (one: string) => (claim.files.includes(one) ? files.bytes(one) : null),
    has: (one: string) => index.file(one) !== undefined,
  };
  const database = openOwned(place, owner(path), report);
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

const owner = (path: string): Owner => ({
  format: 'Optuna database',
  named: /optuna/i.test(nameOf(path)),
  owns: isOptuna,
  perhaps: ({ tables }) => tables.some((table) => OWN_TABLE.test(table)),
});

/** By tables and columns, never by version: a damaged schema may have lost some of them. */
function isOptuna(database: Database): boolean {
  const marks = MARKS.filter((table) => database.has(table)).length;
  const trials = database.column('trials', 'trial_id') >= 0 && database.column('trials', 'state') >= 0;
  const studies = database.column('studies', 'study_name') >= 0;
  return trials ? marks >= (studies ? 1 : 3) : studies && marks >= 3;
}
