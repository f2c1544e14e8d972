import { ablationsOf } from '../analysis/ablations/ablations.ts';
import { ablationCsv } from '../exports/ablation-csv.ts';
import { ablationSheets } from '../exports/ablation-sheet.ts';
import { ablationLatex, ablationMarkdown } from '../exports/ablation-text.ts';
import { exportAblation } from '../exports/ablations.ts';
import { writeJson } from '../formats/json.ts';
import type { Loaded } from '../load.ts';
import type { AblationTable } from '../model/report/ablation.ts';
import { type ExportKind, writeObjects } from './export-kind.ts';
import { loadedOverviews } from './loaded-overview.ts';

export const ablations: ExportKind = {
  summary: 'every row of every table of variants, declared or found, for each of its metrics',
  formats: ['json', 'ndjson', 'csv', 'markdown', 'latex'],
  options: ['metric'],
  plan({ format, metric }) {
    return (loaded, io) => {
      const tables = tablesOf(loaded, metric);
      const sheets = () => tables.flatMap(({ table }) => ablationSheets(table));
      const records = () => tables.flatMap(({ project, table }) => exportAblation(project, table));
      if (format === 'markdown') io.out(ablationMarkdown(sheets()));
      else if (format === 'latex') io.out(ablationLatex(sheets()));
      else if (format === 'csv') io.out(ablationCsv(records()));
      else writeObjects(records().map(writeJson), format === 'json', io);
    };
  },
};

function tablesOf(loaded: Loaded, metric: string | undefined): readonly { readonly project: string; readonly table: AblationTable }[] {
  return loadedOverviews(loaded).flatMap((view) =>
    ablationsOf(view).tables.flatMap((table) => {
      const metrics = table.metrics.filter((one) => metric === undefined || one.metric === metric);
      return metrics.length === 0 ? [] : [{ project: view.slug, table: { ...table, metrics } }];
    }),
  );
}
