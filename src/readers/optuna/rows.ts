import { JsonError, parseJson } from '../../formats/json.ts';
import type { Database } from '../../formats/sqlite/database.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Value } from '../../model/value.ts';

/** One row; columns by their place among those asked for. A column that this schema lacks reads as NULL. */
export interface Row {
  has(place: number): boolean;
  text(place: number): string | null;
  /** NaN for NULL. */
  number(place: number): number;
}

/** Goes through a table; nothing where the database has no such table. */
export function* each(database: Database, table: string, columns: readonly string[]): Generator<Row, void, undefined> {
  if (!database.has(table)) return;
  const places = columns.map((column) => database.column(table, column));
  const rows = database.rows(table);
  const row: Row = {
    has: (place) => (places[place] ?? -1) >= 0,
    text: (place) => rows.text(places[place] ?? -1),
    number: (place) => rows.number(places[place] ?? -1),
  };
  while (rows.next()) yield row;
}

/** What can be wrong with a row of an intact page. */
export interface Faults {
  /** It belongs to nothing that is there. */
  stray(table: string, what: string): void;
  bad(table: string, key: string, text: string, wanted: string): void;
  /** It stands twice; the later one counts. */
  twice(table: string, key: string): void;
}

const MOST = 20;

/** Reports faults; of each kind and table the first ones are told one by one. */
export function faultsOf(path: string, report: (diagnostic: Diagnostic) => void): Faults {
  const told = new Map<string, number>();
  const tell = (kind: string, make: () => Diagnostic) => {
    const count = (told.get(kind) ?? 0) + 1;
    told.set(kind, count);
    if (count <= MOST) report(make());
    else if (count === MOST + 1) report(diagnostic('limit-reached', { path }, { what: kind, limit: MOST }));
  };
  return {
    stray: (table, what) =>
      tell(`rows of table ${table} that belong to nothing`, () =>
        diagnostic('undecodable-record', { path }, { format: `table ${table}`, what }),
      ),
    bad: (table, key, text, wanted) =>
      tell(`values of table ${table} that cannot be`, () =>
        diagnostic('bad-value', { path }, { format: `table ${table}`, key, text: text.slice(0, 80), wanted }),
      ),
    twice: (table, key) =>
      tell(`keys that stand twice in table ${table}`, () => diagnostic('duplicate-key', { path }, { key: `${key} (table ${table})` })),
  };
}

/** JSON as Python writes it; undefined where the text is none. */
export function jsonOf(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
