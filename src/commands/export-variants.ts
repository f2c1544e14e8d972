import { variantRecords } from '../analysis/variants/records.ts';
import { variantsCsv } from '../exports/variants.ts';
import { writeJson } from '../formats/json.ts';
import type { Loaded } from '../load.ts';
import type { ExportedVariant } from '../model/exported-variant.ts';
import { type ExportKind, writeObjects } from './export-kind.ts';
import { loadedOverviews } from './loaded-overview.ts';

export const variants: ExportKind = {
  summary: 'every metric of every variant: mean, interval, and which runs count',
  formats: ['json', 'ndjson', 'csv'],
  options: ['metric'],
  plan({ format, metric }) {
    return (loaded, io) => {
      const records = recordsOf(loaded, metric);
      if (format === 'csv') io.out(variantsCsv(records));
      else writeObjects(texts(records), format === 'json', io);
    };
  },
};

function* recordsOf(loaded: Loaded, metric: string | undefined): Generator<ExportedVariant> {
  for (const view of loadedOverviews(loaded)) {
    for (const record of variantRecords(view)) if (metric === undefined || record.metric === metric) yield record;
  }
}

function* texts(records: Iterable<ExportedVariant>): Generator<string> {
  for (const record of records) yield writeJson(record);
}
