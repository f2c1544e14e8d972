import { keyWords } from '../../model/key-words.ts';
import type { Run } from '../../model/run.ts';
import { isSeedText } from '../../model/seed-key.ts';
import type { KeyRole, KeyUse } from '../../model/variant.ts';
import { isNumeric } from './canonical.ts';
import type { KeyColumn } from './columns.ts';
import type { KeyOverride } from './globs.ts';
import { placeName, seedName, volatileName } from './key-words.ts';
import { resultKeys } from './result-keys.ts';
import { hasTimestamp, isFile, isIdentifier, isObjectAddress, isPlace, isTimestamp, placeEnd } from './value-looks.ts';

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
  // A run that recorded no configuration at all does not make every key of the others a difference.
  const speaking = runs.filter((_, row) => columns.some(({ codes }) => codes[row] !== 0)).length;
  const first = columns.map((column): RoledKey => {
    const { role, why, column: counted = column } = roleOf(column, runs, speaking, override);
    return { key: column.key, role, why, distinct: counted.texts.length, column: counted };
  });
  const forced = new Set(first.filter(({ key }) => override(key)?.role === 'factor').map(({ key }) => key));
  const results = resultKeys(first, runs, forced);
  return first.map((use) => {
    const why = results.get(use.key);
    return why === undefined ? use : { ...use, role: 'volatile', why };
  });
}

function roleOf(column: KeyColumn, runs: readonly Run[], speaking: number, override: KeyOverride): Said {
  const { key, texts } = column;
  const varies = texts.length > 1 || column.present < speaking;
  const said = override(key);
  if (said !== null) {
    const role = said.role === 'factor' && !varies ? 'constant' : said.role;
    return { role, why: `factors: ignore has ${said.glob}` };
  }
  const name = keyWords(key);
  const seed = seedName(name);
  if (seed !== null && texts.every(isSeedOrNone)) return { role: 'seed', why: seed };
  if (!varies) return { role: 'constant', why: 'equal in all runs' };
  const place = placeName(name);
  if (place === 'output') return { role: 'volatile', why: 'a place that is written to' };
  const words = texts.filter(isWord);
  if (place === 'input' || (words.length > 0 && words.every((text) => isPlace(text) || isFile(text)))) return placeRole(column, speaking);
  const volatile = volatileName(name);
  if (volatile !== null) return { role: 'volatile', why: volatile };
  const look = volatileLook(column, runs);
  if (look !== null) return { role: 'volatile', why: look };
  return { role: 'factor', why: 'differs between runs' };
}

/** A seed, or none given. */
function isSeedOrNone(text: string): boolean {
  return isSeedText(text) || !isWord(text) || text === '[]';
}

function isWord(text: string): boolean {
  return text !== 'null' && text !== '""';
}

/** Of what is read, its end is compared: `/home/a/cifar10` and `/scratch/cifar10` are the same data. */
function placeRole(column: KeyColumn, speaking: number): Said {
  const ends = column.texts.map((text) => (isWord(text) ? placeEnd(text) : text));
  const texts = [...new Set(ends)];
  const places = new Map(texts.map((text, place) => [text, place + 1]));
  const codes = column.codes.map((code) => (code === 0 ? 0 : (places.get(ends[code - 1] as string) as number)));
  const counted = { ...column, codes, texts, values: texts.map((text) => column.values[ends.indexOf(text)] ?? text) };
  if (texts.length === 1 && column.present === speaking) {
    return { role: 'constant', why: 'a path; its end is the same in all runs', column: counted };
  }
  const unique = texts.length === column.present && column.present > 2;
  if (unique && texts.filter(isWord).every((text) => hasTimestamp(text) || isIdentifier(text) || UNIQUE.test(text))) {
    return { role: 'volatile', why: 'a path, different in every run', column: counted };
  }
  const why = ends.every((end, at) => end === column.texts[at]) ? 'differs between runs' : 'differs between runs; of a path its end';
  return { role: 'factor', why, column: counted };
}

/** Why the values say that a key tells nothing of the experiment. */
function volatileLook({ key, codes, texts, present }: KeyColumn, runs: readonly Run[]): string | null {
  const words = texts.filter(isWord);
  if (words.length === 0 || words.every(isNumeric)) return null;
  if (words.every(isIdentifier)) return 'identifiers or hashes';
  if (words.every(isTimestamp)) return 'times';
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
