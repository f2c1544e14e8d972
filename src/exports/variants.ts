import { csvRows } from '../model/csv.ts';
import type { ExportedVariant } from '../model/exported-variant.ts';

const HEADER = [
  ...[
    'project',
    'variant',
    'label',
    'baseline',
    'metric',
    'direction',
    'selection',
    'n',
    'mean',
    'sd',
    'standard_error',
    'ci_low',
    'ci_high',
  ],
  ...['level', 'method', 'lack', 'not_finite', 'attempts', 'identical_under_seeds', 'seeds_missing', 'runs', 'seeds', 'values', 'excluded'],
];

/** One line for each variant and metric; lists are parted by spaces, what is left out reads `id:reason`. */
export function variantsCsv(records: Iterable<ExportedVariant>): string {
  return csvRows([HEADER, ...Array.from(records, line)]);
}

function line(one: ExportedVariant) {
  return [
    ...[one.project, one.variant, one.label, String(one.baseline), one.metric, one.direction, one.selection],
    ...[one.n, one.mean, one.sd, one.standard_error, one.ci?.[0] ?? null, one.ci?.[1] ?? null, one.level, one.method, one.lack],
    ...[one.not_finite, one.attempts, String(one.identical_under_seeds), one.seeds_missing, one.runs.join(' ')],
    ...[
      one.seeds.map((seed) => seed ?? '-').join(' '),
      one.values.join(' '),
      one.excluded.map(({ run, reason }) => `${run}:${reason}`).join(' '),
    ],
  ];
}
