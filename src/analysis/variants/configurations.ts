import { hashOf } from '../../model/hash.ts';
import type { Run } from '../../model/run.ts';
import { stemOf } from './name-stem.ts';
import { partitionOf } from './partition.ts';
import type { RoledKey } from './roles.ts';

/** Runs that are equal in every key but seeds and volatile ones. */
export interface Configuration {
  /** Stays as it is when other runs are added, as long as no key changes its role. */
  readonly hash: string;
  readonly runs: readonly Run[];
  /** The row of its first run in the columns of the keys. */
  readonly row: number;
  /** Nothing of its configuration is known. */
  readonly silent: boolean;
}

/**
 * The configurations of some runs, by first run. A run that recorded nothing but seeds and volatile keys says nothing of
 * what it is, so each name is a configuration of its own; a number after the word seed in the name does not count.
 */
export function configurationsOf(runs: readonly Run[], keys: readonly RoledKey[]): readonly Configuration[] {
  const counted = keys.filter(({ role }) => role === 'factor' || role === 'constant');
  const partition = partitionOf(runs.length);
  for (const { role, column } of counted) if (role === 'factor') partition.split(column.codes);
  const silent = runs.map((_, row) => counted.every(({ column }) => column.codes[row] === 0));
  if (silent.includes(true)) partition.split(namesOf(runs, silent));
  const hashes = counted.map(({ key, column }) => column.texts.map((text) => cellHash(key, text)));
  const members: Run[][] = [];
  const rows: number[] = [];
  runs.forEach((run, row) => {
    const place = partition.of(row);
    const list = members[place];
    if (list === undefined) {
      members[place] = [run];
      rows[place] = row;
    } else list.push(run);
  });
  return rows.map((row, place) => {
    let [high, low] = [0, 0];
    counted.forEach(({ column }, at) => {
      const code = column.codes[row] as number;
      if (code === 0) return;
      const cell = (hashes[at] as [number, number][])[code - 1] as [number, number];
      high ^= cell[0];
      low ^= cell[1];
    });
    const name = silent[row] === true ? identityOf(runs[row] as Run) : null;
    return {
      hash: hashOf('configuration', high, low, name).slice(0, 12),
      runs: members[place] as Run[],
      row,
      silent: silent[row] === true,
    };
  });
}

/** Of each cell 64 bits; a configuration's are their exclusive or, so that the order of keys does not matter. */
function cellHash(key: string, text: string): [number, number] {
  const hash = hashOf(key, text);
  return [Number.parseInt(hash.slice(0, 8), 16) | 0, Number.parseInt(hash.slice(8, 16), 16) | 0];
}

function namesOf(runs: readonly Run[], silent: readonly boolean[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(runs, (run, row) => {
    if (silent[row] !== true) return 0;
    const stem = identityOf(run);
    const place = known.get(stem) ?? known.size + 1;
    known.set(stem, place);
    return place;
  });
}

/** The name without its seed; a run whose name tells no seed stands by itself. */
function identityOf({ name, path, id }: Run): string {
  const stem = stemOf(name);
  return stem === name ? `${path}\n${id}` : stem;
}
