import { readTable, type TableData } from '../../src/client/run-data.ts';
import { tableDocument } from '../../src/exports/table-document.ts';
import type { RunFacet } from '../../src/model/report/facet.ts';
import type { AskedColumn } from '../../src/model/report/runs.ts';
import type { Column, RunTable } from '../../src/model/report/table.ts';

export const column = { unit: null, direction: null, format: null, distinct: 2 } as const;

/** A table as a browser gets it. */
export function tableData(
  names: readonly string[],
  columns: readonly Column[],
  more: { readonly same?: RunTable['same']; readonly asked?: readonly AskedColumn[]; readonly facets?: readonly RunFacet[] } = {},
): TableData {
  const rows = names.map((name, i) => ({ id: `r${i}`, name, status: 'finished' }));
  const table = { rows, columns, shown: 2, left: 0, same: more.same ?? [], primary: null };
  return readTable(tableDocument({ table, facets: more.facets ?? [], asked: more.asked ?? [] }));
}
