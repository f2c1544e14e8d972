import { exportAblation } from '../exports/ablations.ts';
import { contentKey, hashOf } from '../model/hash.ts';
import type { AblationTable } from '../model/report/ablation.ts';
import { projectReport, report } from './report.ts';

/** Every table of every project. */
export function tablePaths() {
  return report().projects.flatMap(({ slug, ablations }) =>
    ablations.tables.map((table) => ({
      params: { project: slug, table: table.slug },
      cacheKey: hashOf(report().frame.tool, slug, contentKey(table)),
    })),
  );
}

/** The table of an address that `tablePaths` made. */
export function tableAt(params: { project?: string; table?: string }): AblationTable {
  const found = projectReport(params.project).ablations.tables.find(({ slug }) => slug === params.table);
  if (found === undefined) throw new Error(`no table ${params.table}`);
  return found;
}

/** Its rows for every metric, in the words of the machine interface. */
export function exportedRows(params: { project?: string; table?: string }) {
  return exportAblation(params.project ?? '', tableAt(params));
}
