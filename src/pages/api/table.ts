import { jsonDocument } from '../../exports/document.ts';
import { projectPaths } from '../paths.ts';
import { projectReport } from '../report.ts';

export function getStaticPaths() {
  return projectPaths(({ runs }) => runs.table);
}

/** The table of a project's runs by columns, as the script of the runs page reads it. */
export function GET({ params }: { params: { project?: string } }): Response {
  const { rows, columns, shown, same, primary } = projectReport(params.project).runs.table;
  return new Response(
    jsonDocument({
      ids: rows.map(({ id }) => id),
      names: rows.map(({ name }) => name),
      columns: columns.map(({ key, kind, label, unit, direction, format, cells }) => ({
        ...{ key, kind, label, unit, direction, format },
        // A browser would round an integer beyond 2^53.
        cells: cells.map((cell) => (typeof cell === 'bigint' ? cell.toString() : (cell ?? null))),
      })),
      shown,
      same,
      primary,
    }),
  );
}
