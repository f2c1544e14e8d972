import type { DirectoryIndex, FileEntry } from '../../model/folder.ts';

/** Endings of files that speak of event files without being one: scripts, notes, pointers, archives. */
const OTHER_FILES =
  /\.(?:attrs|profile-empty|py|ipynb|md|rst|txt|json|ya?ml|csv|tsv|html?|js|ts|sh|dvc|gz|zip|tar|tgz|bz2|xz|zst|png|jpe?g|svg|pdf|pkl)$/i;

/** An event file by its name, as TensorBoard finds it: `tfevents` stands somewhere in it. */
export function isEventFile(file: FileEntry): boolean {
  return file.name.includes('tfevents') && !OTHER_FILES.test(file.name) && !/(?:^|\/)plugins\/profile(?:\/|$)/.test(file.dir);
}

/** The event files directly in a folder, in the order in which TensorBoard reads them. */
export function eventFiles(index: DirectoryIndex, dir: string): FileEntry[] {
  return index.inside(dir).filter(isEventFile);
}

/** Guild keeps the events that it writes itself in `.guild` of the run's folder. */
export function runDirectory(dir: string): string {
  return lastSegment(dir) === '.guild' ? parentOf(dir) : dir;
}

/**
 * The folder above whose run these events may be a part of, from names alone, with the file that shows it to be one:
 * `hparams` of torch's `add_hparams` (a folder named by epoch seconds), `scalars` of `add_scalars` (a folder whose name
 * starts with the tag, which the events must confirm), `trial` of an `add_hparams` that was given a name (which only the
 * events can tell from a run).
 */
export function runAbove(
  index: DirectoryIndex,
  dir: string,
): { kind: 'hparams' | 'scalars' | 'trial'; dir: string; evidence: string } | null {
  if (/^\d{10}(?:\.\d+)?$/.test(lastSegment(dir))) {
    const parent = parentOf(dir);
    const evidence = eventFiles(index, parent)[0];
    return evidence === undefined ? null : { kind: 'hparams', dir: parent, evidence: evidence.path };
  }
  for (let above = dir; above !== ''; ) {
    above = parentOf(above);
    const evidence = eventFiles(index, above)[0];
    if (evidence === undefined) continue;
    const kind = /[_/]/.test(relativeTo(dir, above)) ? 'scalars' : 'trial';
    return { kind, dir: above, evidence: evidence.path };
  }
  return null;
}

/** A name for people: the last folder, with up to two above it as long as the names say little: `kwt1/logs/validation`. */
export function runName(dir: string): string | undefined {
  const segments = dir.split('/');
  let from = segments.length - 1;
  while (from > 0 && from > segments.length - 3 && PLAIN_NAME.test(segments[from] as string)) from -= 1;
  return dir === '' ? undefined : segments.slice(from).join('/');
}

const PLAIN_NAME =
  /^(?:(?:version|run|trial|exp|job|seed|fold)?[_-]?\d+|logs?|tb|tb_?logs?|tensorboard|train|val|validation|eval|test|events?|summary|summaries)$/i;

/** The host in `events.out.tfevents.<seconds>.<host>[.<pid>.<number>][.v2]`. */
export function hostOf(name: string): string | undefined {
  const rest = /^events\.out\.tfevents\.\d{10}\.(.+)$/.exec(name)?.[1]?.replace(/\.v2$/, '');
  const host = rest?.replace(/\.\d+\.\d+$/, '');
  return host === undefined || /^[\d.]*$/.test(host) ? undefined : host;
}

export function lastSegment(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1);
}

export function parentOf(place: string): string {
  const cut = place.lastIndexOf('/');
  return cut < 0 ? '' : place.slice(0, cut);
}

export function relativeTo(place: string, above: string): string {
  return above === '' ? place : place.slice(above.length + 1);
}
