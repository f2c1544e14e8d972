import type { Part } from '../../model/report/run.ts';

type Name = Part['part'];

/** Wherever they lie. */
const LOGS = /\.wandb$|\.db$|\.sqlite3?$|tfevents/;

/** Files that trackers write under names of their own, the first that fits: what they hold, and the parts of a run that they are the record of. */
const FILES: readonly (readonly [path: RegExp, holds: string, ...parts: Name[]])[] = [
  [/(^|\/)wandb-metadata\.json$/, 'Program, commit, system', 'Code', 'Environment'],
  [/(^|\/)wandb-summary\.json$/, 'Last values', 'Metrics'],
  [/(^|\/)(requirements\.txt|conda(-environment)?\.ya?ml|python_env\.ya?ml)$/, 'Packages', 'Environment'],
  [/(^|\/)hydra\.ya?ml$/, 'Hydra’s own settings', 'Code'],
  [/(^|\/)overrides\.ya?ml$/, 'Overrides', 'Config', 'Seeds'],
  [/(^|\/)(config|hparams|params)\.(ya?ml|json)$/, 'Configuration', 'Config', 'Seeds'],
  [/(^|\/)metrics\.(csv|jsonl)$/, 'Metrics', 'Metrics'],
  [/(^|\/)output\.log$/, 'Console output'],
  [/\.patch$/, 'Uncommitted change', 'Code'],
  [/(^|\/)meta\.ya?ml$/, 'Record of the run'],
  [/(^|\/)run\.ya?ml$/, 'Record of the run', 'Code', 'Config', 'Data', 'Environment', 'Seeds', 'Artifacts'],
  [/\/metrics\//, 'A metric', 'Metrics'],
  [/\/params\//, 'A parameter', 'Config', 'Seeds'],
  [/\/tags\//, 'A tag'],
  [/\/code\//, 'Code', 'Code'],
];

/** Logs and databases hold any part; of what they lose, most is points. */
const LOG: readonly Name[] = ['Metrics'];

/** What a file of a run holds; `format` is that of the record which it belongs to. */
export function heldIn(path: string, format: string): string {
  return known(path)?.[1] ?? format;
}

/** The parts of a run that are there in part alone where the file cannot be read whole. */
export function partsIn(path: string): readonly Name[] {
  const found = known(path);
  return found === undefined ? LOG : (found.slice(2) as Name[]);
}

/** Whether the file may hold any part of a run, so that what is not found may have been in it. */
export function mayHoldAll(path: string): boolean {
  return known(path) === undefined;
}

function known(path: string) {
  return LOGS.test(path) ? undefined : FILES.find(([pattern]) => pattern.test(path));
}
