import { jsonDocument } from '../../exports/document.ts';
import { projectPaths } from '../paths.ts';
import { projectReport } from '../report.ts';

export function getStaticPaths() {
  return projectPaths(({ runs }) => [runs.tableKey]);
}

/** All runs of a project, in the order of its table; values that a run lacks are left out. */
export function GET({ params }: { params: { project?: string } }): Response {
  const { slug, runs } = projectReport(params.project);
  const { rows, columns, same } = runs.table;
  const records = rows.map(({ id, name }, i) => {
    const record: Record<string, unknown> = Object.create(null);
    for (const { key, value } of same) record[key] = value;
    for (const { key, cells } of columns) if (cells[i] !== undefined) record[key] = cells[i];
    return { id, name, record: `api/projects/${slug}/runs/${encodeURIComponent(id)}.json`, values: record };
  });
  return new Response(
    jsonDocument({ project: slug, columns: columns.map(({ key, unit, direction }) => ({ key, unit, direction })), runs: records }),
  );
}
