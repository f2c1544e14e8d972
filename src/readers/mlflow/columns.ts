import type { Database } from '../../formats/sqlite/database.ts';

/** One row of a table whose columns were looked up by name; a column that this version of MLflow lacks reads as null. */
export interface Row {
  text(column: string): string | undefined;
  number(column: string): number | undefined;
}

/** Goes through a table; nothing where the database has no such table. */
export function* rowsOf(database: Database, table: string, columns: readonly string[]): Generator<Row, void, undefined> {
  if (!database.has(table)) return;
  const places = new Map(columns.map((column) => [column, database.column(table, column)]));
  const rows = database.rows(table);
  const row: Row = {
    text: (column) => rows.text(places.get(column) ?? -1) ?? undefined,
    number(column) {
      const value = rows.number(places.get(column) ?? -1);
      return value === value ? value : undefined;
    },
  };
  while (rows.next()) yield row;
}
