import type { Run } from '../../model/run.ts';
import type { KeyRole, KeyUse } from '../../model/variant.ts';
import { isNumeric } from './canonical.ts';
import type { KeyColumn } from './columns.ts';
import type { KeyOverride } from './globs.ts';
import { keyWords, placeName, seedName, volatileName } from './key-words.ts';
import { resultKeys } from './result-keys.ts';
import { hasTimestamp, isIdentifier, isObjectAddress, isPlace, placeEnd } from './value-looks.ts';

/** A key with its role, and the column that counts: of paths only their ends are compared. */
export interface RoledKey extends KeyUse {
  readonly column: KeyColumn;
}

interface Said {
  readonly role: KeyRole;
  readonly why: string;
  readonly column?: KeyColumn;
}

/**
 * What every configuration key is. A word of `project.yaml` counts first, then what is equal everywhere, then the name of
 * the key, then what its values look like; what is left are factors, save results that were logged as configuration.
 */
export function rolesOf(columns: readonly KeyColumn[], runs: readonly Run[], override: KeyOverride): readonly RoledKey[] {
  const first = columns.map((column): RoledKey => {
    const { role, why, column: counted = column } = roleOf(column, runs, override);
    return { key: column.key, role, why, distinct: counted.texts.length, column: counted };
  });
  const forced = new Set(first.filter(({ key }) => override(key)?.role === 'factor').map(({ key }) => key));
  const results = resultKeys(first, runs, forced);
  return first.map((use) => {
    const why = results.get(use.key);
    return why === undefined ? use : { ...use, role: 'volatile', why };
  });
}

function roleOf(column: KeyColumn, runs: readonly Run[], override: KeyOverride): Said {
  const { key, texts } = column;
  const varies = texts.length > 1 || column.present < runs.length;
  const said = override(key);
  if (said !== null) {
    const role = said.role === 'factor' && !varies ? 'constant' : said.role;
    return { role, why: `factors: ignore has ${said.glob}` };
  }
  const name = keyWords(key);
  const seed = seedName(name);
  if (seed !== null && texts.every(isSeedValue)) return { role: 'seed', why: seed };
  if (!varies) return { role: 'constant', why: 'equal in all runs' };
  if (column.present * 2 <= runs.length || texts.length > 1) {
    const place = placeName(name);
    if (place === 'output') return { role: 'volatile', why: 'a place that is written to' };
    if (place === 'input' || texts.every((text) => isPlace(text) || text === 'null' || text === '""')) return placeRole(column, runs);
    const volatile = volatileName(name);
    if (volatile !== null) return { role: 'volatile', why: volatile };
    const look = volatileLook(column, runs);
    if (look !== null) return { role: 'volatile', why: look };
  }
  return { role: 'factor', why: 'differs between runs' };
}

function isSeedValue(text: string): boolean {
  return /^-?\d+$/.test(text) || text === 'null' || text === '""' || /^\[(-?\d+(, )?)*\]$/.test(text);
}

/** Of what is read, its end is compared: `/home/a/cifar10` and `/scratch/cifar10` are the same data. */
function placeRole(column: KeyColumn, runs: readonly Run[]): Said {
  const ends = column.texts.map(placeEnd);
  const texts = [...new Set(ends)];
  if (texts.length === 1 && column.present === runs.length)
    return { role: 'volatile', why: 'a path; its end is the same in all runs', column };
  const codes = column.codes.map((code) => (code === 0 ? 0 : texts.indexOf(ends[code - 1] as string) + 1));
  const values = texts.map((text) => column.values[ends.indexOf(text)] ?? text);
  const shortened = { ...column, codes, texts, values };
  const look = volatileLook(shortened, runs);
  return look === null
    ? { role: 'factor', why: 'differs between runs; of a path its end', column: shortened }
    : { role: 'volatile', why: look, column: shortened };
}

/** Why the values say that a key tells nothing of the experiment. */
function volatileLook({ key, codes, texts, present }: KeyColumn, runs: readonly Run[]): string | null {
  const words = texts.filter((text) => text !== 'null' && text !== '""');
  if (words.length === 0 || words.every(isNumeric)) return null;
  if (words.every(isIdentifier)) return 'identifiers or hashes';
  if (words.every(hasTimestamp)) return 'times';
  if (words.every(isObjectAddress)) return 'objects of a program, by their address in memory';
  const named = runs.every((run, row) => codes[row] === 0 || namesRun(texts[(codes[row] as number) - 1] as string, run));
  if (named && /name|title|label|^[^.]*(tag|group|version)[^.]*$/i.test(key.split('.').at(-1) ?? key)) return 'repeats the name of the run';
  const unique = texts.length === present && present > 2;
  if (unique && words.every((text) => hasTimestamp(text) || isIdentifier(text) || UNIQUE.test(text))) return 'different in every run';
  return null;
}

/** Free text, and names that a generator made: `sunny-river-12`, `run_0007`. */
const UNIQUE = /^([a-z]+-[a-z]+-\d+|(run|exp|experiment|trial|job)[-_ ]?\d+|.{80,})$/is;

function namesRun(text: string, { name, id, trackerId, group, recordedProject, path }: Run): boolean {
  if (text === 'null' || text === '""') return true;
  return text === name || text === id || text === trackerId || text === group || text === recordedProject || path.split('/').includes(text);
}
