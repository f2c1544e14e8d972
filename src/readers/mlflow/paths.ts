import type { DirectoryIndex } from '../../model/folder.ts';

export function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1);
}

export function parentOf(place: string): string {
  const cut = place.lastIndexOf('/');
  return cut < 0 ? '' : place.slice(0, cut);
}

export function within(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The id that MLflow gives a run, a data set or an input. */
export const HEX_ID = /^[0-9a-f]{32}$/;
/** The id of a logged model. */
export const MODEL_ID = /^m-[0-9a-f]{32}$/;

/** Folders inside a run or an experiment that are never an experiment or a run. */
const RESERVED = new Set(['datasets', 'traces', 'models', 'inputs', 'outputs', 'tags', 'params', 'metrics', 'artifacts', 'assessments']);

/** Whether a folder is a run of a file store, from names alone: one without `meta.yaml` needs parameters, metrics or tags. */
export function isRunFolder(folder: string, index: DirectoryIndex): boolean {
  const name = nameOf(folder);
  const experiment = parentOf(folder);
  if (folder === '' || RESERVED.has(nameOf(experiment)) || RESERVED.has(name)) return false;
  const hasMeta = index.file(`${folder}/meta.yaml`) !== undefined;
  const hex = HEX_ID.test(name);
  if (!hex && !hasMeta) return false;
  const inExperiment = index.file(within(experiment, 'meta.yaml')) !== undefined;
  const numbered = /^\d+$/.test(nameOf(experiment));
  if (hex && hasMeta && (inExperiment || numbered)) return true;
  const version = /^version-\d+$/.test(name) && nameOf(parentOf(experiment)) === 'models';
  if (version || !(hex ? hasMeta || inExperiment || numbered : inExperiment)) return false;
  return index.children(folder).some((child) => /\/(?:params|metrics|tags)$/.test(child));
}

/** The folder of a run below the root of a file store, in a deleted experiment too. */
export function runFolder(root: string, run: string, index: DirectoryIndex): string | undefined {
  if (!HEX_ID.test(run)) return undefined;
  for (const top of [root, within(root, '.trash')])
    for (const experiment of index.children(top)) if (isRunFolder(`${experiment}/${run}`, index)) return `${experiment}/${run}`;
  return undefined;
}

/** The first run of an experiment in the order of the index. */
export function firstRun(experiment: string, index: DirectoryIndex): string | undefined {
  const start = within(experiment, '');
  let low = 0;
  let high = index.dirs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index.dirs[middle] as string) < start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < index.dirs.length && (index.dirs[at] as string).startsWith(start); at += 1) {
    const folder = index.dirs[at] as string;
    if (parentOf(folder) === experiment && isRunFolder(folder, index)) return folder;
  }
  return undefined;
}
