import { type CsvField, csvRows } from '../model/csv.ts';
import type { ExportedAblation } from '../model/exported-ablation.ts';

const HEAD = [
  ...['project', 'table', 'metric', 'row', 'name', 'n', 'seeds', 'values', 'mean', 'sd', 'ci_lo', 'ci_hi', 'baseline', 'delta'],
  ...['delta_lo', 'delta_hi', 'p', 'p_adj', 'tests', 'method', 'correction', 'selection', 'mark', 'verdict', 'standing', 'better'],
  ...['change', 'confounders', 'mde', 'seeds_needed', 'hedges_g', 'p_improve', 'percent', 'seconds', 'run_ids', 'excluded', 'flags'],
];

/** One line a row and metric, numbers in full; lists are joined with spaces (ids, values) or semicolons (words). */
export function ablationCsv(rows: readonly ExportedAblation[]): string {
  return csvRows([HEAD, ...rows.map(fields)]);
}

function fields(row: ExportedAblation): readonly CsvField[] {
  const flags = [
    ...(row.confounded ? ['confounded'] : []),
    ...(row.attributable ? [] : ['combined']),
    ...(row.identical_under_seeds ? ['identical_under_seeds'] : []),
    ...(row.seeds_missing > 0 ? [`seeds_missing=${row.seeds_missing}`] : []),
    ...(row.worst_case?.flips ? ['flips_in_worst_case'] : []),
    ...(row.within_evaluation_noise ? ['within_evaluation_noise'] : []),
  ];
  return [
    ...[row.project, row.table, row.metric, row.row, row.name, row.n],
    ...[row.seeds.map((seed) => seed ?? '').join(' '), row.values.join(' '), row.mean, row.sd, row.ci?.[0] ?? null, row.ci?.[1] ?? null],
    ...[row.baseline, row.delta, row.delta_ci?.[0] ?? null, row.delta_ci?.[1] ?? null, row.p, row.p_adjusted, row.tests, row.method],
    ...[row.correction, row.selection, row.mark, row.verdict, row.standing, row.better === null ? null : String(row.better)],
    row.change.map(({ factor, from, to }) => `${factor}: ${from ?? 'not set'} -> ${to ?? 'not set'}`).join('; '),
    row.confounders.map(({ text }) => text).join('; '),
    ...[row.mde, row.seeds_needed, row.hedges_g, row.p_improve, row.percent, row.seconds, row.runs.join(' ')],
    row.excluded.map(({ run, reason }) => `${run}: ${reason}`).join('; '),
    flags.join(' '),
  ];
}
