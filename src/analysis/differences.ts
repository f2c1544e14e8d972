import type { Differences, DifferentRow, FactPart, Facts, Told } from '../model/report/compare.ts';

/** What a comparison needs of one run's record. */
export interface Compared {
  readonly facts: Readonly<Record<FactPart, Facts>>;
  /** Keys of the configuration that are seeds. */
  readonly seeds: readonly string[];
}

export const PARTS: readonly FactPart[] = ['config', 'data', 'code', 'environment', 'packages'];

/**
 * What differs between runs, part by part. Runs that have nothing at all under a heading are counted as silent and do
 * not make every key of the others a difference. Keys that all runs have come first, seeds last.
 */
export function differencesOf(runs: readonly Compared[]): readonly Differences[] {
  return PARTS.map((part) => {
    const facts = runs.map((run) => run.facts[part]);
    const speaking = facts.filter((known) => Object.keys(known).length > 0);
    const seeds = new Set(part === 'config' ? runs.flatMap((run) => run.seeds) : []);
    const rows: DifferentRow[] = [];
    const same: { key: string; value: Told }[] = [];
    for (const key of [...new Set(speaking.flatMap((known) => Object.keys(known)))].sort()) {
      const values = facts.map((known) => (Object.hasOwn(known, key) ? (known[key] as Told) : null));
      const spoken = speaking.map((known) => (Object.hasOwn(known, key) ? JSON.stringify(known[key]) : null));
      const [value] = speaking.map((known) => known[key]);
      if (value !== undefined && new Set(spoken).size === 1) same.push({ key, value });
      else rows.push({ key, values, seed: seeds.has(key) });
    }
    return {
      part,
      rows: rows.sort((a, b) => Number(a.seed) - Number(b.seed) || lacking(a) - lacking(b)),
      same,
      silent: facts.length - speaking.length,
    };
  });
}

function lacking({ values }: DifferentRow): number {
  return values.filter((value) => value === null).length;
}

/** Keys of the configuration that differ, seeds aside. */
export function differingFactors(differences: readonly Differences[]): readonly string[] {
  return differences.filter(({ part }) => part === 'config').flatMap(({ rows }) => rows.filter(({ seed }) => !seed).map(({ key }) => key));
}

/** The same with one column for all runs of a column's name: their common value, else the different ones in a list. */
export function mergedBy(differences: readonly Differences[], columnOf: readonly number[], columns: number): readonly Differences[] {
  return differences.map((one) => ({ ...one, rows: one.rows.map((row) => ({ ...row, values: merged(row.values, columnOf, columns) })) }));
}

const LISTED = 6;

function merged(values: readonly (Told | null)[], columnOf: readonly number[], columns: number): readonly (Told | null)[] {
  return Array.from({ length: columns }, (_, column) => {
    const members = values.filter((_, i) => columnOf[i] === column);
    const different = [...new Map(members.map((value) => [JSON.stringify(value), value])).values()];
    const [first = null] = different;
    if (different.length < 2) return first;
    const texts = different.map((value) => (value === null ? '—' : typeof value === 'string' ? value : value[0]));
    return [`${texts.slice(0, LISTED).join(', ')}${texts.length > LISTED ? ' …' : ''}`];
  });
}
