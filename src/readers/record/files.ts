import type { DirectoryIndex } from '../../model/folder.ts';

export const RUN_FILE = 'run.yaml';
export const METRICS_CSV = 'metrics.csv';
export const METRICS_JSONL = 'metrics.jsonl';
export const CONSOLE = 'console.log';
export const PATCH = 'diff.patch';

/** The files of one record that are there, sorted. */
export function filesOf(dir: string, index: DirectoryIndex): string[] {
  return index
    .inside(dir)
    .filter(({ name }) => FILES.has(name))
    .map(({ path }) => path);
}

const FILES: ReadonlySet<string> = new Set([CONSOLE, PATCH, METRICS_CSV, METRICS_JSONL, RUN_FILE]);

export function within(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`;
}

/** A path that a record names, relative to the folder; null where it leads out of the record's own folder. */
export function ownPath(dir: string, said: string): string | null {
  if (said.startsWith('/') || said.includes('\\') || said.includes('\0') || /^[A-Za-z]:/.test(said)) return null;
  const parts = said.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : within(dir, parts.join('/'));
}
