import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Fragment } from '../../model/fragment.ts';
import type { Claim, Reader } from '../reader.ts';
import { detect, layoutOf } from './detect.ts';
import type { RunFiles } from './files.ts';
import { fragmentOf } from './fragment.ts';
import { readJsonLines } from './legacy.ts';
import { readRecords } from './log.ts';
import { newRecords } from './records.ts';

/**
 * Reads a run folder: first the log, the only complete source, then what the files beside it add or, where there is no log or
 * it cannot be read, what they say instead.
 */
function* read(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const found: Diagnostic[] = [];
  const report = (told: Diagnostic) => {
    found.push(told);
  };
  const layout = layoutOf(claim);
  const records = newRecords(layout.log ?? claim.path, report);
  const run: RunFiles = { claim, folder: layout.folder, index, files, report };
  const bytes = layout.log === null ? null : files.bytes(layout.log);
  if (bytes !== null) readRecords(bytes, records);
  if (records.count === 0) readJsonLines(run, records);
  const { counted } = records.history;
  if (counted > 0) report(diagnostic('steps-counted', { path: records.told.path }, { rows: counted }));
  const fragment = fragmentOf(layout, records, run);
  if (fragment.facts.status === 'unknown') report(diagnostic('no-exit-record', { path: layout.log ?? claim.path }, {}));
  yield* found;
  yield fragment;
}

export const wandb: Reader = {
  tracker: 'wandb',
  title: 'Weights & Biases',
  versions: 'SDK 0.10 to 0.31, offline and online run folders; JSON files of earlier ones',
  foundBy: '`wandb/run-*`, `wandb/offline-run-*`, `*.wandb`',
  revision: 1,
  detect,
  read,
};
