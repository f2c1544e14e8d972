import { sweepsSlice } from '../analysis/slices/sweeps.ts';
import { exportSweep, sweepsCsv } from '../exports/sweeps.ts';
import { writeJson } from '../formats/json.ts';
import type { Loaded } from '../load.ts';
import type { ExportedSweep } from '../model/exported-sweep.ts';
import { type ExportKind, writeObjects } from './export-kind.ts';
import { loadedOverviews } from './loaded-overview.ts';

export const sweeps: ExportKind = {
  summary: 'every sweep: parameters, trials, importance, expected best of n',
  formats: ['json', 'ndjson', 'csv'],
  options: [],
  plan({ format }) {
    return (loaded, io) => {
      if (format === 'csv') io.out(sweepsCsv([...recordsOf(loaded)]));
      else writeObjects(texts(recordsOf(loaded)), format === 'json', io);
    };
  },
};

function* recordsOf(loaded: Loaded): Generator<ExportedSweep> {
  for (const view of loadedOverviews(loaded)) {
    const { slugs, sweep } = sweepsSlice(view);
    for (const slug of slugs) {
      const page = sweep(slug);
      if (page !== undefined) yield exportSweep(page);
    }
  }
}

function* texts(records: Iterable<ExportedSweep>): Generator<string> {
  for (const record of records) yield writeJson(record);
}
